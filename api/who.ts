/** Who asks: a key in `Authorization`, or the session of a cookie, whose writes must come from our own pages. */
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../domain/accounts/principal.js';
import { Refusal, refusalDetails } from '../domain/refusals.js';
import type { ApiParts } from './parts.js';
import { refuseOtherSites, siteOf } from './sign-in/own-site.js';
import { isSession, sessionTokenOf } from './sign-in/session-token.js';
import { accountAsked } from './sign-in/signed-in.js';

/** Requests that change nothing (RFC 9110, section 9.2.1). */
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Throws Refusal: `NotSignedIn` for whoever is unknown; `NotAllowed` for another site's write, or an account that is not theirs. */
export async function principalOf(
  request: FastifyRequest,
  { identities, config }: Pick<ApiParts, 'identities' | 'config'>,
): Promise<Principal> {
  const { authorization } = request.headers;
  if (authorization !== undefined && !isSession(authorization)) {
    const { keyId, secret } = keyIn(authorization);
    return ofAccount(await identities.bySecret(keyId, secret), request);
  }
  if (authorization === undefined && request.headers.cookie === undefined) throw notSignedIn();
  const site = siteOf(request, config.publicUrl);
  const given = sessionTokenOf(request, site);
  if (!given) throw notSignedIn();
  if (given.byCookie && !SAFE_METHODS.has(request.method)) refuseOtherSites(request, site);
  return (await identities.bySession(given.token, accountAsked(request))).principal;
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

/** A key is of one account. */
function ofAccount(principal: Principal, request: FastifyRequest): Principal {
  const wanted = accountAsked(request);
  if (wanted === undefined || wanted === principal.account) return principal;
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
