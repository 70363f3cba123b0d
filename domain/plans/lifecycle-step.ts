/** What a plan's lifecycle does next: expiry told in time, the next certificate ordered in time, an end. Pure; judged at `now`. */
import type { CurrentCertificate, LifecycleStep, PlanFacts } from './facts.js';
import { EXPIRY_NOTICE_DAYS, expiresAt, noticeAt } from '../certificates/state.js';
import { lastsUntil, nextReissueAt } from './reissue-schedule.js';
import { END_REASONS } from './end-reasons.js';
import { RENEWAL_NOTICE_DAYS } from './renewal-notice.js';

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
    renewalNoticeStep(facts, now),
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
    case 'announce-renewal': {
      const { certificateId, renewsAt, amount, currency } = step;
      return { do: step.do, at, certificateId, renewsAt, amount, currency };
    }
    case 'announce-expired':
    case 'announce-place-released':
      return { do: step.do, at, certificateId: step.certificateId };
  }
}

/** A revoked certificate has no successor by itself: whoever revoked it may want none. Nor has a plan that is over. */
function plannedSuccessor(facts: PlanFacts, now: number): PlannedSuccessor | undefined {
  const { current, endsAt } = facts;
  if (!current || current.revokedAt !== undefined || now >= endsAt) return undefined;
  const [reissue, renewal] = [plannedReissue(facts, current, now), plannedRenewal(facts)];
  // A certificate that lasts until the end is replaced by the plan that follows, unless its CA can't wait for that.
  const isReplacedByRenewal =
    reissue && renewal && !facts.renewed && renewal.at <= reissue.at && lastsUntil(current, endsAt);
  return isReplacedByRenewal ? renewal : (reissue ?? renewal);
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
  if (facts.renewed) return undefined;
  // Where it costs something, not before the day that was told.
  return { do: 'renew', at: Math.max(at, noticeOfRenewalEnds(facts, planned.at)), attempt };
}

function noticeOfRenewalEnds({ renewal }: PlanFacts, plannedAt: number): number {
  if (!renewal) return -Infinity;
  return renewal.toldFor ?? plannedAt;
}

/** Told whatever comes before the renewal: a plan's last certificate may be ordered late. */
function renewalNoticeStep(facts: PlanFacts, now: number): PlannedStep | undefined {
  const { current, renewal, renewed, successorUnderWay, endsAt } = facts;
  if (!current || current.revokedAt !== undefined || !renewal || renewal.toldFor !== undefined)
    return undefined;
  if (renewed || successorUnderWay || now >= endsAt || nextAttemptAt(facts) === undefined) return undefined;
  const planned = plannedRenewal(facts);
  if (!planned) return undefined;
  const at = noticeAt(planned.at, RENEWAL_NOTICE_DAYS);
  const renewsAt = Math.max(planned.at, now + RENEWAL_NOTICE_DAYS * DAY_MS);
  const { certificateId } = current;
  return {
    ...{ do: 'announce-renewal', at, certificateId, ...renewal.price },
    renewsAt: new Date(at > now ? planned.at : renewsAt).toISOString(),
  };
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
  if (renewed) return END_REASONS.renewed.en;
  if (current?.revokedAt !== undefined) return END_REASONS.revoked.en;
  if (!current) return END_REASONS.withoutCertificate.en;
  if (now >= endsAt) return END_REASONS.termOver.en;
  return (kind === 'series' ? END_REASONS.seriesExpired : END_REASONS.expired).en;
}
