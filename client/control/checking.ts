/** "Check now": asks the order to look at once, and waits a little for what it finds. */
import { setTimeout as pause } from 'node:timers/promises';
import { loadLatestFindings } from '../../db/statements/control/findings.js';
import { readOrder } from '../../db/statements/orders/views.js';
import { isFinal, type OrderState } from '../../domain/orders/states.js';
import { checkNow } from '../../workflows/messages.js';
import { askLivingOrder, ownOrder } from '../orders/acting.js';
import { DEEDS } from '../orders/deeds.js';
import type { ClientContext } from '../context.js';
import { explainOrder } from '../orders/explaining.js';
import type { CheckView } from '../orders/views.js';

export interface CheckOptions {
  /** Milliseconds to wait for an answer newer than the request; default 10,000. 0: ask, don't wait. */
  readonly waitMs?: number;
}

const POLL_MS = 200;
/** The sources of one look answer within moments of each other: the slower ones are given this long. */
const REST_OF_THE_LOOK_MS = 1_000;

/** Throws Refusal where there is nothing to look at, Unavailable. */
export async function checkOrderNow(
  context: ClientContext,
  orderId: string,
  { waitMs = 10_000 }: CheckOptions = {},
): Promise<CheckView> {
  await ownOrder(context, orderId);
  const before = await standOf(context, orderId);
  await askLivingOrder(context, orderId, DEEDS.check, (handle) => handle.executeUpdate(checkNow));
  const fresh = await newsWithin(context, orderId, before, waitMs);
  return { fresh, order: await explainOrder(context, orderId) };
}

interface Stand {
  /** The worker's clock, like every `checkedAt`: never compared with ours. */
  readonly lastCheckedAt: string;
  readonly state: OrderState | undefined;
  readonly waitingOn: string | null | undefined;
}

async function standOf({ database, account }: ClientContext, orderId: string): Promise<Stand> {
  const [order, [newest]] = await Promise.all([
    readOrder(database, account, orderId),
    loadLatestFindings(database, orderId),
  ]);
  const { state, waitingOn } = order ?? {};
  return { lastCheckedAt: newest?.checkedAt ?? '', state, waitingOn };
}

async function newsWithin(
  context: ClientContext,
  orderId: string,
  before: Stand,
  waitMs: number,
): Promise<boolean> {
  const until = Date.now() + waitMs;
  while (Date.now() < until) {
    const now = await standOf(context, orderId);
    if (now.state !== before.state || now.waitingOn !== before.waitingOn) return true;
    if (now.lastCheckedAt > before.lastCheckedAt) {
      await settle(context, orderId, now);
      return true;
    }
    await pause(POLL_MS);
  }
  return false;
}

async function settle(context: ClientContext, orderId: string, first: Stand): Promise<void> {
  const until = Date.now() + REST_OF_THE_LOOK_MS;
  let now = first;
  while (Date.now() < until && now.waitingOn === first.waitingOn && !hasEnded(now)) {
    await pause(POLL_MS);
    now = await standOf(context, orderId);
  }
}

function hasEnded({ state }: Stand): boolean {
  return state !== undefined && isFinal(state);
}
