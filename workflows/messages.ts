/** How the world speaks to an order: updates are requests that can be refused, queries are nouns. */
import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type {
  Bilingual,
  Brand,
  CertificateType,
  DomainValidation,
  OrderState,
  Submission,
  ValidationMethod,
} from '../domain/order.js';
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

export const orderStatus = defineQuery<OrderStatus>('orderStatus');
