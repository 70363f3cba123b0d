/** What a workflow may ask of a CA, on top of any adapter. */
import { CancelledFailure } from '@temporalio/common';
import type { Database } from '../../db/database.js';
import { moveToFallback } from '../../db/statements/connections/moving.js';
import type { MasterKey } from '../../db/sealed-values.js';
import { isTimeToMove } from '../../domain/connections/fallback.js';
import { FAILURES, OrderFailure } from '../../domain/failures.js';
import type { CaActivities, PlacedOrder, PlaceRequest } from '../../workflows/activity-contract/ca.js';
import type { Clock } from '../attempt-clock.js';
import type { CertificateStore } from '../certificates/store.js';
import { withClassifiedFailures } from '../failures.js';
import type { CaDoor } from '../connections/reaching.js';
import type { DueReminders } from '../notices/due-reminders.js';
import { collect } from '../certificates/collection.js';
import { caOfOrder } from './ca-of-order.js';
import { loadPlacedOrder } from './order-at-ca.js';
import { cancelOnce, placeOnce } from '../orders/placement.js';
import { obtainValidations } from '../control/random-values.js';

export interface CaDependencies extends CaDoor {
  readonly database: Database;
  readonly certificates: CertificateStore;
  readonly masterKeys: readonly MasterKey[];
  readonly reminders: DueReminders;
  readonly clock: Clock;
}

function isFinal(error: unknown): boolean {
  return error instanceof OrderFailure && FAILURES[error.type] === 'final';
}

/**
 * Places the order; while that does not work out, whoever waits for it is reminded. One that costs nothing moves to the second
 * CA of its route where the first one stays away.
 */
export async function placeReminding(
  dependencies: CaDependencies,
  { orderId, wait }: PlaceRequest,
  place: () => Promise<PlacedOrder> = () => placeOnce(dependencies, orderId),
): Promise<PlacedOrder> {
  try {
    return await place();
  } catch (error) {
    if (await movedAway(dependencies, { orderId, wait }, error)) return await place();
    // A refusal ends the wait, and so does a withdrawal: nobody is reminded of it.
    if (!isFinal(error) && !(error instanceof CancelledFailure))
      await dependencies.reminders.sendDue(orderId, wait);
    throw error;
  }
}

/** To the second CA of its route: once, so that the one after it is placed there or waits there. */
async function movedAway(
  { database, clock }: CaDependencies,
  { orderId, wait }: PlaceRequest,
  error: unknown,
): Promise<boolean> {
  if (!(error instanceof OrderFailure)) return false;
  const { type, options } = error;
  const failed = { type, retryAfterMs: options.retryAfterMs, since: Date.parse(wait.since), now: clock() };
  return isTimeToMove(failed) && (await moveToFallback(database, orderId));
}

export function createCaActivities(dependencies: CaDependencies): CaActivities {
  const { database } = dependencies;
  return withClassifiedFailures({
    placeOrder: (request) => placeReminding(dependencies, request),

    obtainValidations: (request) => obtainValidations(dependencies, request),

    collectCertificate: (request) => collect(dependencies, request),

    cancelAtCa: (orderId) => cancelOnce(dependencies, orderId),

    async revokeMisissued(orderId) {
      const order = await loadPlacedOrder(database, orderId);
      const ca = await caOfOrder(dependencies, order);
      await ca.revokeCertificate(order.caReference, 'unspecified');
    },
  } satisfies CaActivities);
}
