/** What the browser keeps between leaving for the OpenID provider and coming back: nobody else's answer fits it. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { OwnSite } from '../own-site.js';
import { cookieOf, setCookie } from '../session-token.js';
import type { Attempt } from './provider.js';

/** As the session's cookie: of this host alone where there is TLS, so that no other host can lay one here. */
const COOKIE = '__Host-sealflow-openid';
const LOOPBACK_COOKIE = 'sealflow-openid';

/** The house's own: long enough for a second factor, and for a password that has to be looked up. */
const KEPT_FOR_MS = 15 * 60_000;

/** Browsers take some 4,096 bytes (RFC 6265, section 6.1). */
const LONGEST = 4_000;

const KEPT_SCHEMA = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** A path of this site. */
  returnTo: z.string(),
});

export interface KeptAttempt extends Attempt {
  readonly returnTo: string;
}

export function keepAttempt(reply: FastifyReply, attempt: KeptAttempt, site: OwnSite): void {
  setCookie(reply, nameOf(site), Buffer.from(JSON.stringify(attempt)).toString('base64url'), {
    expires: new Date(Date.now() + KEPT_FOR_MS),
    secure: site.isSecure,
  });
}

/** Taken away whatever comes of it: an answer is looked at once. Undefined where there is none, or none of ours. */
export function takeAttempt(
  request: FastifyRequest,
  reply: FastifyReply,
  site: OwnSite,
): KeptAttempt | undefined {
  const kept = cookieOf(request, nameOf(site), LONGEST);
  setCookie(reply, nameOf(site), '', { expires: new Date(0), secure: site.isSecure });
  if (kept === undefined) return undefined;
  try {
    return KEPT_SCHEMA.parse(JSON.parse(Buffer.from(kept, 'base64url').toString('utf8')));
  } catch {
    return undefined;
  }
}

function nameOf({ isSecure }: OwnSite): string {
  return isSecure ? COOKIE : LOOPBACK_COOKIE;
}
