/** An order as it moves: every change once, until its end. Reads Postgres, so that many watchers cost the worker nothing. */
import type { ClientContext } from '../context.js';
import { changesOfOrder, changesOfOrders, type WatchOptions } from './changes-seen.js';
import { listSummaries, orderView, readRecords } from './reading.js';
import type { OrderSummary, OrderView } from './views.js';

export type { WatchOptions } from './changes-seen.js';

const INTERVAL_MS = 500;

/** The first view comes at once, the last one shows the order's end. Throws Refusal `NotFound`. */
export function watchOrder(
  context: ClientContext,
  orderId: string,
  options: WatchOptions = {},
): AsyncGenerator<OrderView, void, void> {
  const read = async () => orderView(await readRecords(context, orderId));
  return changesOfOrder(read, { intervalMs: INTERVAL_MS, ...options });
}

/**
 * The account's newest 100 orders: each as it stands, oldest first, then again after every change; those placed meanwhile
 * join in. Ends with the signal alone.
 */
export function watchOrders(
  context: ClientContext,
  options: WatchOptions = {},
): AsyncGenerator<OrderSummary, void, void> {
  const read = async () => (await listSummaries(context, {})).items;
  return changesOfOrders(read, { intervalMs: INTERVAL_MS, ...options });
}
