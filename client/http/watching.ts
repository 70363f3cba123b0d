/** Orders as they move, seen over HTTP: read again while they change, which costs little where they don't (304). */
import { changesOfOrder, changesOfOrders, type WatchOptions } from '../orders/changes-seen.js';
import type { OrderSummary, OrderView } from '../orders/views.js';
import { jsonOf } from './answers.js';
import type { ApiConnection } from './api-connection.js';

/** The house's own: a person sees no difference, and a key may ask 600 times a minute. */
const INTERVAL_MS = 1_000;

/** The first view comes at once, the last one shows the order's end. Throws Refusal `NotFound`. */
export function watchOrder(
  connection: ApiConnection,
  orderId: string,
  options: WatchOptions = {},
): AsyncGenerator<OrderView, void, void> {
  const path = `/v1/orders/${encodeURIComponent(orderId)}`;
  let tag: string | null = null;
  const read = async (): Promise<OrderView | undefined> => {
    const headers: Record<string, string> = tag === null ? {} : { 'if-none-match': tag };
    const response = await connection.ask({ method: 'GET', path, headers, isRepeatable: true });
    if (response.status === 304) return undefined;
    tag = response.headers.get('etag');
    return (await jsonOf(response)) as OrderView;
  };
  return changesOfOrder(read, { intervalMs: INTERVAL_MS, ...options });
}

/** The account's newest 100 orders: each as it stands, oldest first, then again after every change. Ends with the signal alone. */
export function watchOrders(
  connection: ApiConnection,
  options: WatchOptions = {},
): AsyncGenerator<OrderSummary, void, void> {
  const read = async () => {
    const response = await connection.ask({ method: 'GET', path: '/v1/orders', isRepeatable: true });
    const { items } = (await jsonOf(response)) as { readonly items: readonly OrderSummary[] };
    return items;
  };
  return changesOfOrders(read, { intervalMs: INTERVAL_MS, ...options });
}
