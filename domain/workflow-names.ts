/** The names by which Temporal knows our workflows and their ids. Stored in histories and in clients: add, never rename. */

export const CERTIFICATE_ORDER_WORKFLOW = 'certificateOrder';
export const CERTIFICATE_LIFECYCLE_WORKFLOW = 'certificateLifecycle';
export const CERTIFICATE_REVOCATION_WORKFLOW = 'certificateRevocation';
export const NOTICE_DELIVERY_WORKFLOW = 'noticeDelivery';

/** Sent to a lifecycle: something about its certificates is new in the records. */
export const CERTIFICATE_CHANGED_SIGNAL = 'certificateChanged';

export function certificateOrderWorkflowId(orderId: string): string {
  return `certificate-order:${orderId}`;
}

/** `planId`: a plan's, which is the id of the order that bought it; of a certificate from elsewhere, its own id. */
export function certificateLifecycleWorkflowId(planId: string): string {
  return `certificate-lifecycle:${planId}`;
}

export function certificateRevocationWorkflowId(revocationId: string): string {
  return `certificate-revocation:${revocationId}`;
}

export function noticeDeliveryWorkflowId(noticeId: string): string {
  return `notice-delivery:${noticeId}`;
}
