/** What many open orders need of the machine, and which of it would end first. */
import { statfsSync, statSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { cpuBetween, type Part, type UsageByPart } from '../process-usage.js';

/** What is in use at one moment. */
export interface Footprint {
  readonly atMs: number;
  readonly usage: UsageByPart;
  /** Bytes of our Postgres, and of Temporal's own store. */
  readonly databaseBytes: number;
  readonly temporalBytes: number;
}

export interface Limit {
  readonly what: string;
  /** At how many open orders it would end, everything else going on as measured; Infinity where nothing of it is used up. */
  readonly orders: number;
  readonly measured: string;
}

const MIB = 1024 * 1024;

/** Files that are not there count as nothing. */
export function bytesOf(paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
}

/**
 * `idle`: without orders. `from` to `to`: while `orders` wait and nobody asks for anything. Soonest first. Memory is that of
 * the whole machine, since all parts are on it.
 */
export function limits(
  idle: Footprint,
  from: Footprint,
  to: Footprint,
  orders: number,
  dataDir: string,
): Limit[] {
  const rss = (at: Footprint) => [...at.usage.values()].reduce((sum, { rssBytes }) => sum + rssBytes, 0);
  const cpuShare =
    [...cpuBetween(from.usage, to.usage)].reduce((sum, [, ms]) => sum + ms, 0) / (to.atMs - from.atMs);
  const memory = (rss(to) - rss(idle)) / orders;
  const disk = (to.databaseBytes + to.temporalBytes - idle.databaseBytes - idle.temporalBytes) / orders;
  const { bavail, bsize } = statfsSync(dataDir);
  const found: Limit[] = [
    {
      what: 'CPU, for looking at what the orders wait for',
      orders: (cpus().length / cpuShare) * orders,
      measured: `${cpuShare.toFixed(2)} of ${cpus().length} cores while they wait`,
    },
    {
      what: 'memory',
      orders: memory > 0 ? (totalmem() - rss(idle)) / memory : Infinity,
      measured: `${((memory * 1000) / MIB).toFixed(1)} MB for 1,000 orders, all parts together`,
    },
    {
      what: 'disk',
      orders: disk > 0 ? (bavail * bsize) / disk : Infinity,
      measured: `${(disk / 1024).toFixed(1)} KiB an order, in both databases`,
    },
  ];
  return found.sort((one, other) => one.orders - other.orders);
}

/** One line for people. */
export function footprintText({ usage, databaseBytes, temporalBytes }: Footprint): string {
  const parts: readonly Part[] = ['worker', 'temporal', 'postgres', 'stack'];
  const memory = parts.map((part) => `${part} ${((usage.get(part)?.rssBytes ?? 0) / MIB).toFixed(0)}`);
  return `memory in MB: ${memory.join(', ')}; databases: Postgres ${(databaseBytes / MIB).toFixed(0)} MB, Temporal ${(temporalBytes / MIB).toFixed(0)} MB`;
}
