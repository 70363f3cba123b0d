/** What a plan's lifecycle does next: expiry told in time, the next certificate ordered in time, an end. Pure; judged at `now`. */
import type { LifecycleStep } from '../certificates/words.js';
import { EXPIRY_NOTICE_DAYS, expiresAt, noticeAt } from '../certificates/state.js';
import type { Brand, CertificateType } from '../catalogue/words.js';
import { nextReissueAt } from './reissue-schedule.js';

/** What the records say of a plan; instants are milliseconds since the epoch. */
export interface PlanFacts {
  readonly kind: 'series' | 'single' | 'uploaded';
  readonly endsAt: number;
  /** The newest certificate that nothing has replaced; undefined before the first one. */
  readonly current: CurrentCertificate | undefined;
  /** How many certificates the plan has had. */
  readonly issued: number;
  /** An order for the next certificate is under way: none is opened beside it. */
  readonly successorUnderWay: boolean;
  /** Orders for the next certificate that ended without one. */
  readonly failedAttempts: number;
  readonly lastAttemptEndedAt: number | undefined;
  /** Absent for certificates from elsewhere, which are never re-issued from here. */
  readonly reissue: ReissueFacts | undefined;
  readonly autoRenew: boolean;
  readonly renewed: boolean;
  /** Of a free certificate: when its place is given back, and whether that was told. */
  readonly place:
    | {
        readonly releaseAt: number;
        readonly told: boolean;
        /** Whose place it is; absent: the current certificate's. An upgraded one is current no more. */
        readonly certificateId?: string;
      }
    | undefined;
}

export interface CurrentCertificate {
  readonly certificateId: string;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly revokedAt: number | undefined;
  /** Rungs of expiry (days before) that were told or passed over. */
  readonly announcedDays: readonly number[];
  readonly expiredAnnounced: boolean;
}

export interface ReissueFacts {
  readonly brand: Brand;
  readonly certificateType: CertificateType;
  /** False where a person has to do something for each certificate: a record set by hand, a letter, a mail. */
  readonly runsByItself: boolean;
  /** Which of the two takes people, where `runsByItself` is false. Absent: the names do, and the company where there is one. */
  readonly domainNeedsPeople?: boolean;
  readonly organizationNeedsPeople?: boolean;
  /** When the present validations were made; undefined where they can't serve a second time (a letter every time). */
  readonly domainValidatedAt: number | undefined;
  readonly organizationValidatedAt: number | undefined;
  /** The subscriber's own choice of days before expiry; undefined: domain/plans/reissue-schedule.ts decides. */
  readonly beforeDays: number | undefined;
}

/** Ordering rules, section 8, and the reseller's plans: a renewal opens, and is paid for, 30 days before the end. */
export const RENEWAL_LEAD_DAYS = 30;

/** The house's own: days until the next attempt, by attempts that failed. After the last one people are to act. */
export const DAYS_UNTIL_NEXT_ATTEMPT = [1, 3] as const;

const DAY_MS = 86_400_000;

/**
 * The first thing to do; its `at` may lie in the past, where it is due. What orders a certificate comes before what only tells
 * of it. `end` means that nothing is left which time alone brings about; a lifecycle that ended begins again when something
 * changes.
 */
export function nextLifecycleStep(facts: PlanFacts, now: number): LifecycleStep {
  const planned = plannedSuccessor(facts, now);
  const steps = [
    planned && successorStep(facts, planned),
    expiryStep(facts, planned, now),
    placeStep(facts),
  ].filter((step) => step !== undefined);
  const [first, ...others] = steps;
  if (first)
    return dated(others.reduce((earliest, step) => (step.at < earliest.at ? step : earliest), first));
  return facts.successorUnderWay ? { do: 'wait' } : { do: 'end', reason: reasonOfEnd(facts, now) };
}

/** A step whose `at` is still a number. */
type Dated<Step> = Step extends { at: string } ? Omit<Step, 'at'> & { readonly at: number } : never;
type PlannedStep = Dated<LifecycleStep>;

/** The next certificate as it is meant to come, whatever became of attempts at it. */
interface PlannedSuccessor {
  readonly order: 'reissue' | 'renew';
  readonly at: number;
  readonly runsByItself: boolean;
}

function dated(step: PlannedStep): LifecycleStep {
  const at = new Date(step.at).toISOString();
  switch (step.do) {
    case 'reissue':
      return { do: step.do, at, number: step.number, attempt: step.attempt };
    case 'renew':
      return { do: step.do, at, attempt: step.attempt };
    case 'announce-expiry':
      return { do: step.do, at, certificateId: step.certificateId, days: step.days };
    case 'announce-expired':
    case 'announce-place-released':
      return { do: step.do, at, certificateId: step.certificateId };
  }
}

/** A revoked certificate has no successor by itself: whoever revoked it may want none. Nor has a plan that is over. */
function plannedSuccessor(facts: PlanFacts, now: number): PlannedSuccessor | undefined {
  const { current, endsAt } = facts;
  if (!current || current.revokedAt !== undefined || now >= endsAt) return undefined;
  return plannedReissue(facts, current, now) ?? plannedRenewal(facts);
}

function plannedReissue(
  { kind, reissue, endsAt }: PlanFacts,
  current: CurrentCertificate,
  now: number,
): PlannedSuccessor | undefined {
  const next = kind === 'series' && reissue ? nextReissueAt(reissue, current, endsAt, now) : undefined;
  return next && { order: 'reissue', at: next.at, runsByItself: !next.needsPeople };
}

/** Free certificates are applied for again, never renewed (ordering rules, section 7); those from elsewhere, elsewhere. */
function plannedRenewal({
  autoRenew,
  place,
  kind,
  endsAt,
  reissue,
}: PlanFacts): PlannedSuccessor | undefined {
  if (!autoRenew || place || kind === 'uploaded') return undefined;
  const runsByItself = reissue?.runsByItself ?? false;
  return { order: 'renew', at: noticeAt(endsAt, RENEWAL_LEAD_DAYS), runsByItself };
}

function successorStep(facts: PlanFacts, planned: PlannedSuccessor): PlannedStep | undefined {
  const retryAt = nextAttemptAt(facts);
  if (facts.successorUnderWay || retryAt === undefined) return undefined;
  const at = Math.max(planned.at, retryAt);
  const attempt = facts.failedAttempts + 1;
  if (planned.order === 'reissue') return { do: 'reissue', at, number: facts.issued + 1, attempt };
  return facts.renewed ? undefined : { do: 'renew', at, attempt };
}

/** Undefined once the attempts are used up. */
function nextAttemptAt({ failedAttempts, lastAttemptEndedAt }: PlanFacts): number | undefined {
  if (failedAttempts === 0) return -Infinity;
  const days = DAYS_UNTIL_NEXT_ATTEMPT[failedAttempts - 1];
  return days === undefined ? undefined : (lastAttemptEndedAt ?? -Infinity) + days * DAY_MS;
}

/** Nobody is told of the expiry of a revoked certificate. */
function expiryStep(
  facts: PlanFacts,
  planned: PlannedSuccessor | undefined,
  now: number,
): PlannedStep | undefined {
  const { current } = facts;
  if (!current || current.revokedAt !== undefined || current.expiredAnnounced) return undefined;
  const { certificateId, notAfter } = current;
  const comesByItself = planned?.runsByItself === true && nextAttemptAt(facts) !== undefined;
  const days =
    now < expiresAt(notAfter) ? nextRung(current, comesByItself ? planned.at : -Infinity, now) : undefined;
  if (days === undefined) return { do: 'announce-expired', at: expiresAt(notAfter), certificateId };
  return { do: 'announce-expiry', at: noticeAt(notAfter, days), certificateId, days };
}

/**
 * Days before expiry: the newest rung that is due, else the next one to come. Older ones than were told are passed over; so are
 * those up to `quietUntil`, when the next certificate comes by itself: they would only frighten.
 */
function nextRung(
  { notAfter, announcedDays }: CurrentCertificate,
  quietUntil: number,
  now: number,
): number | undefined {
  const told = Math.min(Infinity, ...announcedDays);
  const left = EXPIRY_NOTICE_DAYS.filter((days) => days < told && noticeAt(notAfter, days) > quietUntil);
  const due = left.filter((days) => noticeAt(notAfter, days) <= now);
  return due.at(-1) ?? left[0];
}

function placeStep({ place, current }: PlanFacts): PlannedStep | undefined {
  const certificateId = place?.certificateId ?? current?.certificateId;
  if (!place || place.told || certificateId === undefined) return undefined;
  return { do: 'announce-place-released', at: place.releaseAt, certificateId };
}

function reasonOfEnd({ current, endsAt, renewed, kind }: PlanFacts, now: number): string {
  if (renewed) return 'renewed: another plan goes on';
  if (current?.revokedAt !== undefined) return 'its certificate is revoked';
  if (!current) return 'it has no certificate in use';
  if (now >= endsAt) return 'its term is over';
  return kind === 'series'
    ? 'its certificate has expired, and no other could be had'
    : 'its certificate has expired';
}
