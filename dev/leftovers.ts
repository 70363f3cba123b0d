/** Ends the parts that outlived their stack, as after `kill -9`: they hold the data and the ports of the next one. */
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { processesWith, stopStrangers } from './process-table.js';

/** The argument by which a worker is known as one of the stack on this data. */
export function workerMark(dataDir: string): string {
  return `--stack=${dataDir}`;
}

export function temporalDatabaseFile(dataDir: string): string {
  return join(dataDir, 'temporal.db');
}

/** The caller holds the lock of `dataDir`. The worker first: it still speaks to the other two. */
export async function stopLeftovers(dataDir: string): Promise<void> {
  await stopStrangers(processesWith([workerMark(dataDir)]), 'SIGTERM', 25_000);
  await stopStrangers(processesWith(['start-dev', temporalDatabaseFile(dataDir)]), 'SIGTERM');
  const postgres = join(dataDir, 'postgres');
  if (existsSync(postgres)) await stopLeftoverPostgres(join(realpathSync(postgres), 'data'));
}

/** SIGINT is Postgres's "fast" shutdown: it doesn't wait for clients to leave. */
export async function stopLeftoverPostgres(cluster: string): Promise<void> {
  await stopStrangers(processesWith(['-D', cluster]), 'SIGINT');
}
