/** Stores restored to another moment, or lost: what a world's Postgres and Temporal have is taken back under its living orders. */
import { Doctor } from '../../client/stores/doctor.js';
import type { StoreFinding, StoresComparison } from '../../domain/stores/words.js';
import type { OrderWorld } from './order-world.js';
import { until } from './until.js';

/** An operator's client on the world's stores. */
export function doctorOf({ temporal, dependencies, taskQueue }: OrderWorld): Doctor {
  return new Doctor({
    temporal,
    database: dependencies.database,
    taskQueue,
    actor: 'operator',
    origin: 'tests',
  });
}

export interface Mended {
  readonly finding: StoreFinding;
  readonly told: string;
}

/**
 * What `sealflow doctor --repair --yes` does: compares, mends, and compares again. Temporal's lists may be seconds old, and
 * what was started anew has not recorded anything yet: the last comparison is asked for until it finds nothing.
 */
export async function mendAll(world: OrderWorld): Promise<Mended[]> {
  const doctor = doctorOf(world);
  const mended: Mended[] = [];
  let last: StoresComparison | undefined;
  await until(
    'a comparison finds nothing',
    async () => {
      last = await doctor.compare();
      for (const finding of last.findings) {
        const outcome = await doctor.repair(finding);
        if (outcome.outcome === 'mended') mended.push({ finding, told: outcome.told });
      }
      return last.findings.length === 0;
    },
    90_000,
  ).catch((error: unknown) => {
    throw new Error(`${String(error)}; left: ${JSON.stringify(last?.findings)}`, { cause: error });
  });
  return mended;
}

/** Every repair that was done, by what it was done to. */
export function repairsOf(mended: readonly Mended[]): Record<string, string[]> {
  const repairs: Record<string, string[]> = {};
  for (const { finding } of mended) (repairs[finding.subject] ??= []).push(finding.repair ?? 'none');
  return repairs;
}
