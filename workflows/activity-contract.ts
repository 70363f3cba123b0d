/**
 * What a workflow may ask of the world, and what each call promises. Arguments and results stay in histories for years:
 * they carry ids and public values only, never a key, a password, a phone, an e-mail.
 */
import type { ValidationMethod } from '../domain/catalogue/words.js';
import type { OrganizationStep } from '../domain/organization/ways.js';
import type { OrderState } from '../domain/orders/states.js';
import type { DomainValidation } from '../domain/control/validations.js';
import type { Bilingual } from '../domain/bilingual.js';
import type { RevocationState } from '../domain/revocation/words.js';
import type { LifecycleStep } from '../domain/plans/facts.js';
import type { NoticeChannelName, NoticeKind } from '../domain/notices/words.js';
import type { OrderTrack } from '../domain/orders/tracks.js';
import type {
  OrderWait,
  OrganizationWait,
  RevocationWait,
  StartedWait,
  Wait,
  WaitPolicy,
} from '../domain/waits.js';
import type { CertificateOrderInput } from './messages.js';

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
  /** Domain and organization side by side, where the order has both. */
  readonly tracks?: readonly OrderTrack[];
}

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
  /** True where the CA takes every name as validated before, and the rules allow it (ordering rules, section 5). */
  readonly domainReused?: boolean;
}

export interface ValidationsRequest {
  readonly orderId: string;
  readonly method: ValidationMethod;
}

export interface CollectRequest {
  readonly orderId: string;
  readonly wait: StartedWait;
  /** How often the ball was passed so far (domain/control/look-intervals.ts, `holdAfter`). */
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
  /** How often the ball was passed so far (domain/control/look-intervals.ts, `holdAfter`). */
  readonly changes: number;
}

export type ConfirmOutcome =
  | { readonly outcome: 'valid' }
  /** Someone else has to act now; `reason` is the finding that says so. */
  | { readonly outcome: 'ball-passed'; readonly to: OrderWait; readonly reason: string }
  /** The random values have aged out; new ones must be obtained and announced. */
  | { readonly outcome: 'random-value-expired' }
  | { readonly outcome: 'deadline-passed' };

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
}

export interface AwaitOrganizationRequest {
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
  | { readonly outcome: 'ball-passed'; readonly to: OrganizationWait; readonly reason?: string }
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
  | { readonly outcome: 'refused'; readonly reason: string };

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

/** Remote: the payment service. Every call goes under a key derived from the order; an unknown outcome is looked up first. */
export interface PaymentActivities {
  /**
   * Sets the order's price aside. Waits by its own retries while the account's funds don't cover it, and sends the reminders
   * that are due.
   */
  holdPayment(request: HoldRequest): Promise<HoldOutcome>;
  /** Idempotent: takes what was held, after issuance. */
  capturePayment(orderId: string): Promise<void>;
  /**
   * Idempotent: releases the hold, or refunds what was captured. Until that is done the payment is on record as owed.
   * `nothing-held` where no money of this order was ever set aside.
   */
  returnPayment(orderId: string): Promise<'returned' | 'nothing-held'>;
}

export interface HoldRequest {
  readonly orderId: string;
  readonly wait: StartedWait;
}

export type HoldOutcome = { readonly outcome: 'held' } | { readonly outcome: 'deadline-passed' };

/** Local: what follows issuance. What it decides stands in the history; our records are what it decides from. */
export interface LifecycleActivities {
  /**
   * Starts the lifecycle of the plan that this order's certificate belongs to, or tells it that something changed. Idempotent.
   * A lifecycle that has nothing to do yet begins when it has (a delayed start): it costs nothing until then.
   */
  followPlan(request: FollowPlanRequest): Promise<void>;
  /** What comes next in the plan's life, judged at `now` (ISO 8601). Reads records only. */
  planNextStep(request: { readonly planId: string; readonly now: string }): Promise<LifecycleStep>;
  /**
   * Stores the plan's next order: a re-issue, or the renewal that begins a new plan. Idempotent by plan, number and attempt.
   * Undefined where it is no longer needed.
   */
  openSuccessor(request: SuccessorRequest): Promise<SuccessorOrder | undefined>;
  /** Idempotent: the order that was opened runs now, and is shown. */
  noteStarted(orderId: string): Promise<void>;
  /** Idempotent: posts a notice; what is to be delivered to the outside is delivered by `noticeDelivery`. */
  postNotice(request: PostNoticeRequest): Promise<void>;
}

export interface FollowPlanRequest {
  readonly planId: string;
  /** What time it is for the workflow that asks; ISO 8601, UTC. The delay is reckoned from it. */
  readonly now: string;
}

export interface SuccessorRequest {
  readonly planId: string;
  readonly purpose: 'plan-reissue' | 'renewal';
  readonly number: number;
  readonly attempt: number;
  /** ISO 8601, UTC. */
  readonly now: string;
}

/** An order that is stored and can be started; for Temporal's lists as well. */
export interface SuccessorOrder {
  readonly input: CertificateOrderInput;
  readonly summary: string;
}

export interface PostNoticeRequest {
  readonly certificateId: string;
  readonly kind: NoticeKind;
  readonly occasion: string;
  readonly rung: number;
}

/** Remote and local: a certificate is taken out of use (ordering rules, section 8). */
export interface RevocationActivities {
  /** Local. Idempotent, and never overtaken, as `recordProgress`. At its end: what follows from it is recorded as well. */
  recordRevocation(progress: RevocationProgressRecord): Promise<void>;
  /**
   * At most once: asks the CA to revoke. The intent is noted first, and after an unknown outcome the CA is asked whether it
   * has the request. Throws OrderRefusedByCa.
   */
  requestRevocation(revocationId: string): Promise<RevocationStanding>;
  /** Waits by its own retries: looks at the CA, has it look at the proof, sends the reminders that are due. */
  awaitRevocation(request: AwaitRevocationRequest): Promise<RevocationOutcome>;
  /** At most once per letter, as `handInLetter`. */
  handInRevocationLetter(request: {
    readonly revocationId: string;
    readonly letterId: string;
  }): Promise<HandInOutcome>;
  /** Idempotent: removes what was published to show control of the names; nothing where nothing was. */
  removeRevocationProof(revocationId: string): Promise<void>;
  /** Idempotent: revokes at once, without a proof, what was issued for an order that was withdrawn at the same moment. */
  revokeWithdrawn(orderId: string): Promise<void>;
}

export interface RevocationProgressRecord {
  readonly revocationId: string;
  readonly sequence: number;
  readonly state: RevocationState;
  readonly waitingOn?: Wait;
  readonly since?: string;
  readonly deadline?: string;
  readonly nextAction?: Bilingual;
  readonly reason?: string;
  /** Where it is revoked: since when; ISO 8601, UTC. */
  readonly revokedAt?: string;
}

export type RevocationStanding =
  | { readonly status: 'revoked'; readonly revokedAt: string }
  /** The certificate stays in use. */
  | { readonly status: 'refused'; readonly reason: string }
  | {
      readonly status: 'pending';
      readonly waitingOn: RevocationWait;
      /** Present where control of the names has to be shown. */
      readonly validations: readonly DomainValidation[];
      /** What is missing or was wrong; no personal data. */
      readonly reason?: string;
    };

export interface AwaitRevocationRequest {
  readonly revocationId: string;
  readonly wait: StartedWait;
  /** How often the ball was passed so far (domain/control/look-intervals.ts, `holdAfter`). */
  readonly changes: number;
}

export type RevocationOutcome =
  | { readonly outcome: 'standing'; readonly standing: RevocationStanding }
  /** A letter was stored that the CA has not. */
  | { readonly outcome: 'letter-given'; readonly letterId: string }
  | { readonly outcome: 'deadline-passed' };

/** Remote: notices to people, one channel at a time. */
export interface DeliveryActivities {
  /**
   * Delivers a posted notice, at most once as far as the channel can tell, and settles its outcome. Waits by its own retries
   * while the channel does not take it; settles it as `left` or `skipped` where what it tells of is no longer so.
   */
  deliverNotice(request: { readonly noticeId: string; readonly channel: NoticeChannelName }): Promise<void>;
}
