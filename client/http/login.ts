/** Signing in to an API from a terminal: by a person at a browser (RFC 8628), or with a program's key. */
import type { ApiCredentials } from '../../config/api-credentials.js';
import type { Language } from '../../domain/bilingual.js';
import { DEVICE_CLIENT_ID } from '../../domain/accounts/device-sign-in.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { jsonOf } from './answers.js';
import { ApiConnection } from './api-connection.js';
import { ApiUnavailable } from '../unavailable.js';

export interface LoginOptions {
  /** Without a slash at its end. */
  readonly url: string;
  /** One of the accounts of whoever signs in; absent: the one that they choose, or their first. */
  readonly account?: string;
  readonly language: Language;
}

/** What the person at the browser is to do. */
export interface DeviceWait {
  readonly verificationUri: string;
  readonly verificationUriComplete: string | undefined;
  readonly userCode: string;
  readonly expiresInSeconds: number;
}

export interface DeviceLoginOptions extends LoginOptions {
  /** What the person is told of the program. */
  readonly clientName: string;
  readonly onWait: (wait: DeviceWait) => void;
}

/** Who it is that an API knows by these credentials. */
export interface LoggedIn extends ApiCredentials {
  readonly role: string;
}

/**
 * Asks, tells what the person is to do, and waits until they did. Throws Refusal `NotAllowed` where they refused, `NotSignedIn` where
 * nobody decided in time; ApiUnavailable where no API of ours answers.
 */
export async function loginByDevice(options: DeviceLoginOptions): Promise<LoggedIn> {
  const { url, clientName, onWait } = options;
  const openId = await import('openid-client');
  const configuration = await openId
    .discovery(new URL(url), DEVICE_CLIENT_ID, undefined, openId.None(), {
      algorithm: 'oauth2',
      // Marked as deprecated by its authors so that nobody overlooks it: loopback alone (config/api-credentials.ts).
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      execute: new URL(url).protocol === 'http:' ? [openId.allowInsecureRequests] : [],
    })
    .catch((error: unknown) => {
      throw noApi(url, error);
    });
  try {
    const begun = await openId.initiateDeviceAuthorization(configuration, { client_name: clientName });
    onWait({
      verificationUri: begun.verification_uri,
      verificationUriComplete: begun.verification_uri_complete,
      userCode: begun.user_code,
      expiresInSeconds: begun.expires_in,
    });
    const tokens = await openId.pollDeviceAuthorizationGrant(configuration, begun);
    const { account } = tokens as { readonly account?: unknown };
    const chosen = options.account ?? (typeof account === 'string' ? account : undefined);
    const seconds = tokens.expires_in;
    return await known(options, {
      bearer: tokens.access_token,
      kind: 'session',
      account: chosen,
      ...(seconds !== undefined && { expiresAt: new Date(Date.now() + seconds * 1000).toISOString() }),
    });
  } catch (error) {
    if (error instanceof openId.ResponseBodyError) throw notLetIn(error.error);
    throw error instanceof Refusal || error instanceof ApiUnavailable ? error : noApi(url, error);
  }
}

/** `key`: `KEYID:SECRET`. Throws Refusal `NotSignedIn` where the API does not know it. */
export async function loginByKey(options: LoginOptions, key: string): Promise<LoggedIn> {
  return await known(options, { bearer: key, kind: 'key', account: options.account });
}

/** The session is over at the API; a key goes on to count there. Throws as every request does. */
export async function logout({ url, bearer, kind }: ApiCredentials, language: Language): Promise<void> {
  if (kind === 'key') return;
  const connection = new ApiConnection({ url, authorization: `Bearer ${bearer}`, language });
  await connection.ask({ method: 'DELETE', path: '/sign-in/session', isRepeatable: true });
}

interface Session {
  readonly name: string;
  readonly account: string;
  readonly role: string;
  readonly memberships: readonly { readonly account: string | null }[];
}

async function known(
  { url, language }: LoginOptions,
  given: Pick<ApiCredentials, 'bearer' | 'kind' | 'expiresAt'> & { readonly account: string | undefined },
): Promise<LoggedIn> {
  const { bearer, account } = given;
  const authorization = `Bearer ${bearer}`;
  const connection = new ApiConnection({
    url,
    authorization,
    language,
    ...(account !== undefined && { account }),
  });
  const response = await connection.ask({ method: 'GET', path: '/sign-in/session', isRepeatable: true });
  const { name, role, memberships } = (await jsonOf(response)) as Session;
  return { ...given, url, name, role, account: memberships[0]?.account ?? null };
}

function noApi(url: string, error: unknown): ApiUnavailable {
  const { cause, code } = error as { readonly cause?: { readonly code?: unknown }; readonly code?: unknown };
  const why = [cause?.code, code].find((each) => typeof each === 'string') ?? 'network';
  return new ApiUnavailable('ApiNotReachable', {
    zh: `${url} 上没有可登录的 Sealflow API(${why})。请检查地址,以及服务器的 SEALFLOW_API_PUBLIC_URL。`,
    en: `At ${url} no Sealflow API lets anybody sign in (${why}). Check the address, and SEALFLOW_API_PUBLIC_URL of the server.`,
  });
}

/** RFC 8628, section 3.5. */
function notLetIn(error: string): Error {
  if (error === 'access_denied')
    return new Refusal(
      refusalDetails('NotAllowed', {
        message: { zh: '在浏览器中被拒绝:未登录', en: 'It was refused at the browser: nobody is signed in' },
      }),
    );
  if (error === 'expired_token')
    return new Refusal(
      refusalDetails('NotSignedIn', {
        message: {
          zh: '没有人在时限内确认此代码',
          en: 'Nobody confirmed the code in time',
        },
        accepted: { zh: '再次运行同一命令', en: 'the same command once more' },
      }),
    );
  return new ApiUnavailable(error, {
    zh: `登录请求未被接受(${error})。请稍后再试。`,
    en: `The request to sign in was not taken (${error}). Try again later.`,
  });
}
