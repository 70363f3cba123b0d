/** A short wait after something was handed on, so that the answer already tells what callers look for next. */
import { setTimeout as pause } from 'node:timers/promises';
import type { OrderView } from '../../../client/orders/views.js';
import { isFinal } from '../../../domain/orders/states.js';
import type { TencentCall } from '../action.js';

/** House limits: official clients give up after 60 seconds, and their users look at a spinner. */
const LONGEST_WAIT_MS = 5_000;
const INTERVAL_MS = 100;

/** The order once it is as wanted, or has ended; undefined where that takes too long: the answer is as good without. */
export async function onceShown(
  { client }: Pick<TencentCall, 'client'>,
  orderId: string,
  isAsWanted: (view: OrderView) => boolean,
  longestMs = LONGEST_WAIT_MS,
): Promise<OrderView | undefined> {
  const signal = AbortSignal.timeout(longestMs);
  for await (const view of client.watch(orderId, { intervalMs: INTERVAL_MS, signal }))
    if (isFinal(view.state) || isAsWanted(view)) return view;
  return undefined;
}

/** The CA has told what it wants to see, or waits for people first. */
export function isPlaced({ state, validations, waitingOn, tracks }: OrderView): boolean {
  return (
    state === 'issuing' ||
    validations.length > 0 ||
    waitingOn === 'subscriber-payment' ||
    tracks.some((track) => track.status === 'open' && track.waitingOn !== null && track.waitingOn !== 'us')
  );
}

/** What `read` gives once it is as wanted; undefined where that takes too long. */
export async function until<Shown>(
  read: () => Promise<Shown>,
  isAsWanted: (shown: Shown) => boolean,
  longestMs = LONGEST_WAIT_MS,
): Promise<Shown | undefined> {
  const end = Date.now() + longestMs;
  for (;;) {
    const shown = await read();
    if (isAsWanted(shown)) return shown;
    if (Date.now() >= end) return undefined;
    await pause(INTERVAL_MS);
  }
}
