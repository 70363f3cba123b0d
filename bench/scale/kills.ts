/** Each part of the system killed in turn while orders are being made, and what was lost by it. */
import type { BenchClient } from '../client.js';
import { forEach } from '../throughput.js';
import { changed, notRunning, standsOf, type Stands } from './open-orders.js';
import type { KilledPart, ScaleStack } from './stack.js';

export interface KillReport {
  readonly part: KilledPart;
  /** Until an order that was asked for after the kill had its certificate. */
  readonly backAfterMs: number;
  /** Orders that were being made at that moment: told to be taken, and refused in words. */
  readonly takenMeanwhile: number;
  readonly refusedMeanwhile: number;
  /** Ids of orders of before, and of those taken meanwhile, whose row is gone or differs. */
  readonly changedRows: readonly string[];
  /** Ids of orders whose workflow does not run, of the sample that was asked for. */
  readonly notRunning: readonly string[];
}

export interface KillOptions {
  readonly stack: ScaleStack;
  /** Opens a client of the stack as it stands. */
  readonly open: () => Promise<BenchClient>;
  readonly stands: Stands;
  /** How many workflows are asked for by name after each kill. */
  readonly sample: number;
}

const MEANWHILE = 20;
const BACK_WITHIN_MS = 180_000;

export async function killAndCompare(
  part: KilledPart,
  client: BenchClient,
  { stack, open, stands, sample }: KillOptions,
): Promise<{ report: KillReport; client: BenchClient }> {
  const taken: string[] = [];
  let refused = 0;
  const making = forEach([...Array(MEANWHILE).keys()], MEANWHILE, async () => {
    try {
      taken.push(await client.draft());
    } catch {
      refused += 1;
    }
  });
  const killedAt = performance.now();
  await stack.kill(part);
  await making;
  // The connections of before may be dead: programs open new ones.
  await client.close().catch(() => undefined);
  const fresh = await backAgain(open);
  const backAfterMs = performance.now() - killedAt;
  const orderIds = [...stands.keys()];
  const after = await standsOf(fresh.database, [...orderIds, ...taken]);
  const lostMeanwhile = taken.filter((orderId) => !after.has(orderId));
  const report: KillReport = {
    part,
    backAfterMs,
    takenMeanwhile: taken.length,
    refusedMeanwhile: refused,
    changedRows: [...changed(stands, after), ...lostMeanwhile],
    notRunning: await notRunning(fresh.temporal, [...spread(orderIds, sample), ...taken]),
  };
  return { report, client: fresh };
}

/** Once an order goes from its request to its certificate again. Throws with the last reason when it doesn't in time. */
async function backAgain(open: () => Promise<BenchClient>): Promise<BenchClient> {
  const giveUpAt = Date.now() + BACK_WITHIN_MS;
  for (;;) {
    let client: BenchClient | undefined;
    try {
      client = await open();
      await client.order('ecc-p256');
      return client;
    } catch (error) {
      await client?.close().catch(() => undefined);
      if (Date.now() > giveUpAt) throw error;
    }
  }
}

/** `count` of all, evenly spread. */
export function spread<Item>(all: readonly Item[], count: number): Item[] {
  const step = Math.max(1, all.length / count);
  return Array.from(
    { length: Math.min(count, all.length) },
    (_, index) => all[Math.floor(index * step)],
  ).filter((item) => item !== undefined);
}
