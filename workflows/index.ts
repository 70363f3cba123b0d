/** What the worker registers: every workflow type, under the name that histories know. */
export { certificateOrder } from './certificate-order.js';
