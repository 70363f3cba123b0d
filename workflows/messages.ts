/** How the world speaks to an order: updates are requests that can be refused, queries are nouns. */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type {
  Bilingual,
  Brand,
  CertificateType,
  DomainValidation,
  OrderState,
  OrganizationPart,
  Submission,
  ValidationMethod,
} from '../domain/order.js';
import type { OrderTrack } from '../domain/tracks.js';
import type { Wait, WaitPolicy } from '../domain/waits.js';

export const CERTIFICATE_ORDER_WORKFLOW = 'certificateOrder';
export const TASK_QUEUE = 'sealflow-orders';

const WORKFLOW_ID_PREFIX = 'certificate-order:';

export function certificateOrderWorkflowId(orderId: string): string {
  return `${WORKFLOW_ID_PREFIX}${orderId}`;
}

/** What an order is started with. Ids and public values only. */
export interface CertificateOrderInput {
  readonly orderId: string;
  readonly account: string;
  readonly brand: Brand;
  readonly certificateType: CertificateType;
  /** The clock of the wait for the form, where the form comes later. */
  readonly formWait: WaitPolicy;
  /** Absent: the order waits for `submitOrder`. */
  readonly submission?: Submission;
}

/** One order as it stands now; the answer of the query `orderStatus` and of every update. */
export interface OrderStatus {
  readonly orderId: string;
  readonly state: OrderState;
  readonly waitingOn?: Wait;
  readonly since?: string;
  readonly deadline?: string;
  readonly nextAction?: Bilingual;
  readonly reason?: string;
  readonly validations: readonly DomainValidation[];
  readonly certificateId?: string;
  /** Domain and organization, each with its own wait, where both are validated. The fields above tell the most pressing. */
  readonly tracks?: readonly OrderTrack[];
}

/** The form, sent once. Refused with type `RefusedInThisState` when it was submitted before. */
export const submitOrder = defineUpdate<OrderStatus, [Submission]>('submitOrder');

/** Look again now instead of at the next interval. Refused when the order waits for nothing that can be looked at. */
export const checkNow = defineUpdate<OrderStatus>('checkNow');

/** Prove control in another way, in place. Refused for a method the names or terms don't allow (`InvalidInput`). */
export const changeValidationMethod = defineUpdate<OrderStatus, [ValidationMethod]>('changeValidationMethod');

/**
 * Withdraw the order. Refused once it has ended. Issuance may win the race: the order's end tells. Takes no free text:
 * what people write has personal data in it, and histories must not.
 */
export const cancelOrder = defineUpdate<OrderStatus>('cancelOrder');

/**
 * Put the check of the organization right, in place: another contact, another channel of a phone check. The details are
 * personal data: they are stored first, and named here by their id. Refused where the brand does not allow it.
 */
export const repairOrganization = defineUpdate<OrderStatus, [OrganizationRepair]>('repairOrganization');

export interface OrganizationRepair {
  readonly part: Exclude<OrganizationPart, 'letter'>;
  readonly detailsId: string;
}

/*
 * Facts of life: signals that anyone may send, early, twice, late or wrongly. They make the order look at once; what the CA
 * says decides. Ids and bare facts only, never a phone, an address, a person's words.
 */

/** A stamped letter or application form was stored in the database under this id. */
export const confirmationLetterUploaded = defineSignal<[{ readonly letterId: string }]>(
  'confirmationLetterUploaded',
);
/** A link in one of the CA's mails was followed and its code entered; which one, where known. */
export const emailConfirmed = defineSignal<[{ readonly email?: 1 | 2 }?]>('emailConfirmed');
/** The CA's link in the mailbox given with the order was followed. */
export const mailboxConfirmed = defineSignal('mailboxConfirmed');
/** The CA phoned, or wrote, and was answered or not. */
export const phoneCheckReported =
  defineSignal<[{ readonly result?: 'answered' | 'missed' }?]>('phoneCheckReported');

export const orderStatus = defineQuery<OrderStatus>('orderStatus');
