/** Who is signed in, for which of their accounts; a session begun, and one ended. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../../domain/accounts/principal.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { refuseOtherSites, siteOf, type OwnSite } from './own-site.js';
import type { SignInParts } from './parts.js';
import type { Identity } from '../../client/accounts/identities.js';
import type { Membership } from '../../domain/accounts/principal.js';
import { giveSession, sessionTokenOf, takeSession, type OpenedSession } from './session-token.js';

/** Chooses among the accounts of whoever asks. */
const ACCOUNT_HEADER = 'sealflow-account';

/** In its place: the installation itself, for an operator who is a member of accounts as well. No account can be called so. */
const INSTALLATION = '*';

export interface SignedIn {
  readonly principal: Principal;
  /** What they may be, the chosen one first. */
  readonly memberships: readonly Membership[];
  readonly token: string;
  readonly site: OwnSite;
}

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Throws Refusal: `NotSignedIn`; `NotAllowed` for another site's write, or an account that is not theirs. */
export async function signedIn(request: FastifyRequest, parts: SignInParts): Promise<SignedIn> {
  const site = siteOf(request, parts.config.publicUrl);
  const given = sessionTokenOf(request, site);
  if (!given) throw notSignedIn();
  if (given.byCookie && !SAFE_METHODS.has(request.method)) refuseOtherSites(request, site);
  const { principal, others } = await parts.identities.bySession(given.token, accountAsked(request));
  return { principal, memberships: [membershipOf(principal), ...others], token: given.token, site };
}

/** An operator is of no account. */
export function membershipOf({ account, role }: Principal): Membership {
  return { account: role === 'operator' ? null : account, role };
}

/** The same for pages, which have something else to show to strangers. */
export async function signedInOrNot(
  request: FastifyRequest,
  parts: SignInParts,
): Promise<SignedIn | undefined> {
  try {
    return await signedIn(request, parts);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'NotSignedIn') return undefined;
    throw error;
  }
}

/**
 * A new session, never the one that the browser came with, which is ended: whoever laid it there has nothing of it (session fixation).
 */
export async function beginSession(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: SignInParts,
  { userId }: Pick<Identity, 'userId'>,
): Promise<OpenedSession> {
  const site = siteOf(request, parts.config.publicUrl);
  const earlier = sessionTokenOf(request, site);
  const session = await parts.identities.openSession(userId, request.ip);
  if (earlier) await endQuietly(parts, earlier.token);
  giveSession(reply, session, site);
  return session;
}

/** The session is gone for whoever has a copy of it as well. */
export async function leaveSession(
  reply: FastifyReply,
  parts: SignInParts,
  { token, site }: SignedIn,
): Promise<void> {
  await parts.identities.endSession(token);
  takeSession(reply, site);
}

/** What nobody knows is as good as ended. */
async function endQuietly({ identities }: SignInParts, token: string): Promise<void> {
  try {
    await identities.endSession(token);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

/** Which of their accounts somebody asks for; null: the installation; undefined: none in particular. */
export function accountAsked(request: FastifyRequest): string | null | undefined {
  const asked = request.headers[ACCOUNT_HEADER];
  if (asked === INSTALLATION) return null;
  return typeof asked === 'string' ? asked : undefined;
}

function notSignedIn(): Refusal {
  return new Refusal(
    refusalDetails('NotSignedIn', {
      message: { zh: '尚未登录', en: 'Nobody is signed in' },
      accepted: { zh: '登录后的会话', en: 'the session of a sign-in' },
    }),
  );
}
