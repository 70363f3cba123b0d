/**
 * What a workflow may ask of the world, and what each call promises. Arguments and results stay in histories for years:
 * they carry ids and public values only, never a key, a password, a phone, an e-mail.
 */
import type { Bilingual, DomainValidation, OrderState, ValidationMethod } from '../domain/order.js';
import type { StartedWait, Wait } from '../domain/waits.js';

/** Local: short steps on our own database. */
export interface OrderRecordActivities {
  /** Idempotent, and never overtaken: a write whose sequence is not newer than the stored one changes nothing. */
  recordProgress(progress: ProgressRecord): Promise<void>;
}

export interface ProgressRecord {
  readonly orderId: string;
  /** Counts this order's writes, from 1. */
  readonly sequence: number;
  readonly state: OrderState;
  readonly waitingOn?: Wait;
  readonly since?: string;
  readonly deadline?: string;
  readonly nextAction?: Bilingual;
  readonly reason?: string;
}

/** Local: CPU and our own database. */
export interface CsrActivities {
  /**
   * Idempotent: an order has one key and one CSR, made by the first call and returned by all later ones. A pasted CSR is
   * only looked up. Throws OrderDataUnusable.
   */
  prepareCsr(orderId: string): Promise<PreparedCsr>;
}

export interface PreparedCsr {
  /** SHA-256 of the subject public key info, lower-case hex: binds key, CSR and certificate together. */
  readonly spkiSha256: string;
  /** False where the CSR was pasted: the private key is not here. */
  readonly keyIsHere: boolean;
}

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
}

export interface ValidationsRequest {
  readonly orderId: string;
  readonly method: ValidationMethod;
}

export interface CollectRequest {
  readonly orderId: string;
  readonly wait: StartedWait;
  /** How often the ball was passed so far (domain/look-intervals.ts, `holdAfter`). */
  readonly changes: number;
}

export type CollectOutcome =
  | { readonly outcome: 'issued'; readonly certificateId: string }
  /** The CA no longer accepts the proof: a record disappeared, or a check was undone. */
  | { readonly outcome: 'validation-lost'; readonly reason: string }
  | { readonly outcome: 'deadline-passed' };

export type CancelOutcome = 'cancelled' | 'already-issued' | 'never-placed';

/** Remote: DNS and the web. */
export interface ValidationActivities {
  /** Idempotent: publishes what the system can publish itself (automatic methods); a no-op for the manual ones. */
  publishValidations(request: PublishRequest): Promise<void>;
  /**
   * Waits by its own retries: looks itself, keeps every finding, asks the CA to validate once the look is good, sends the
   * reminders that are due. Returns when the CA is satisfied, or when someone else holds the ball, or at the deadline.
   */
  confirmDomainControl(request: ConfirmRequest): Promise<ConfirmOutcome>;
  /** Idempotent: removes what `publishValidations` added, and only that; what is gone already is fine. */
  removeValidations(orderId: string): Promise<void>;
}

export interface PublishRequest {
  readonly orderId: string;
  readonly validations: readonly DomainValidation[];
}

export interface ConfirmRequest {
  readonly orderId: string;
  readonly validations: readonly DomainValidation[];
  readonly wait: StartedWait;
  readonly randomValueDays: number;
  /** How often the ball was passed so far (domain/look-intervals.ts, `holdAfter`). */
  readonly changes: number;
}

export type ConfirmOutcome =
  | { readonly outcome: 'valid' }
  /** Someone else has to act now; `reason` is the finding that says so. */
  | { readonly outcome: 'ball-passed'; readonly to: Wait; readonly reason: string }
  /** The random values have aged out; new ones must be obtained and announced. */
  | { readonly outcome: 'random-value-expired' }
  | { readonly outcome: 'deadline-passed' };

/** Remote: people. */
export interface NoticeActivities {
  /**
   * Sends the reminders of a wait on a person, each once, and returns at its deadline. Its own retries wait, so that
   * waiting adds no history; the workflow cancels it when the person has acted.
   */
  remindUntilDeadline(request: ReminderRequest): Promise<void>;
}

export interface ReminderRequest {
  readonly orderId: string;
  readonly wait: StartedWait;
}
