/** Orders that wait for a record nobody publishes: placed, followed, and cancelled where their stack lives on. */
import { setTimeout as delay } from 'node:timers/promises';
import { certificateOrderWorkflowId } from '../../workflows/messages.js';
import type { BenchClient } from '../client.js';
import { forEach } from '../throughput.js';

const AT_ONCE = 10;
const POLL_MS = 200;

export async function placeWaiting(client: BenchClient, orders: number): Promise<string[]> {
  const orderIds: string[] = [];
  await forEach(Array.from({ length: orders }), AT_ONCE, async () => {
    orderIds.push(await client.placeWaiting());
  });
  return orderIds;
}

/** As their subscribers read it: in Postgres. */
export async function untilAllWait({ database }: BenchClient, orderIds: readonly string[]): Promise<void> {
  for (;;) {
    const { rows } = await database.query<{ open: string }>(
      `select count(*) as open from orders where order_id = any ($1) and waiting_on is distinct from 'subscriber-dns'`,
      [orderIds],
    );
    if (rows[0]?.open === '0') return;
    await delay(POLL_MS);
  }
}

export interface Looks {
  /** Looks at the world so far, each an attempt of a waiting activity. */
  readonly attempts: number;
  readonly events: number;
}

export async function looksOf(client: BenchClient, orderIds: readonly string[]): Promise<Looks> {
  let attempts = 0;
  let events = 0;
  await forEach(orderIds, AT_ONCE, async (orderId) => {
    const handle = client.temporal.workflow.getHandle(certificateOrderWorkflowId(orderId));
    const { raw, historyLength } = await handle.describe();
    for (const { attempt } of raw.pendingActivities ?? []) attempts += attempt ?? 0;
    events += historyLength;
  });
  return { attempts, events };
}

export async function cancelAll({ orders }: BenchClient, orderIds: readonly string[]): Promise<void> {
  await forEach(orderIds, AT_ONCE, (orderId) => orders.cancel(orderId));
}
