/** Control of the names: published, looked at, put to the CA, tidied up; and names whose validation is left to us. */
import type { PreflightOfName, PreflightWithoutCa } from '../../domain/control/preflight/finding.js';
import type { PreflightRequest } from '../../domain/control/preflight/request.js';
import type { DomainValidation } from '../../domain/control/validations.js';
import type { StartedWait, OrderWait } from '../../domain/waits.js';
import type { StepManner } from './manner.js';

/** Remote: DNS and the web. */
export interface ValidationActivities {
  /**
   * Idempotent: publishes what the system can publish itself (automatic methods); a no-op for the manual ones. A record whose
   * name is a CNAME goes to its end; what can't be published is left to the subscriber, as the look that follows says.
   */
  publishValidations(request: PublishRequest): Promise<void>;
  /**
   * Waits by its own retries: looks itself, keeps every finding, asks the CA to validate once the look is good, sends the
   * reminders that are due. Returns when the CA is satisfied, or when someone else holds the ball, or at the deadline.
   */
  confirmDomainControl(request: ConfirmRequest): Promise<ConfirmOutcome>;
  /** Idempotent: removes what `publishValidations` added, and only that; what is gone already is fine. */
  removeValidations(orderId: string): Promise<void>;
}

/** Remote: DNS and the web, before there is an order. */
export interface PreflightActivities {
  /** Changes nothing, and may be done again: looks at one name as a CA would, within the budget of one look. */
  lookBeforeAsking(request: PreflightRequest): Promise<PreflightOfName | PreflightWithoutCa>;
}

/** Remote: DNS. */
export interface DelegationActivities {
  /** Changes nothing. The zone, of those that the account's services publish to by themselves, that the name lies in; or null. */
  zoneServing(asked: { readonly account: string; readonly name: string }): Promise<string | null>;
  /** Idempotent: looks at what the delegation's names lead to now, and writes it down. Nothing where it is gone. */
  lookAtDelegation(delegationId: string): Promise<void>;
}

export interface PublishRequest {
  readonly orderId: string;
  readonly validations: readonly DomainValidation[];
}

export interface ConfirmRequest extends Pick<StepManner, 'asked' | 'after'> {
  readonly orderId: string;
  readonly validations: readonly DomainValidation[];
  readonly wait: StartedWait;
  readonly randomValueDays: number;
  /** How often the ball was passed so far (domain/control/look-intervals.ts, `holdAfter`). */
  readonly changes: number;
}

export type ConfirmOutcome =
  | { readonly outcome: 'valid' }
  /** Someone else has to act now; `reason` is the finding that says so. */
  | {
      readonly outcome: 'ball-passed';
      readonly to: OrderWait;
      readonly reason: string;
      readonly reasonChinese?: string;
    }
  /** The random values have aged out; new ones must be obtained and announced. */
  | { readonly outcome: 'random-value-expired' }
  | { readonly outcome: 'deadline-passed' };
