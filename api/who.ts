/** Who asks: a key in `Authorization`, or the session of a cookie, whose writes must come from our own pages. */
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../domain/accounts/principal.js';
import { Refusal, refusalDetails } from '../domain/refusals.js';
import type { ApiParts } from './parts.js';

/** `__Host-`: of this host alone, by TLS alone, for every path (RFC 6265bis, section 4.1.3.2). */
export const SESSION_COOKIE = '__Host-sealflow';

/** Chooses among the accounts of whoever asks. */
export const ACCOUNT_HEADER = 'sealflow-account';

/** Requests that change nothing (RFC 9110, section 9.2.1). */
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Throws Refusal: `NotSignedIn` for whoever is unknown; `NotAllowed` for another site's write, or an account that is not theirs. */
export async function principalOf(
  request: FastifyRequest,
  { identities, config }: Pick<ApiParts, 'identities' | 'config'>,
): Promise<Principal> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const { keyId, secret } = keyIn(authorization);
    return ofAccount(await identities.bySecret(keyId, secret), [], request);
  }
  const token = request.cookies[SESSION_COOKIE];
  if (token === undefined || token === '') throw notSignedIn();
  refuseOtherSites(request, config.publicUrl);
  const { principal, others } = await identities.bySession(token);
  return ofAccount(principal, others, request);
}

/** The origin that our pages have. */
export function ownOrigin(request: FastifyRequest, publicUrl: string | undefined): string {
  return publicUrl === undefined ? `${request.protocol}://${request.host}` : new URL(publicUrl).origin;
}

/**
 * A browser sends the cookie along whoever has it ask: a write is taken only where it says that it comes from our own pages. Browsers
 * send `Origin` with every write (Fetch, section 3.2); what has neither header is no browser, and no bearer of a cookie either.
 */
export function refuseOtherSites(request: FastifyRequest, publicUrl: string | undefined): void {
  if (SAFE_METHODS.has(request.method)) return;
  const { origin } = request.headers;
  const isOwn = origin === ownOrigin(request, publicUrl);
  const site = request.headers['sec-fetch-site'];
  if (isOwn && (site === undefined || site === 'same-origin')) return;
  throw new Refusal(
    refusalDetails('NotAllowed', {
      field: 'Origin',
      message: {
        zh: '此写请求并非来自本站页面',
        en: 'This write does not come from a page of this site',
      },
      accepted: {
        zh: '来自本站页面的请求;程序请使用 API 密钥',
        en: 'requests of pages of this site; programs use an API key',
      },
    }),
  );
}

const LONGEST_HEADER = 1_000;

/** `Bearer ID:SECRET`, or `Basic` with id and secret in the places of user and password. */
function keyIn(authorization: string): { readonly keyId: string; readonly secret: string } {
  const [, scheme = '', given = ''] =
    authorization.length > LONGEST_HEADER ? [] : (/^(bearer|basic) +(\S+) *$/i.exec(authorization) ?? []);
  const pair = scheme.toLowerCase() === 'basic' ? Buffer.from(given, 'base64').toString('utf8') : given;
  const colon = pair.indexOf(':');
  if (colon < 1) throw notSignedIn();
  return { keyId: pair.slice(0, colon), secret: pair.slice(colon + 1) };
}

function ofAccount(
  principal: Principal,
  others: readonly { readonly account: string | null; readonly role: Principal['role'] }[],
  request: FastifyRequest,
): Principal {
  const wanted = request.headers[ACCOUNT_HEADER];
  if (wanted === undefined || wanted === principal.account) return principal;
  const other = others.find(({ account }) => account !== null && account === wanted);
  if (other?.account) return { ...principal, account: other.account, role: other.role };
  throw new Refusal(
    refusalDetails('NotAllowed', {
      field: 'Sealflow-Account',
      message: { zh: '您不属于这个账户', en: 'You do not belong to this account' },
      accepted: {
        zh: '您所属的账户;不填则为默认账户',
        en: 'an account that you belong to; without it, your own',
      },
    }),
  );
}

function notSignedIn(): Refusal {
  return new Refusal(
    refusalDetails('NotSignedIn', {
      field: 'Authorization',
      message: { zh: '请求没有说明是谁发出的', en: 'The request does not say who sends it' },
      accepted: {
        zh: '`Authorization: Bearer KEYID:SECRET`、以密钥编号和密钥为用户名和密码的 Basic,或登录后的会话',
        en: '`Authorization: Bearer KEYID:SECRET`, Basic with the key id and secret as user and password, or the session of a sign-in',
      },
    }),
  );
}
