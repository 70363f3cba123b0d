/** What waiting costs: history events of one order that waits, memory of many that do. */
import { setTimeout as delay } from 'node:timers/promises';
import { certificateOrderWorkflowId } from '../workflows/messages.js';
import type { Part, UsageByPart } from './process-usage.js';
import type { BenchClient } from './workloads.js';

export interface WaitingOrder {
  readonly watchedSeconds: number;
  /** Looks at the world in this time, each an attempt of the waiting activity. */
  readonly attemptsAdded: number;
  readonly eventsAdded: number;
}

/** Watches one order that waits for a record nobody publishes. */
export async function watchWaitingOrder(client: BenchClient, watchMs: number): Promise<WaitingOrder> {
  const orderId = await client.placeWaiting();
  const before = await factsOnceWaiting(client, orderId);
  await delay(watchMs);
  const after = await waitingFacts(client, orderId);
  await client.orders.cancel(orderId);
  return {
    watchedSeconds: watchMs / 1000,
    attemptsAdded: after.attempts - before.attempts,
    eventsAdded: after.events - before.events,
  };
}

/**
 * Postgres says that an order waits a moment before the server has the workflow task that says so: the second look at the
 * world is certain to come after it.
 */
async function factsOnceWaiting(
  client: BenchClient,
  orderId: string,
): Promise<{ attempts: number; events: number }> {
  for (;;) {
    const facts = await waitingFacts(client, orderId);
    if (facts.attempts >= 2) return facts;
    await delay(POLL_MS);
  }
}

async function waitingFacts(
  client: BenchClient,
  orderId: string,
): Promise<{ attempts: number; events: number }> {
  const handle = client.temporal.workflow.getHandle(certificateOrderWorkflowId(orderId));
  const { raw, historyLength } = await handle.describe();
  return { attempts: raw.pendingActivities?.[0]?.attempt ?? 0, events: historyLength };
}

export interface WaitingMemory {
  readonly orders: number;
  /** Bytes that each part grew by, for each 1,000 orders. */
  readonly bytesPerThousand: ReadonlyMap<Part, number>;
}

const AT_ONCE = 10;
const POLL_MS = 200;
/** Long enough for what making the orders left behind to be given back; short enough that all still look often. */
const SETTLE_MS = 10_000;

export async function measureWaitingMemory(
  client: BenchClient,
  orders: number,
  usage: () => UsageByPart,
): Promise<WaitingMemory> {
  const before = usage();
  const orderIds = await placeMany(client, orders);
  await untilWaiting(client, orderIds);
  await delay(SETTLE_MS);
  const after = usage();
  await inTurns(orderIds, (orderId) => client.orders.cancel(orderId));
  const grown = [...after].map(([part, { rssBytes }]) => {
    const growth = rssBytes - (before.get(part)?.rssBytes ?? 0);
    return [part, (growth / orders) * 1000] as const;
  });
  return { orders, bytesPerThousand: new Map(grown) };
}

async function placeMany(client: BenchClient, orders: number): Promise<string[]> {
  const orderIds: string[] = [];
  await inTurns(Array.from({ length: orders }), async () => {
    orderIds.push(await client.placeWaiting());
  });
  return orderIds;
}

async function inTurns<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<void> {
  const left = items.entries();
  const lane = async () => {
    // One iterator for all lanes: each takes the next item that nobody has taken.
    for (const [, item] of left) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

/** As their subscribers read it: in Postgres. */
async function untilWaiting({ database }: BenchClient, orderIds: readonly string[]): Promise<void> {
  for (;;) {
    const { rows } = await database.query<{ open: string }>(
      `select count(*) as open from orders where order_id = any ($1) and waiting_on is distinct from 'subscriber-dns'`,
      [orderIds],
    );
    if (rows[0]?.open === '0') return;
    await delay(POLL_MS);
  }
}
