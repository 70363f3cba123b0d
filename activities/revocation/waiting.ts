/** One look of a wait on a revocation: is it done, who has to act now, and if nobody: until when. */
import type { Bilingual } from '../../domain/bilingual.js';
import { isPublishedByUs } from '../../domain/catalogue/words.js';
import { REVOCATION_REASONS } from '../../domain/orders/reason-texts.js';
import { asSentence, clauses, reasonOf, wordsOfReason } from '../../domain/told.js';
import { loadNewestUnsentLetter } from '../../db/statements/organization/letters.js';
import { FAILURES, OrderFailure } from '../../domain/failures.js';
import { holdAfter, untilNextLook } from '../../domain/control/look-intervals.js';
import { deadlinePassed } from '../../domain/waits.js';
import type {
  AwaitRevocationRequest,
  RevocationOutcome,
  RevocationStanding,
} from '../../workflows/activity-contract/revocation.js';
import type { Clock } from '../attempt-clock.js';
import type { CaRevocation } from '../ca/certificate-authority.js';
import { silenceOfFailure } from '../ca/silence.js';
import type { Notices } from '../notices/posting.js';
import { publishAll, type PublicationDependencies } from '../control/publication.js';
import { remindOfRevocation } from './reminders.js';
import { ask } from './request.js';
import { keepLook, openRevocation, type LookDependencies, type OpenRevocation } from './at-ca.js';

export interface WaitDependencies extends LookDependencies, PublicationDependencies {
  readonly clock: Clock;
  /** How late this look began, in milliseconds; absent: never. */
  readonly lateness?: () => number;
  readonly notices: Notices;
}

/** Throws OrderFailure `StillWaiting` with what stands in the way, and when to look again. */
export async function awaitRevocation(
  dependencies: WaitDependencies,
  request: AwaitRevocationRequest,
): Promise<RevocationOutcome> {
  const { clock } = dependencies;
  const { revocationId, wait } = request;
  const opened = await openRevocation(dependencies, revocationId);
  const seen = await lookAndProve(dependencies, opened).catch(silenceOfFailure);
  if ('silent' in seen) return await stillWaiting(dependencies, request, seen.silent, seen.retryAfterMs);
  if (seen.status !== 'pending') return { outcome: 'standing', standing: seen };

  const letterId = await letterFor(dependencies, revocationId, seen);
  if (letterId !== undefined) return { outcome: 'letter-given', letterId };
  if (deadlinePassed(wait, clock())) return { outcome: 'deadline-passed' };
  const held = clock() - Date.parse(wait.since) >= holdAfter(request.changes);
  if (seen.waitingOn !== wait.wait && held) return { outcome: 'standing', standing: seen };
  const reason = wordsOfReason(seen) ?? REVOCATION_REASONS.waitingOn(seen.waitingOn);
  return await stillWaiting(dependencies, request, reason);
}

/** What the CA says; where it wants to see control of the names: after it has looked, with what we can show it published. */
async function lookAndProve(
  dependencies: WaitDependencies,
  opened: OpenRevocation,
): Promise<RevocationStanding> {
  const { database } = dependencies;
  const { ca, caReference, revocation } = opened;
  // A CA that has lost the request is asked again: the first one stands.
  const found = (await ca.findRevocation(caReference)) ?? (await ask(opened));
  if (!wantsProof(found)) return await keepLook(database, revocation.revocationId, found);
  const obstacle = await publish(dependencies, revocation.orderId, found);
  const proven = await ca.validateRevocation(caReference);
  return withObstacle(await keepLook(database, revocation.revocationId, proven), obstacle);
}

function wantsProof({ status, proof, turn }: CaRevocation): boolean {
  return status === 'pending' && proof === 'domain-control' && turn === 'subscriber';
}

/** Why what would be ours to publish isn't, in words; undefined where it is. */
async function publish(
  dependencies: PublicationDependencies,
  orderId: string,
  { validations }: CaRevocation,
): Promise<Bilingual | undefined> {
  try {
    const left = await publishAll(
      dependencies,
      orderId,
      validations.filter(({ method }) => isPublishedByUs(method)),
    );
    return left.length > 0 ? asSentence(clauses(left)) : undefined;
  } catch (error) {
    if (!(error instanceof OrderFailure) || FAILURES[error.type] === 'final') throw error;
    return error.words;
  }
}

/** What we can't publish, the subscriber may: the record and the file are shown to everybody who looks. */
function withObstacle(standing: RevocationStanding, obstacle: Bilingual | undefined): RevocationStanding {
  if (standing.status !== 'pending' || obstacle === undefined) return standing;
  return { ...standing, waitingOn: 'subscriber-revocation-proof', ...reasonOf(obstacle) };
}

/** The stored letter that the CA asks for and does not have. */
async function letterFor(
  { database }: WaitDependencies,
  revocationId: string,
  { waitingOn }: Extract<RevocationStanding, { status: 'pending' }>,
): Promise<string | undefined> {
  if (waitingOn !== 'subscriber-revocation-letter') return undefined;
  return (await loadNewestUnsentLetter(database, { revocationId }))?.letterId;
}

async function stillWaiting(
  dependencies: WaitDependencies,
  { revocationId, wait }: AwaitRevocationRequest,
  reason: Bilingual,
  askedFor?: number,
): Promise<RevocationOutcome> {
  const { clock, lateness } = dependencies;
  if (deadlinePassed(wait, clock())) return { outcome: 'deadline-passed' };
  await remindOfRevocation(dependencies, revocationId, wait);
  const next = { of: revocationId, askedForMs: askedFor, lateMs: lateness?.() };
  throw new OrderFailure('StillWaiting', reason, { retryAfterMs: untilNextLook(wait, clock(), next) });
}
