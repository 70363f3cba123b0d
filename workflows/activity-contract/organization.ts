/** The CA's check of a company, and the working days that it takes. */
import type { OrganizationStep } from '../../domain/organization/ways.js';
import type { StartedWait, Wait, WaitPolicy, OrganizationWait } from '../../domain/waits.js';
import type { StepManner } from './manner.js';

/** Local: the calendar of working days. What it says once is in the history: newer data of holidays can't change it. */
export interface CalendarActivities {
  /** Starts the clock of a wait whose policy counts working days (`unit`). */
  planWait(request: PlanWaitRequest): Promise<StartedWait>;
}

export interface PlanWaitRequest {
  readonly wait: Wait;
  readonly policy: WaitPolicy;
  /** When the wait begins; ISO 8601, UTC. */
  readonly since: string;
  /** The stretches this wait has run before: their working time counts, the others' turns between them don't. */
  readonly usedBefore: readonly Stretch[];
}

/** ISO 8601, UTC. */
export interface Stretch {
  readonly from: string;
  readonly to: string;
}

/** Remote: the CA's check of the company. Its status decides; what people say only has it looked at sooner. */
export interface OrganizationActivities {
  /** One look at the CA: what it asks for, and who has to act. Records it for people to read. */
  lookAtOrganization(orderId: string): Promise<OrganizationStanding>;
  /**
   * Waits by its own retries while nothing has changed: looks, sends the reminders that are due. Returns when every step in
   * `steps` has passed, when another party holds the ball or the CA says something new, when people have stored a letter
   * that the CA does not have yet, or at the deadline. Throws OrderRefusedByCa when the CA rejects the company for good.
   */
  awaitOrganization(request: AwaitOrganizationRequest): Promise<OrganizationOutcome>;
  /**
   * At most once per letter: the intent is noted first, and after an unknown outcome the CA is asked which letters it has.
   * A refusal is kept with the letter; the order goes on waiting.
   */
  handInLetter(request: HandInRequest): Promise<HandInOutcome>;
  /** Idempotent: tells the CA the contact or the channel that was changed. `reference` names the stored details. */
  handInDetails(request: HandInRequest): Promise<HandInOutcome>;
  /** Idempotent: asks the CA to begin the check again, where what it validated has lapsed (ordering rules, section 9). */
  renewOrganization(orderId: string): Promise<void>;
}

export interface OrganizationStanding {
  /** True: the CA is sure of the company, and the dated rules let a certificate be issued on it now. */
  readonly valid: boolean;
  /** The CA was sure of it before this order: no step was needed. */
  readonly reused: boolean;
  /** What validated the company can't be used any more: it has to be checked anew. */
  readonly lapsed: boolean;
  readonly steps: readonly StandingStep[];
}

export interface StandingStep {
  readonly step: OrganizationStep;
  readonly status: 'with-subscriber' | 'with-ca' | 'passed';
  /** What is missing or was wrong; no personal data. */
  readonly reason?: string;
  /** The same in Chinese, where the CA says it in both languages. */
  readonly reasonChinese?: string;
}

export interface AwaitOrganizationRequest extends Pick<StepManner, 'asked' | 'after'> {
  readonly orderId: string;
  readonly wait: StartedWait;
  /** The steps of the way that are waited for, in order. */
  readonly steps: readonly OrganizationStep[];
  /** What people are shown now: the CA saying something else is news. */
  readonly reason?: string;
  /** How often the ball was passed so far (domain/control/look-intervals.ts, `holdAfter`). */
  readonly changes: number;
}

export type OrganizationOutcome =
  | { readonly outcome: 'passed' }
  | {
      readonly outcome: 'ball-passed';
      readonly to: OrganizationWait;
      readonly reason?: string;
      readonly reasonChinese?: string;
    }
  /** A letter was stored that the CA has not: the newest one. */
  | { readonly outcome: 'letter-given'; readonly letterId: string }
  | { readonly outcome: 'deadline-passed' };

export interface HandInRequest {
  readonly orderId: string;
  /** Id of a stored letter, or of stored details. */
  readonly reference: string;
}

export type HandInOutcome =
  | { readonly outcome: 'handed-in' }
  /** The CA said no to this one, or there is none of this id: the order goes on waiting. */
  | { readonly outcome: 'refused'; readonly reason: string; readonly reasonChinese?: string };
