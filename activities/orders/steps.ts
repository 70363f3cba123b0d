/** The steps of an order that do several things at once: what each part promises stands with it, and is not told again here. */
import { FIRST_WAIT } from '../../domain/control/turn.js';
import type { PlacedOrder, PlaceRequest } from '../../workflows/activity-contract/ca.js';
import type { OrderStepActivities, PassingRequest } from '../../workflows/activity-contract/orders.js';
import { loadPlacedOrder } from '../ca/order-at-ca.js';
import { placeReminding, type CaDependencies } from '../ca/index.js';
import type { CsrDependencies } from '../certificates/csr.js';
import { confirm } from '../control/confirmation.js';
import { publishUnlessDecided, type ValidationDependencies } from '../control/index.js';
import { removeAll } from '../control/publication.js';
import { withClassifiedFailures } from '../failures.js';
import { lastingAfter } from '../lasting.js';
import { followPlan, type FollowDependencies } from '../plans/index.js';
import { recordAndTell, submittedWithin, type OrderRecordDependencies } from './index.js';
import { beginTurn, passTurn, type TurnToPass } from './passing.js';
import { prepareAndPlaceOnce, type PlacedAndPassed } from './placement.js';

export type OrderStepDependencies = CaDependencies &
  CsrDependencies &
  ValidationDependencies &
  OrderRecordDependencies &
  FollowDependencies;

export function createOrderStepActivities(dependencies: OrderStepDependencies): OrderStepActivities {
  return withClassifiedFailures({
    prepareAndPlace: (request) =>
      placeReminding(dependencies, request, () => placeAndTell(dependencies, request)),

    async publishAndConfirm(request) {
      const { orderId, validations, next } = request;
      const order = await loadPlacedOrder(dependencies.database, orderId);
      await publishUnlessDecided(dependencies, orderId, validations, order);
      try {
        const outcome = await confirm(dependencies, request, order);
        if (outcome.outcome !== 'valid') return outcome;
        const turn = { orderId, validations, state: 'issuing', wait: 'ca-issuance' } as const;
        // The step of that turn reads the order's row first of all, and writes what it does not find there.
        const passed = await passTurn(dependencies, next, { ...turn, waitsForDisk: false });
        return { ...outcome, ...(passed && { next: passed }) };
      } catch (error) {
        // Published it is: only the look has to come again.
        const lasting = request.quietly === undefined ? undefined : lastingAfter(error);
        if (!lasting) throw error;
        return { ...lasting, published: true };
      }
    },

    async concludeIssued({ orderId, end, removes, planIds, now }) {
      // First of all: whatever the world outside does, the certificate is there.
      const isRecorded = await succeeds(() => recordAndTell(dependencies, end));
      const [isRemoved, areTold] = await Promise.all([
        !removes || succeeds(() => removeAll(dependencies, orderId)),
        succeeds(async () => {
          for (const planId of planIds) await followPlan(dependencies, { planId, now });
        }),
      ]);
      return {
        left: [
          ...(isRecorded ? [] : (['record'] as const)),
          ...(isRemoved ? [] : (['publications'] as const)),
          ...(areTold ? [] : (['plans'] as const)),
        ],
      };
    },
  } satisfies OrderStepActivities);
}

/** The subscriber is told of the order with what makes it one, and before the CA is asked; the ball is passed with its answer. */
async function placeAndTell(
  dependencies: OrderStepDependencies,
  { orderId, next }: PlaceRequest & PassingRequest,
): Promise<PlacedAndPassed> {
  let handOver: () => Promise<void> = () => Promise.resolve();
  try {
    return await prepareAndPlaceOnce(dependencies, orderId, {
      before: async (transaction) => {
        handOver = await submittedWithin(dependencies, transaction, orderId);
      },
      turn: (placed) => {
        const turn = turnAfter(placed);
        return turn && beginTurn(dependencies.clock, next, { orderId, ...turn });
      },
    });
  } finally {
    // However the CA answers: it was told, and goes to the other channels as well.
    await handOver();
  }
}

function turnAfter({ validations, domainReused }: PlacedOrder): Omit<TurnToPass, 'orderId'> | undefined {
  if (domainReused) return { validations, state: 'issuing', wait: 'ca-issuance' };
  const [first] = validations;
  return first && { validations, state: 'validating', wait: FIRST_WAIT[first.method] };
}

/** What does not is left to a step of its own, which says why, and is tried for as long as it takes. */
async function succeeds(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch {
    return false;
  }
}
