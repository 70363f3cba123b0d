/** A worker's master keys: made once, where nothing is sealed yet, and judged before anything is sealed with them. */
import { createMasterKeyFile, missingMasterKeyFile, withMasterKey } from '../config/master-key-file.js';
import type { Environment } from '../config/environment.js';
import { tellsItsKey, type MasterKey } from '../config/master-keys.js';
import { secretsFrom } from '../config/secrets.js';
import { inTransaction, type Database } from '../db/database.js';
import { closedValues } from '../db/closed-values.js';
import { checkWhileLocked, MasterKeyRefused, sealedHere } from '../db/master-key-check.js';
import {
  lockMasterKeys,
  storeClosedCounts,
  type ClosedCount,
} from '../db/statements/accounts/master-keys.js';

/**
 * Makes the master key file where it is named, not there, and nothing was ever sealed here. Throws MasterKeyRefused where
 * something was: a new key beside it would open none of it.
 */
export async function ensureMasterKeyFile(environment: Environment, database: Database): Promise<void> {
  if (missingMasterKeyFile(environment) === undefined) return;
  await inTransaction(database, async (transaction) => {
    await lockMasterKeys(transaction);
    // Another worker may have made it, and sealed with it, while this one waited.
    const path = missingMasterKeyFile(environment);
    if (path === undefined) return;
    const sealed = await sealedHere(transaction);
    if (sealed !== undefined)
      throw new MasterKeyRefused(
        `The master key file ${path} is not there, and the database has what was sealed with its key (${sealed}). No new ` +
          'key is made beside that: it would open none of it. Restore the file from your copy, or from the worker that ' +
          `has it. Only if the key is lost for good: \`sealflow key new --out ${path}\` makes another one; what the lost ` +
          'one sealed stays closed, and is told at each start.',
      );
    createMasterKeyFile(path);
    // Before the next worker, on another machine, may look.
    await checkWhileLocked(transaction, secretsFrom(withMasterKey(environment)).masterKeys);
  });
}

/** What none of the configured keys opens, by master key and table; kept for the health check. */
export async function findClosedValues(
  database: Database,
  masterKeys: readonly MasterKey[],
): Promise<ClosedCount[]> {
  const trusted = masterKeys.map(({ id }) => id).filter(tellsItsKey);
  const closed = await closedValues(database, masterKeys, { trusted });
  await storeClosedCounts(database, closed);
  return countedByTable(closed.map(({ column, ...value }) => ({ ...value, table: column.table })));
}

function countedByTable(closed: readonly Omit<ClosedCount, 'count'>[]): ClosedCount[] {
  const counts = new Map<string, ClosedCount>();
  for (const { table, masterKeyId, account } of closed) {
    const key = JSON.stringify([masterKeyId, table, account]);
    counts.set(key, { table, masterKeyId, account, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}

/** For people: which key is missing, for how much of which table, and what can be done. */
export function closedText(closed: readonly ClosedCount[]): string {
  const told = closed.map(
    ({ masterKeyId, count, table, account }) =>
      `${count} in ${table} of account ${account} (master key ${masterKeyId})`,
  );
  const ids = [...new Set(closed.map(({ masterKeyId }) => masterKeyId))];
  const writeOffs = ids.map((id) => `\`sealflow key write-off ${id}\``);
  return (
    `What is sealed here and no configured master key opens: ${told.join('; ')}. All else works. Add the missing key to ` +
    `SEALFLOW_MASTER_KEY, after the one that seals; if it is lost for good: ${writeOffs.join(', ')}.`
  );
}
