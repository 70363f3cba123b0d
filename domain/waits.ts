/** Every wait: whose turn it is, for how long, and when the one who holds the ball is reminded. Shared by all subjects. */

/** Ordering rules, section 8: subscriber, reviewer, CA, DNS, us; and the account's own approver, before any of them. */
export const PARTIES = ['subscriber', 'approver', 'reviewer', 'ca', 'dns', 'us'] as const;
export type Party = (typeof PARTIES)[number];

/** What an order can wait for; the values of the `WaitingOn` search attribute. Stored in histories: add, never rename. */
export const ORDER_WAITS = [
  'subscriber-form',
  'subscriber-dns',
  'subscriber-file',
  'subscriber-caa',
  'dns',
  'file-agent',
  'ca-placement',
  'ca-validation',
  'ca-issuance',
  'us',
  'subscriber-payment',
] as const;

/** What the check of an organization waits for (ordering rules, section 6). */
export const ORGANIZATION_WAITS = [
  'subscriber-letter',
  'subscriber-application-form',
  'subscriber-emails',
  'subscriber-channel',
  'subscriber-phone',
  'subscriber-mailbox',
  'reviewer-letter',
  'reviewer-application',
  'ca-public-record',
  'ca-phone-call',
  'ca-organization',
] as const;

/** What a revocation waits for: the proof that the brand wants, then its word (domain/revocation/rules.ts). */
export const REVOCATION_WAITS = [
  'subscriber-revocation-proof',
  'subscriber-revocation-letter',
  'reviewer-revocation',
  'ca-revocation',
] as const;

/** Somebody else of the account lets it through, or not, before anybody outside hears of it (domain/orders/approval.ts). */
export const APPROVAL_WAITS = ['approver-decision'] as const;

/** For a record that is gone: our turn, without a deadline, whatever else was waited for (domain/missing-records.ts). */
export const RECORD_WAITS = ['records'] as const;

export const WAITS = [
  ...ORDER_WAITS,
  ...ORGANIZATION_WAITS,
  ...REVOCATION_WAITS,
  ...RECORD_WAITS,
  ...APPROVAL_WAITS,
] as const;
export type OrderWait = (typeof ORDER_WAITS)[number];
export type OrganizationWait = (typeof ORGANIZATION_WAITS)[number];
export type RevocationWait = (typeof REVOCATION_WAITS)[number];
export type RecordWait = (typeof RECORD_WAITS)[number];
export type ApprovalWait = (typeof APPROVAL_WAITS)[number];
export type Wait = OrderWait | OrganizationWait | RevocationWait | RecordWait | ApprovalWait;

export const PARTY_OF: Record<Wait, Party> = {
  'subscriber-form': 'subscriber',
  'subscriber-dns': 'subscriber',
  'subscriber-file': 'subscriber',
  'subscriber-caa': 'subscriber',
  dns: 'dns',
  'file-agent': 'us',
  'ca-placement': 'ca',
  'ca-validation': 'ca',
  'ca-issuance': 'ca',
  us: 'us',
  'subscriber-payment': 'subscriber',
  'subscriber-letter': 'subscriber',
  'subscriber-application-form': 'subscriber',
  'subscriber-emails': 'subscriber',
  'subscriber-channel': 'subscriber',
  'subscriber-phone': 'subscriber',
  'subscriber-mailbox': 'subscriber',
  'reviewer-letter': 'reviewer',
  'reviewer-application': 'reviewer',
  'ca-public-record': 'reviewer',
  'ca-phone-call': 'ca',
  'ca-organization': 'ca',
  'subscriber-revocation-proof': 'subscriber',
  'subscriber-revocation-letter': 'subscriber',
  'reviewer-revocation': 'reviewer',
  'ca-revocation': 'ca',
  records: 'us',
  'approver-decision': 'approver',
};

/** One wait's clock. Days are 86,400 seconds (ordering rules, section 9), or working days of mainland China (section 6). */
export interface WaitPolicy {
  /** Absent: plain days. Working days come from a calendar: activities reckon them, never workflow code. */
  readonly unit?: 'working-day';
  readonly deadlineDays: number;
  /** How long the one who holds the ball usually takes: ordering rules, section 6. */
  readonly expectedDays?: { readonly from: number; readonly to: number };
  /** Days after the wait began at which a reminder goes out, ascending; 0 is the announcement itself. */
  readonly reminderDays: readonly number[];
}
export type WaitPolicies = Record<OrderWait, WaitPolicy>;
export type OrganizationWaitPolicies = Record<OrganizationWait, WaitPolicy>;
export type RevocationWaitPolicies = Record<RevocationWait, WaitPolicy>;

/** A started wait, as activities need it: which one, since when, until when. ISO 8601, UTC. */
export interface StartedWait {
  readonly wait: Wait;
  readonly since: string;
  readonly deadline: string;
  /** When the ladder of reminders began: with the wait, or with the new random value that started it anew. */
  readonly ladderSince: string;
  readonly reminderDays: readonly number[];
  /** The ladder in instants, where its days are working days; `days` names the rung. */
  readonly rungs?: readonly Rung[];
  /** When the one who holds the ball is usually done; ISO 8601, UTC. */
  readonly expectedBy?: string;
  /** Where the deadline lies beyond the public holidays known when the clock was started: their end; ISO 8601, UTC. */
  readonly calendarKnownUntil?: string;
}

export interface Rung {
  readonly days: number;
  readonly at: string;
}

const DAY_MS = 86_400_000;

/**
 * Starts the clock of a wait at `now` (milliseconds since the epoch). A party that is asked a second time has only the
 * time left that it did not use before (`usedMs`), so that an order passed to and fro still ends.
 */
export function startWait(wait: Wait, policy: WaitPolicy, now: number, usedMs = 0): StartedWait {
  const since = new Date(now).toISOString();
  const deadline = new Date(now + Math.max(0, policy.deadlineDays * DAY_MS - usedMs)).toISOString();
  return { wait, since, deadline, ladderSince: since, reminderDays: policy.reminderDays };
}

/** The rungs of the ladder that are due at `now`, as days after the ladder began. */
export function dueReminders(wait: StartedWait, now: number): number[] {
  return ladder(wait).flatMap(({ days, at }) => (at <= now ? [days] : []));
}

/** Milliseconds from `now` to the next rung or the deadline, whichever comes first; never negative. */
export function untilNextRung(wait: StartedWait, now: number): number {
  const rungs = ladder(wait).flatMap(({ at }) => (at > now ? [at] : []));
  return Math.max(0, Math.min(...rungs, Date.parse(wait.deadline)) - now);
}

function ladder({ rungs, ladderSince, reminderDays }: StartedWait): { days: number; at: number }[] {
  if (rungs) return rungs.map(({ days, at }) => ({ days, at: Date.parse(at) }));
  const since = Date.parse(ladderSince);
  return reminderDays.map((days) => ({ days, at: since + days * DAY_MS }));
}

export function deadlinePassed(wait: StartedWait, now: number): boolean {
  return now >= Date.parse(wait.deadline);
}

/** Names one ladder: a wait that starts again, or whose random value was replaced, has a ladder of its own. */
export function ladderOf(wait: StartedWait): string {
  return `${wait.wait}@${wait.ladderSince}`;
}
