/** Orders as they move, seen over HTTP: read again when the API tells that something moved, which costs nothing where nothing does. */
import { isDeepStrictEqual } from 'node:util';
import { isFinal } from '../../domain/orders/states.js';
import type { OrderSummary, OrderView } from '../orders/views.js';
import type { WatchOptions } from '../orders/watching.js';
import { whatMatters } from '../orders/what-matters.js';
import { jsonOf } from './answers.js';
import type { ApiConnection } from './api-connection.js';
import { movesOf } from './moves.js';

/** The house's own, where an API tells nothing: a person sees no difference, and a key may ask 600 times a minute. */
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
  for await (const _move of movesOf(connection, `${path}/events`, { intervalMs, signal })) {
    const headers: Record<string, string> = tag === null ? {} : { 'if-none-match': tag };
    const response = await connection.ask({ method: 'GET', path, headers, isRepeatable: true });
    if (response.status === 304) continue;
    tag = response.headers.get('etag');
    const view = (await jsonOf(response)) as OrderView;
    const seen = whatMatters(view);
    if (seen !== lastSeen) yield view;
    if (isFinal(view.state)) return;
    lastSeen = seen;
  }
}

/**
 * The account's newest 100 orders: each as it stands, oldest first, then every order again after each of its changes. Ends with the
 * signal alone.
 */
export async function* watchOrders(
  connection: ApiConnection,
  { intervalMs = INTERVAL_MS, signal }: WatchOptions = {},
): AsyncGenerator<OrderSummary, void, void> {
  const lastSeen = new Map<string, OrderSummary>();
  for await (const { order: moved } of movesOf(connection, '/v1/events', { intervalMs, signal })) {
    for (const order of moved ? [moved] : await newestOrders(connection)) {
      if (isDeepStrictEqual(lastSeen.get(order.orderId), order)) continue;
      lastSeen.set(order.orderId, order);
      yield order;
    }
  }
}

async function newestOrders(connection: ApiConnection): Promise<OrderSummary[]> {
  const response = await connection.ask({ method: 'GET', path: '/v1/orders', isRepeatable: true });
  const { items } = (await jsonOf(response)) as { readonly items: readonly OrderSummary[] };
  return [...items].reverse();
}
