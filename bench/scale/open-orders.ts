/** Very many open orders: made as fast as they can be, told apart by what they wait for, and compared before and after. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Database } from '../../db/database.js';
import { certificateOrderWorkflowId } from '../../workflows/messages.js';
import type { BenchClient } from '../client.js';
import { forEach } from '../throughput.js';

export interface OpenOrders {
  /** Wait for their form. */
  readonly drafts: readonly string[];
  /** Are at the CA, and wait for a record that nobody publishes. */
  readonly placed: readonly string[];
}

/** Of a hundred orders so many wait for their DNS record; the others cost less and wait for their form. */
export const PLACED_SHARE = 0.1;
const AT_ONCE = 24;

export interface Progress {
  readonly made: number;
  readonly perSecond: number;
}

/** Says how far it is after each tenth. */
export async function makeOpenOrders(
  client: BenchClient,
  orders: number,
  tell: (progress: Progress) => void,
): Promise<OpenOrders> {
  const drafts: string[] = [];
  const placed: string[] = [];
  const tenth = Math.max(1, Math.ceil(orders / 10));
  let since = performance.now();
  let made = 0;
  const everyNth = Math.round(1 / PLACED_SHARE);
  await forEach([...Array(orders).keys()], AT_ONCE, async (index) => {
    if (index % everyNth === 0) placed.push(await client.placeWaiting());
    else drafts.push(await client.draft());
    made += 1;
    if (made % tenth !== 0) return;
    tell({ made, perSecond: tenth / ((performance.now() - since) / 1000) });
    since = performance.now();
  });
  return { drafts, placed };
}

const POLL_MS = 1_000;

/**
 * Each of them waits, and for what it should: as its row says, which is what people read. Orders are taken faster than they are
 * begun, so it may take long; given up where for `stillMs` none has come to its wait.
 */
export async function untilAllStand(
  { database }: BenchClient,
  orders: OpenOrders,
  stillMs: number,
): Promise<void> {
  const expected = orders.drafts.length + orders.placed.length;
  let last = { standing: -1, at: Date.now() };
  for (;;) {
    const standing = await standingIn(database, orders);
    if (standing === expected) return;
    if (standing !== last.standing) last = { standing, at: Date.now() };
    if (Date.now() - last.at > stillMs)
      throw new Error(
        `${expected - standing} of ${expected} orders do not wait as they should, and none has come to its wait for ${stillMs / 1000} s.`,
      );
    await delay(POLL_MS);
  }
}

async function standingIn(database: Database, { drafts, placed }: OpenOrders): Promise<number> {
  const { rows } = await database.query<{ standing: string }>(
    `select count(*) as standing from orders
      where (order_id = any ($1) and waiting_on = 'subscriber-form')
         or (order_id = any ($2) and waiting_on = 'subscriber-dns')`,
    [drafts, placed],
  );
  return Number(rows[0]?.standing);
}

/** Where an order stands, as its row says; what a restart may change by itself is left out. */
export type Stands = ReadonlyMap<string, string>;

export async function standsOf(database: Database, orderIds: readonly string[]): Promise<Stands> {
  const { rows } = await database.query<{ orderId: string; stand: string }>(
    `select order_id as "orderId",
            concat_ws(' ', state, waiting_on, since, deadline, ca_reference, certificate_id, request_sha256) as stand
       from orders where order_id = any ($1)`,
    [orderIds],
  );
  return new Map(rows.map(({ orderId, stand }) => [orderId, stand]));
}

/** Ids of orders whose row is gone or says another thing than before. */
export function changed(before: Stands, after: Stands): string[] {
  return [...before].filter(([orderId, stand]) => after.get(orderId) !== stand).map(([orderId]) => orderId);
}

/** Ids of orders whose workflow does not run, each asked for by its name: lists of Temporal's are late at times. */
export async function notRunning(temporal: Client, orderIds: readonly string[]): Promise<string[]> {
  const missing: string[] = [];
  await forEach(orderIds, AT_ONCE, async (orderId) => {
    const status = await statusOf(temporal, orderId);
    if (status !== 'RUNNING') missing.push(orderId);
  });
  return missing;
}

async function statusOf(temporal: Client, orderId: string): Promise<string> {
  try {
    const { status } = await temporal.workflow.getHandle(certificateOrderWorkflowId(orderId)).describe();
    return status.name;
  } catch (error) {
    return error instanceof Error ? error.name : 'unknown';
  }
}
