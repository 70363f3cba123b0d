/** How a session travels: in a cookie of browsers, or as a bearer token of the command line. */
import type {} from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OwnSite } from './own-site.js';

/** `__Host-`: of this host alone, by TLS alone, for every path: no sibling host can lay another one beside it (RFC 6265bis, section 4.1.3.2). */
export const SESSION_COOKIE = '__Host-sealflow';

/**
 * The exception: on plain HTTP of this machine's own loopback browsers take no `__Host-` cookie. Other programs of this machine may
 * listen there on other ports and get it as well; who shares a machine with strangers gives the API a certificate.
 */
export const LOOPBACK_SESSION_COOKIE = 'sealflow';

export function sessionCookieOf({ isSecure }: OwnSite): string {
  return isSecure ? SESSION_COOKIE : LOOPBACK_SESSION_COOKIE;
}

export interface GivenToken {
  readonly token: string;
  /** A browser sends it along whoever has it ask. */
  readonly byCookie: boolean;
}

/** Longer than any token of ours. */
const LONGEST_TOKEN = 500;

/** A bearer token without a colon in it: no key, which is `KEYID:SECRET`. */
export function isSession(authorization: string): boolean {
  return tokenIn(authorization) !== undefined;
}

function tokenIn(authorization: string): string | undefined {
  return /^bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(authorization.slice(0, LONGEST_TOKEN))?.[1];
}

/** Undefined where there is none. A key (`KEYID:SECRET`) is no session. */
export function sessionTokenOf(request: FastifyRequest, site: OwnSite): GivenToken | undefined {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const token = tokenIn(authorization);
    return token === undefined ? undefined : { token, byCookie: false };
  }
  const token = cookieOf(request, sessionCookieOf(site));
  return token === undefined ? undefined : { token, byCookie: true };
}

/** Undefined where it is not there, empty, or longer than any of ours. */
export function cookieOf(
  { cookies }: Pick<FastifyRequest, 'cookies'>,
  name: string,
  longest = LONGEST_TOKEN,
): string | undefined {
  const value = cookies[name];
  return value === undefined || value === '' || value.length > longest ? undefined : value;
}

/** What a cookie is made of. */
export interface OpenedSession {
  readonly token: string;
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
}

export function giveSession(reply: FastifyReply, { token, expiresAt }: OpenedSession, site: OwnSite): void {
  setCookie(reply, sessionCookieOf(site), token, { expires: new Date(expiresAt), secure: site.isSecure });
}

export function takeSession(reply: FastifyReply, site: OwnSite): void {
  setCookie(reply, sessionCookieOf(site), '', { expires: new Date(0), secure: site.isSecure });
}

/** Never read by a page's own code, and not sent along by other sites' forms. */
export function setCookie(
  reply: FastifyReply,
  name: string,
  value: string,
  options: { readonly expires: Date; readonly secure: boolean },
): void {
  void reply.setCookie(name, value, { path: '/', httpOnly: true, sameSite: 'lax', ...options });
}

/** A program's key, `Bearer KEYID:SECRET`; undefined where it is none. */
export function keyOf(
  request: FastifyRequest,
): { readonly keyId: string; readonly secret: string } | undefined {
  const given = request.headers.authorization?.slice(0, LONGEST_TOKEN);
  const [, keyId, secret] = /^bearer +([A-Za-z0-9]+):([\x21-\x7e]+) *$/i.exec(given ?? '') ?? [];
  return keyId === undefined || secret === undefined ? undefined : { keyId, secret };
}
