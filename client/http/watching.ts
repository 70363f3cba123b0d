/** Orders as they move, seen over HTTP: read again while they change, which costs little where they don't (304). */
import { setTimeout as pause } from 'node:timers/promises';
import { isFinal } from '../../domain/orders/states.js';
import type { OrderSummary, OrderView } from '../orders/views.js';
import type { WatchOptions } from '../orders/watching.js';
import { jsonOf } from './answers.js';
import type { ApiConnection } from './api-connection.js';

/** The house's own: a person sees no difference, and a key may ask 600 times a minute. */
const INTERVAL_MS = 1_000;

/** The first view comes at once, the last one shows the order's end. Throws Refusal `NotFound`. */
export async function* watchOrder(
  connection: ApiConnection,
  orderId: string,
  { intervalMs = INTERVAL_MS, signal }: WatchOptions = {},
): AsyncGenerator<OrderView, void, void> {
  const path = `/v1/orders/${encodeURIComponent(orderId)}`;
  let tag: string | null = null;
  let lastSeen = '';
  while (!signal?.aborted) {
    const headers: Record<string, string> = tag === null ? {} : { 'if-none-match': tag };
    const response = await connection.ask({ method: 'GET', path, headers, isRepeatable: true });
    if (response.status !== 304) {
      tag = response.headers.get('etag');
      const view = (await jsonOf(response)) as OrderView;
      const seen = whatMatters(view);
      if (seen !== lastSeen) yield view;
      if (isFinal(view.state)) return;
      lastSeen = seen;
    }
    await pause(intervalMs, undefined, { signal }).catch(() => undefined);
  }
}

/** The account's newest 100 orders: each as it stands, oldest first, then again after every change. Ends with the signal alone. */
export async function* watchOrders(
  connection: ApiConnection,
  { intervalMs = INTERVAL_MS, signal }: WatchOptions = {},
): AsyncGenerator<OrderSummary, void, void> {
  const lastSeen = new Map<string, string>();
  while (!signal?.aborted) {
    const response = await connection.ask({ method: 'GET', path: '/v1/orders', isRepeatable: true });
    const { items } = (await jsonOf(response)) as { readonly items: readonly OrderSummary[] };
    for (const order of [...items].reverse()) {
      const seen = JSON.stringify(order);
      if (lastSeen.get(order.orderId) === seen) continue;
      lastSeen.set(order.orderId, seen);
      yield order;
    }
    await pause(intervalMs, undefined, { signal }).catch(() => undefined);
  }
}

/** A finding made once more, with the same outcome, is no news. */
function whatMatters({ source: _source, validations, ...view }: OrderView): string {
  const proofs = validations.map(({ lastFinding, ...validation }) => ({
    ...validation,
    lastFinding: lastFinding && [lastFinding.source, lastFinding.verdict, lastFinding.found],
  }));
  return JSON.stringify([view, proofs]);
}
