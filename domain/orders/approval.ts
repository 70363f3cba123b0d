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
export interface ApprovalPerson {
  /** Such as `user:usr_1`, `key:AKID...`, `actor:alice`; `plan` of an order that a plan placed by itself. */
  readonly identity: string;
  readonly name: string;
}

export const PLAN_ASKED: ApprovalPerson = { identity: 'plan', name: 'plan' };
