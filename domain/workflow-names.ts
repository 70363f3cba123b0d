/** The names by which Temporal knows our workflows, their ids and their queues. Stored in histories and in clients: add, never rename. */

/** An order that an older program started: its steps are those of then. */
export const CERTIFICATE_ORDER_WORKFLOW = 'certificateOrder';
/**
 * An order whose steps are merged. A worker of before has no workflow of this name and leaves it to a newer one: a first step that it
 * took would be one that no newer worker could follow.
 */
export const MERGED_ORDER_WORKFLOW = 'certificateOrderMerged';
export const ORDER_WORKFLOWS = [CERTIFICATE_ORDER_WORKFLOW, MERGED_ORDER_WORKFLOW] as const;
export const CERTIFICATE_LIFECYCLE_WORKFLOW = 'certificateLifecycle';
export const CERTIFICATE_REVOCATION_WORKFLOW = 'certificateRevocation';
export const NOTICE_DELIVERY_WORKFLOW = 'noticeDelivery';
export const STORES_COMPARISON_WORKFLOW = 'storesComparison';
export const STORES_REPAIR_WORKFLOW = 'storesRepair';
export const ACCOUNT_FUNDS_WORKFLOW = 'accountFunds';
export const CONNECTION_TRIAL_WORKFLOW = 'connectionTrial';
export const ACCOUNT_KEY_ROLLOVER_WORKFLOW = 'accountKeyRollover';
export const PREFLIGHT_WORKFLOW = 'preflight';
export const DELEGATION_ZONE_WORKFLOW = 'delegationZone';
export const DELEGATION_LOOK_WORKFLOW = 'delegationLook';
export const ASKED_REMINDER_WORKFLOW = 'askedReminder';

/** Sent to a lifecycle: something about its certificates is new in the records. */
export const CERTIFICATE_CHANGED_SIGNAL = 'certificateChanged';

/** What an order's workflow knows of the order. */
export const ORDER_RECOLLECTION_QUERY = 'orderRecollection';
/** Where a revocation stands, also while a record of it is missing. */
export const REVOCATION_RECOLLECTION_QUERY = 'revocationRecollection';
/** Sent to an order: the step that it takes without having told anybody lasts. */
export const STEP_LASTS_SIGNAL = 'stepLasts';
/** The form, handed to an order that waits for it. */
export const SUBMIT_ORDER_UPDATE = 'submitOrder';

/** The workflow that an order is started as: the one that its input is meant for. */
export function orderWorkflowOf({
  steps,
}: {
  readonly steps?: 'merged' | undefined;
}): (typeof ORDER_WORKFLOWS)[number] {
  return steps === 'merged' ? MERGED_ORDER_WORKFLOW : CERTIFICATE_ORDER_WORKFLOW;
}

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

/** One at a time: whoever asks while one is under way gets its answer. */
export function accountFundsWorkflowId(account: string): string {
  return `account-funds:${account}`;
}

/** `question`: a word of its own for each; the answers of two accounts, or of two moments, are two. */
export function preflightWorkflowId(account: string, question: string): string {
  return `preflight:${account}:${question}`;
}

/** One at a time: whoever asks while one is under way gets its answer. */
export function connectionTrialWorkflowId(connectionId: string): string {
  return `connection-trial:${connectionId}`;
}

/** One at a time: whoever asks while one is under way gets its answer. */
export function accountKeyRolloverWorkflowId(connectionId: string): string {
  return `account-key-rollover:${connectionId}`;
}

/** One at a time: whoever asks while one is under way gets its answer. */
export function delegationZoneWorkflowId(target: string): string {
  return `delegation-zone:${target}`;
}

/** One at a time: whoever asks while one is under way gets its answer. */
export function delegationLookWorkflowId(delegationId: string): string {
  return `delegation-look:${delegationId}`;
}

/** One at a time: whoever asks while one is under way gets its answer. */
export function askedReminderWorkflowId(orderId: string): string {
  return `asked-reminder:${orderId}`;
}

/** One at a time: whoever asks while one is under way gets its answer. */
export const STORES_COMPARISON_WORKFLOW_ID = 'stores-comparison';

/** One repair of the same thing at a time. */
export function storesRepairWorkflowId(repair: string, subject: string): string {
  return `stores-repair:${repair}:${subject}`;
}

/**
 * The queue of those who wait, beside `taskQueue`, on which orders move: so that ten thousand looks due at once are in
 * nobody's way.
 */
export function looksTaskQueue(taskQueue: string): string {
  return `${taskQueue}-looks`;
}
