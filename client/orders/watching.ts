/** An order as it moves: every change once, until its end. Reads Postgres, so that many watchers cost the worker nothing. */
import { setTimeout as pause } from 'node:timers/promises';
import { isFinal } from '../../domain/orders/states.js';
import type { ClientContext } from '../context.js';
import { listSummaries } from './listing.js';
import { orderView, readRecords } from './reading.js';
import type { OrderSummary, OrderView } from './views.js';
import { whatMatters } from './what-matters.js';

const INTERVAL_MS = 500;

export interface WatchOptions {
  /** Milliseconds between two reads; default 500. */
  readonly intervalMs?: number;
  /** Ends the watching, not the order. */
  readonly signal?: AbortSignal;
}

/** The first view comes at once, the last one shows the order's end. Throws Refusal `NotFound`. */
export async function* watchOrder(
  context: ClientContext,
  orderId: string,
  { intervalMs = INTERVAL_MS, signal }: WatchOptions = {},
): AsyncGenerator<OrderView, void, void> {
  let lastSeen = '';
  while (!signal?.aborted) {
    const view = orderView(await readRecords(context, orderId));
    const seen = whatMatters(view);
    if (seen !== lastSeen) yield view;
    if (isFinal(view.state)) return;
    lastSeen = seen;
    await pause(intervalMs, undefined, { signal }).catch(() => undefined);
  }
}

/**
 * The account's newest 100 orders: each as it stands, oldest first, then again after every change; those placed meanwhile
 * join in. Ends with the signal alone.
 */
export async function* watchOrders(
  context: ClientContext,
  { intervalMs = INTERVAL_MS, signal }: WatchOptions = {},
): AsyncGenerator<OrderSummary, void, void> {
  const lastSeen = new Map<string, string>();
  while (!signal?.aborted) {
    for (const order of (await listSummaries(context, {})).items.reverse()) {
      const seen = JSON.stringify(order);
      if (lastSeen.get(order.orderId) === seen) continue;
      lastSeen.set(order.orderId, seen);
      yield order;
    }
    await pause(intervalMs, undefined, { signal }).catch(() => undefined);
  }
}
