/** What the worker registers: every workflow type, under the name that histories know. */
export { accountFunds } from './account-funds.js';
export { accountKeyRollover } from './account-key-rollover.js';
export { askedReminder } from './asked-reminder.js';
export { certificateLifecycle } from './certificate-lifecycle.js';
export { certificateOrder, certificateOrder as certificateOrderMerged } from './certificate-order.js';
export { certificateRevocation } from './certificate-revocation.js';
export { connectionTrial } from './connection-trial.js';
export { delegationLook, delegationZone } from './delegations.js';
export { noticeDelivery } from './notice-delivery.js';
export { preflight } from './preflight.js';
export { storesComparison, storesRepair } from './stores.js';
