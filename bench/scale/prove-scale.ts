/** Many open orders at once, each part of the system killed in turn, nothing lost, and what would end first. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openBenchClient, type BenchClient } from '../client.js';
import { openCounters } from '../database-counters.js';
import type { BenchOptions } from '../options.js';
import { usageByPart, type Part } from '../process-usage.js';
import { unlessStopped } from '../stopped.js';
import { fillDatabase } from '../stored/fill.js';
import { forEach } from '../throughput.js';
import { killAndCompare, spread, type KillReport } from './kills.js';
import { bytesOf, footprintText, limits, type Footprint } from './limits.js';
import { makeOpenOrders, notRunning, standsOf, untilAllStand, type OpenOrders } from './open-orders.js';
import { KILLED_PARTS, startScaleStack, type ScaleStack } from './stack.js';

type Size = NonNullable<BenchOptions['scale']>;
type Say = (line: string) => void;

/** So long after the last that came to its wait, no other one is expected to. */
const STAND_STILL_MS = 120_000;
const WATCHED_MS = 20_000;
/** After each kill so many workflows are asked for by name; in the end all of them. */
const ASKED_AFTER_A_KILL = 300;
const DRIVEN_TO_THE_END = 30;
const AT_ONCE = 6;

/** The exit code: 0 where nothing was lost. */
export async function proveScale(size: Size, stopped: AbortSignal, write: Say): Promise<number> {
  const startedAt = performance.now();
  const say: Say = (line) =>
    write(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${line}`);
  const stack = await startScaleStack({});
  try {
    return await unlessStopped(stopped, prove(stack, size, say));
  } finally {
    await stack.stop();
  }
}

async function prove(stack: ScaleStack, size: Size, say: Say): Promise<number> {
  const open = () => openBenchClient(stack.environment());
  let client = await open();
  if (size.stored > 0) await store(stack, size.stored, say);
  const idle = await footprint(stack);
  say(`without open orders: ${footprintText(idle)}`);

  const orders = await makeOpenOrders(client, size.orders, ({ made, perSecond }) =>
    say(`${made} open orders, ${perSecond.toFixed(0)} a second`),
  );
  await untilAllStand(client, orders, STAND_STILL_MS);
  say(`all wait: ${orders.drafts.length} for their form, ${orders.placed.length} at the CA for a DNS record`);
  const from = await footprint(stack);
  await delay(WATCHED_MS);
  const to = await footprint(stack);
  say(`while they wait: ${footprintText(to)}`);

  const orderIds = [...orders.drafts, ...orders.placed];
  const stands = await standsOf(client.database, orderIds);
  const reports: KillReport[] = [];
  for (const part of KILLED_PARTS) {
    const killed = await killAndCompare(part, client, { stack, open, stands, sample: ASKED_AFTER_A_KILL });
    client = killed.client;
    reports.push(killed.report);
    say(killText(killed.report));
  }
  await client.close();
  say(
    `the whole stack, stopped and started again, took orders after ${((await stack.restart()) / 1000).toFixed(1)} s`,
  );
  client = await open();
  const missing = await notRunning(client.temporal, orderIds);
  say(`all ${orderIds.length} workflows asked for by name: ${missing.length} do not run`);
  const driven = await driveToTheEnd(client, orders);
  say(`${driven} of them driven on, each to its certificate`);
  for (const limit of limits(idle, from, to, size.orders, stack.dataDir))
    say(`${limit.what} would end at ${readable(limit.orders)} open orders like these (${limit.measured})`);
  await client.close();
  const lost =
    missing.length + reports.reduce((sum, each) => sum + each.changedRows.length + each.notRunning.length, 0);
  say(lost === 0 ? 'nothing was lost' : `LOST OR CHANGED: ${lost}`);
  return lost === 0 ? 0 : 1;
}

async function store(stack: ScaleStack, stored: number, say: Say): Promise<void> {
  await fillDatabase(stack.environment().DATABASE_URL ?? '', { orders: stored });
  say(`${stored} orders stored, with what belongs to them`);
  say(`with them the stack starts in ${((await stack.restart()) / 1000).toFixed(1)} s`);
}

async function footprint(stack: ScaleStack): Promise<Footprint> {
  const environment = stack.environment();
  const counters = await openCounters(environment.DATABASE_URL ?? '');
  try {
    const roots = new Map<number, Part>([[process.pid, 'client']]);
    const pid = stack.pidOf('stack');
    if (pid !== undefined) roots.set(pid, 'stack');
    const file = join(stack.dataDir, 'temporal.db');
    return {
      atMs: performance.now(),
      usage: usageByPart(roots),
      databaseBytes: await counters.size(),
      temporalBytes: bytesOf([file, `${file}-wal`]),
    };
  } finally {
    await counters.close();
  }
}

function killText(report: KillReport): string {
  const { part, backAfterMs, takenMeanwhile, refusedMeanwhile, changedRows, notRunning: gone } = report;
  return (
    `kill -9 ${part}: an order was issued again after ${(backAfterMs / 1000).toFixed(1)} s; meanwhile ${takenMeanwhile} orders were taken and ` +
    `${refusedMeanwhile} refused; rows gone or changed: ${changedRows.length}; workflows not running: ${gone.length}`
  );
}

async function driveToTheEnd(client: BenchClient, { drafts, placed }: OpenOrders): Promise<number> {
  const sample = [...spread(drafts, DRIVEN_TO_THE_END / 2), ...spread(placed, DRIVEN_TO_THE_END / 2)];
  await forEach(sample, AT_ONCE, (orderId) => client.finish(orderId));
  return sample.length;
}

function readable(orders: number): string {
  return Number.isFinite(orders)
    ? `some ${Number(orders.toPrecision(2)).toLocaleString('en')}`
    : 'no number of';
}
