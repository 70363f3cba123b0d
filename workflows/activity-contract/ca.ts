/** The order at its CA: placed, withdrawn, collected. */
import type { ValidationMethod } from '../../domain/catalogue/words.js';
import type { DomainValidation } from '../../domain/control/validations.js';
import type { StartedWait } from '../../domain/waits.js';
import type { StepManner } from './manner.js';

/** Remote: the CA. */
export interface CaActivities {
  /**
   * At most once: the order goes under our own reference, and after an unknown outcome the CA is asked whether it has
   * the reference before anything is sent again. While the CA can't be reached, sends the reminders that are due. Throws
   * OrderRefusedByCa.
   */
  placeOrder(request: PlaceRequest): Promise<PlacedOrder>;
  /** Idempotent: asks for the random values of this method, new ones where the old have aged; stores them. */
  obtainValidations(request: ValidationsRequest): Promise<DomainValidation[]>;
  /** Waits by its own retries until the CA has issued; compares, stores. Throws OrderRefusedByCa, IssuedCertificateMismatch. */
  collectCertificate(request: CollectRequest): Promise<CollectOutcome>;
  /** Idempotent: asks the CA by our reference first, so that an order whose placement is in doubt is cancelled as well. */
  cancelAtCa(orderId: string): Promise<CancelOutcome>;
  /** Idempotent: a mis-issued certificate is revoked at the CA; it was never delivered. */
  revokeMisissued(orderId: string): Promise<void>;
}

export interface PlaceRequest {
  readonly orderId: string;
  readonly wait: StartedWait;
}

export interface PlacedOrder {
  readonly caReference: string;
  readonly validations: DomainValidation[];
  /** True where the CA takes every name as validated before, and the rules allow it (ordering rules, section 5). */
  readonly domainReused?: boolean;
}

export interface ValidationsRequest {
  readonly orderId: string;
  readonly method: ValidationMethod;
}

export interface CollectRequest extends StepManner {
  readonly orderId: string;
  readonly wait: StartedWait;
  /** How often the ball was passed so far (domain/control/look-intervals.ts, `holdAfter`). */
  readonly changes: number;
  /**
   * The number under which the step before wrote this turn, where it did not wait for the disk: it is written once more where it
   * was lost.
   */
  readonly passedAs?: number;
}

export type CollectOutcome =
  | { readonly outcome: 'issued'; readonly certificateId: string }
  /** The CA no longer accepts the proof: a record disappeared, or a check was undone. */
  | { readonly outcome: 'validation-lost'; readonly reason: string; readonly reasonChinese?: string }
  | { readonly outcome: 'deadline-passed' };

export type CancelOutcome = 'cancelled' | 'already-issued' | 'never-placed';
