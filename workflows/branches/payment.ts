/** The order's money: set aside before anything is done, taken once a certificate is there, given back at any other end. */
import { patched } from '@temporalio/workflow';
import type { OrderTerms, Submission } from '../../domain/orders/terms.js';
import type { StartedWait } from '../../domain/waits.js';
import type { HoldOutcome } from '../activity-contract/payments.js';
import { PAYMENT_STEP } from '../activity-options.js';
import { looked, type LookManner } from '../asked-looks.js';
import type { OrderInProgress } from '../order-in-progress.js';
import { compensation, patient, ranOutOfTime, within } from '../steps.js';

/**
 * Nothing is paid where the terms name no price. The ball is ours until the funds turn out not to cover it, and again once
 * they do: nobody is told to pay what is paid. Histories of before say otherwise.
 */
export async function holdPayment(
  order: OrderInProgress,
  { terms }: Submission,
): Promise<'held' | 'expired'> {
  const { progress } = order;
  if (!terms.price) {
    // A form that is there is not waited for any more. Merged steps go to the CA at once.
    const isDraft = progress.status.waitingOn === 'subscriber-form' && !order.isMerged;
    if (isDraft && patched('2026-11-submitted-is-ours'))
      await progress.waitOn('validating', 'us', terms.waits);
    return 'held';
  }
  const asksWhenMissing = order.has('2026-11-payment-asked-for-when-missing');
  const first = asksWhenMissing ? 'us' : 'subscriber-payment';
  let outcome = await hold(order, terms, await progress.waitOn('validating', first, terms.waits));
  if (outcome === 'funds-missing') {
    outcome = await hold(
      order,
      terms,
      await progress.waitOn('validating', 'subscriber-payment', terms.waits),
    );
    if (outcome === 'held' && !order.isMerged) await progress.waitOn('validating', 'us', terms.waits);
  }
  return outcome === 'held' ? 'held' : 'expired';
}

async function hold(
  order: OrderInProgress,
  { waits }: OrderTerms,
  wait: StartedWait,
): Promise<HoldOutcome['outcome']> {
  const { orderId, progress, requests } = order;
  order.paymentBegan = true;
  let isAsked = false;
  for (;;) {
    const next = progress.nextTurn(waits, 'ca-placement');
    const hold = ({ request, isExpectedAtOnce }: LookManner) => {
      const options = within(wait, PAYMENT_STEP, 'set the price aside', {
        isExpectedAtOnce: isExpectedAtOnce || wait.wait === 'us',
      });
      return patient.holdPayment.executeWithOptions(options, [{ orderId, wait, next, ...request }]);
    };
    try {
      const held = await requests.interruptible('order', () => looked(isAsked, order, hold));
      isAsked = held === 'interrupted';
      if (held === 'interrupted') continue;
      if (next && held.next) progress.pass(next, held.next);
      return held.outcome;
    } catch (error) {
      if (ranOutOfTime(error)) return 'deadline-passed';
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
