/** Orders read again and again, wherever they are read from: what changed is told once, what did not is told nobody. */
import { setTimeout as pause } from 'node:timers/promises';
import { isFinal } from '../../domain/orders/states.js';
import type { OrderSummary, OrderView } from './views.js';

export interface WatchOptions {
  /** Milliseconds between two reads; default 500, over HTTP 1,000. */
  readonly intervalMs?: number;
  /** Ends the watching, not the order. */
  readonly signal?: AbortSignal;
}

export type Watching = WatchOptions & Pick<Required<WatchOptions>, 'intervalMs'>;

/** The first view comes at once, the last one shows the order's end. `read`: undefined where it is as it was. */
export async function* changesOfOrder(
  read: () => Promise<OrderView | undefined>,
  { intervalMs, signal }: Watching,
): AsyncGenerator<OrderView, void, void> {
  let lastSeen = '';
  while (!signal?.aborted) {
    const view = await read();
    if (view) {
      const seen = whatMatters(view);
      if (seen !== lastSeen) yield view;
      if (isFinal(view.state)) return;
      lastSeen = seen;
    }
    await pause(intervalMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Each as it stands, then again after every change. Ends with the signal alone. `read`: newest first; they are told oldest first. */
export async function* changesOfOrders(
  read: () => Promise<readonly OrderSummary[]>,
  { intervalMs, signal }: Watching,
): AsyncGenerator<OrderSummary, void, void> {
  const lastSeen = new Map<string, string>();
  while (!signal?.aborted) {
    for (const order of [...(await read())].reverse()) {
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
