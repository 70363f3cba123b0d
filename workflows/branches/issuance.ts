/** The CA has all it asked for: its turn to issue. What it issues is compared with what was ordered, then stored. */
import { wordsOfReason } from '../../domain/told.js';
import type { Submission } from '../../domain/orders/terms.js';
import { PATIENT_STEP } from '../activity-options.js';
import { isLasting, type LastingFailure } from '../activity-contract/manner.js';
import { looked, type LookManner } from '../asked-looks.js';
import type { OrderInProgress } from '../order-in-progress.js';
import { patient, ranOutOfTime, within } from '../steps.js';

export type Issuance =
  | { readonly outcome: 'issued'; readonly certificateId: string }
  | { readonly outcome: 'validation-lost' }
  | { readonly outcome: 'expired' };

export async function awaitIssuance(order: OrderInProgress, { terms }: Submission): Promise<Issuance> {
  const { orderId, progress, requests, changes } = order;
  const wait = await progress.waitOn('issuing', 'ca-issuance', terms.waits);
  const passedAs = progress.untold === undefined ? undefined : progress.sequence;
  let after: LastingFailure | undefined;
  let isAsked = order.settledAsAsked;
  order.settledAsAsked = false;
  for (;;) {
    const quietly = progress.untold;
    const collect = ({ request, isExpectedAtOnce }: LookManner) => {
      const options = within(wait, PATIENT_STEP, `issuance by ${terms.brand}`, {
        isExpectedAtOnce: isExpectedAtOnce || quietly !== undefined,
      });
      const look = { orderId, wait, changes, passedAs, quietly, after, ...request };
      return patient.collectCertificate.executeWithOptions(options, [look]);
    };
    try {
      const collected = await requests.interruptible('order', () =>
        looked(isAsked && quietly === undefined, order, collect),
      );
      after = undefined;
      isAsked = collected === 'interrupted';
      if (collected === 'interrupted') continue;
      if (isLasting(collected)) {
        progress.announce();
        after = collected.after;
        continue;
      }
      if (collected.outcome === 'deadline-passed') return { outcome: 'expired' };
      if (collected.outcome === 'validation-lost') {
        order.lostProof = wordsOfReason(collected);
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
