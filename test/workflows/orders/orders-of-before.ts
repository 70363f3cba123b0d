/** The workflows of a worker from before orders had merged steps: it knows orders by their older name only. */
export { certificateOrder } from '../../../workflows/certificate-order.js';
