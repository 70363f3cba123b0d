/** Whether a notice still tells what is so: nobody is told of a state already left, nor of a rung that a newer one overtook. */
import type { DelegationState } from '../control/delegation.js';
import { daysOfAskedRung } from './asked-again.js';
import type { NoticeKind } from './words.js';
import { isFinal, type OrderState } from '../orders/states.js';
import type { OrderTrack } from '../orders/tracks.js';

/** What the records say of a notice's subject now. Instants are ISO 8601, UTC. */
export interface SubjectFacts {
  /** Of an order. */
  readonly state: OrderState | null;
  /** Of an order or a revocation; null once it has ended. */
  readonly waitingOn: string | null;
  readonly since: string | null;
  readonly tracks: readonly OrderTrack[] | null;
  /** Of a certificate. */
  readonly notAfter: string | null;
  readonly revokedAt: string | null;
  readonly replacedBy: string | null;
  /** Of a delegation. */
  readonly delegation?: DelegationState | null;
}

export interface ToldNotice {
  readonly kind: NoticeKind;
  readonly occasion: string;
  readonly rung: number;
}

/** False where the state that the notice tells of has been left at `now`, in milliseconds since the epoch. */
export function noticeHolds({ kind, occasion }: ToldNotice, facts: SubjectFacts, now: number): boolean {
  if (kind === 'waiting') return waits(occasion, facts);
  if (kind === 'submitted') return facts.state === null || !isFinal(facts.state);
  if (kind === 'expiring')
    return isInUse(facts) && (facts.notAfter === null || now < Date.parse(facts.notAfter));
  if (kind === 'expired' || kind === 'renewing') return isInUse(facts);
  if (kind === 'delegation-broken') return facts.delegation === 'broken';
  // An end stays what it was.
  return true;
}

/**
 * Waits for what the ladder is about, and has done so since before the ladder began: a wait that starts again has a later
 * `since`, one whose random value was replaced keeps it.
 */
function waits(occasion: string, { waitingOn, since, tracks }: SubjectFacts): boolean {
  const ladder = ladderParts(occasion);
  const stands = [
    { waitingOn, since },
    ...(tracks ?? []).flatMap(({ status, waitingOn: on, since: from }) =>
      status === 'open' ? [{ waitingOn: on ?? null, since: from ?? null }] : [],
    ),
  ];
  return stands.some(
    (stand) =>
      stand.waitingOn === ladder.wait &&
      (stand.since === null || Date.parse(stand.since) <= Date.parse(ladder.since)),
  );
}

function isInUse({ revokedAt, replacedBy }: SubjectFacts): boolean {
  return revokedAt === null && replacedBy === null;
}

/** True where `newer`, about the same subject, tells what comes after `notice`. */
export function isOvertakenBy(notice: ToldNotice, newer: ToldNotice): boolean {
  if (notice.kind === 'waiting') return newer.kind === 'waiting' && comesLater(notice, newer);
  if (notice.kind === 'expiring')
    return newer.kind === 'expired' || (newer.kind === 'expiring' && newer.rung < notice.rung);
  // Another price, or another day.
  if (notice.kind === 'renewing') return newer.kind === 'renewing';
  return notice.kind === 'refund-owed' && newer.kind === 'refunded';
}

function comesLater(notice: ToldNotice, newer: ToldNotice): boolean {
  const [one, other] = [ladderParts(notice.occasion), ladderParts(newer.occasion)];
  if (one.wait !== other.wait) return false;
  const [oneSince, otherSince] = [Date.parse(one.since), Date.parse(other.since)];
  // What was asked for stands beside the ladder: neither takes the other's place.
  const isBeside = [notice, newer].some(({ rung }) => daysOfAskedRung(rung) !== undefined);
  if (isBeside && otherSince === oneSince) return false;
  return otherSince > oneSince || (otherSince === oneSince && newer.rung > notice.rung);
}

/** Of a ladder as `ladderOf` names it (domain/waits.ts). */
export function ladderParts(occasion: string): { wait: string; since: string } {
  const at = occasion.indexOf('@');
  return { wait: occasion.slice(0, at), since: occasion.slice(at + 1) };
}
