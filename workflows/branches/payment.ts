/** The order's money: set aside before anything is done, taken once a certificate is there, given back at any other end. */
import type { Submission } from '../../domain/orders/terms.js';
import { PAYMENT_STEP } from '../activity-options.js';
import type { OrderInProgress } from '../order-in-progress.js';
import { compensation, patient, ranOutOfTime, within } from '../steps.js';

/** Nothing is paid where the terms name no price. */
export async function holdPayment(
  order: OrderInProgress,
  { terms }: Submission,
): Promise<'held' | 'expired'> {
  if (!terms.price) return 'held';
  const { orderId, progress, requests } = order;
  const wait = await progress.waitOn('validating', 'subscriber-payment', terms.waits);
  order.paymentBegan = true;
  for (;;) {
    const options = within(wait, PAYMENT_STEP, 'set the price aside');
    try {
      const held = await requests.interruptible('order', () =>
        patient.holdPayment.executeWithOptions(options, [{ orderId, wait }]),
      );
      if (held === 'interrupted') continue;
      return held.outcome === 'held' ? 'held' : 'expired';
    } catch (error) {
      if (ranOutOfTime(error)) return 'expired';
      throw error;
    }
  }
}

export async function capturePayment({ orderId, paymentBegan }: OrderInProgress): Promise<void> {
  if (!paymentBegan) return;
  await compensation.capturePayment.executeWithOptions({ summary: 'take what was set aside' }, [orderId]);
}

/** Tried for as long as it takes: until it is done, the payment is on record as owed. */
export async function returnPayment({ orderId, paymentBegan }: OrderInProgress): Promise<void> {
  if (!paymentBegan) return;
  await compensation.returnPayment.executeWithOptions({ summary: 'give the money back' }, [orderId]);
}
