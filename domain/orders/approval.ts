/** Approval by a second person, before an order that costs something, or a revocation, is sent. Used by workflows: no libraries. */
import type { WaitPolicy } from '../waits.js';

/** What was wanted when the order was placed: a later rule of the account can't reach it. */
export interface ApprovalTerms {
  readonly wait: WaitPolicy;
}

/**
 * House number: whoever approves is a colleague, who may be away for a week. The price that was told, and the names' records, are
 * still what they were after two.
 */
export const APPROVAL_TERMS: ApprovalTerms = {
  wait: { deadlineDays: 14, reminderDays: [0, 1, 3, 7, 12] },
};

export const APPROVAL_DECISIONS = ['approved', 'declined'] as const;
export type ApprovalDecision = (typeof APPROVAL_DECISIONS)[number];

/** Who decided, the records know: a history carries no names. */
export interface ApprovalVerdict {
  readonly decision: ApprovalDecision;
  readonly decisionId: string;
}

/** Who asked, or decides: what two are told apart by, and what they are called. */
export interface ApprovalPerson extends ApprovalIdentity {
  readonly name: string;
}

export interface ApprovalIdentity {
  /** Such as `user:usr_1`, `key:AKID...`, `actor:alice`; `plan` of an order that a plan placed by itself. */
  readonly identity: string;
  /**
   * Of a key: the identities of whoever has had a secret of it in hand, and of those behind them where these were keys. Of an order
   * that a plan placed: whoever asked for the plan, or had it renewed by itself.
   */
  readonly heldBy: readonly string[];
}

/** How whoever works with the installation itself is told apart: by what they call themselves. */
export const ACTOR_IDENTITY = 'actor:';

/**
 * Whether two would be one person's word given twice: a key is the hand of whoever has its secret. The installation itself hands keys
 * out to others: two that it made are no one's together.
 */
export function areOnePerson(one: ApprovalIdentity, other: ApprovalIdentity): boolean {
  if (one.identity === other.identity) return true;
  if (one.heldBy.includes(other.identity) || other.heldBy.includes(one.identity)) return true;
  return one.heldBy.some((holder) => !holder.startsWith(ACTOR_IDENTITY) && other.heldBy.includes(holder));
}

/** `behind`: who asked for the plan, or had it renewed by itself, as far as that is on record. */
export function planAsks(behind: readonly string[]): ApprovalPerson {
  return { identity: 'plan', name: 'plan', heldBy: behind };
}
