/** Bytes that our Postgres and Temporal's store take on disk. */
import { join } from 'node:path';
import { statSync } from 'node:fs';
import { openCounters } from './database-counters.js';
import type { BenchSystem } from './system.js';
import { STORE_DATABASE, VISIBILITY_DATABASE } from './stores/temporal-config.js';

export interface StoredSizes {
  read(): Promise<{ readonly own: number; readonly temporal: number }>;
  close(): Promise<void>;
}

export async function openSizes(system: BenchSystem): Promise<StoredSizes> {
  const own = await openCounters(system.environment.DATABASE_URL ?? '');
  const { temporalStoreUrl: url } = system;
  const temporal =
    url === undefined
      ? []
      : [
          await openCounters(url),
          await openCounters(url.replace(new RegExp(`${STORE_DATABASE}$`), VISIBILITY_DATABASE)),
        ];
  return {
    read: async () => {
      const sizes = await Promise.all(temporal.map((database) => database.size()));
      const bytes =
        url === undefined ? sqliteBytes(system.dataDir) : sizes.reduce((sum, size) => sum + size, 0);
      return { own: await own.size(), temporal: bytes };
    },
    close: async () => {
      for (const counters of [own, ...temporal]) await counters.close();
    },
  };
}

/** The dev server's file, and what is not yet written into it. */
function sqliteBytes(dataDir: string): number {
  const file = join(dataDir, 'temporal.db');
  return [file, `${file}-wal`].reduce(
    (sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}
