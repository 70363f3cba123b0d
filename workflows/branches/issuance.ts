/** The CA has all it asked for: its turn to issue. What it issues is compared with what was ordered, then stored. */
import type { Submission } from '../../domain/orders/terms.js';
import { PATIENT_STEP } from '../activity-options.js';
import { isLasting, type LastingFailure } from '../activity-contract/manner.js';
import type { OrderInProgress } from '../order-in-progress.js';
import { patient, ranOutOfTime, within } from '../steps.js';

export type Issuance =
  | { readonly outcome: 'issued'; readonly certificateId: string }
  | { readonly outcome: 'validation-lost' }
  | { readonly outcome: 'expired' };

export async function awaitIssuance(order: OrderInProgress, { terms }: Submission): Promise<Issuance> {
  const { orderId, progress, requests, changes } = order;
  const wait = await progress.waitOn('issuing', 'ca-issuance', terms.waits);
  let after: LastingFailure | undefined;
  for (;;) {
    const quietly = progress.untold;
    const request = { orderId, wait, changes, quietly, after };
    const options = within(wait, PATIENT_STEP, `issuance by ${terms.brand}`, {
      isExpectedAtOnce: quietly !== undefined,
    });
    try {
      const collected = await requests.interruptible('order', () =>
        patient.collectCertificate.executeWithOptions(options, [request]),
      );
      after = undefined;
      if (collected === 'interrupted') continue;
      if (isLasting(collected)) {
        progress.announce();
        after = collected.after;
        continue;
      }
      if (collected.outcome === 'deadline-passed') return { outcome: 'expired' };
      if (collected.outcome === 'validation-lost') {
        order.lostProof = collected.reason;
        order.domainReused = false;
        order.changes += 1;
      }
      return collected;
    } catch (error) {
      if (ranOutOfTime(error)) return { outcome: 'expired' };
      throw error;
    }
  }
}
