/** Rotation: after a new master key was put first, every sealed value is wrapped by it. Run at worker start. */
import { inTransaction, type Database, type Queryable } from '../../db/database.js';
import { rewrap, type MasterKey, type SealContext } from '../../db/sealed-values.js';
import {
  lockOutdatedKeyPasswords,
  lockOutdatedPrivateKeys,
  updateSealedKeyPassword,
  updateSealedPrivateKey,
  type SealedRow,
} from '../../db/statements/keys.js';

const BATCH = 100;

interface SealedTable {
  readonly purpose: SealContext['purpose'];
  readonly lockOutdated: (transaction: Queryable, masterKeyId: string, limit: number) => Promise<SealedRow[]>;
  readonly update: (transaction: Queryable, row: SealedRow) => Promise<void>;
}

const TABLES: readonly SealedTable[] = [
  { purpose: 'private-key', lockOutdated: lockOutdatedPrivateKeys, update: updateSealedPrivateKey },
  { purpose: 'key-password', lockOutdated: lockOutdatedKeyPasswords, update: updateSealedKeyPassword },
];

/**
 * Wraps anew what an older master key wraps, and returns how many values that were. Safe to run by several workers at
 * once and to break off anywhere. When it returns, the older master keys can be taken out of the configuration, unless
 * another worker still has one of them first. Throws SealedValueError when a value's master key is not configured.
 */
export async function rewrapOutdated(database: Database, masterKeys: readonly MasterKey[]): Promise<number> {
  let total = 0;
  for (const table of TABLES) {
    for (let rewrapped = -1; rewrapped !== 0; total += rewrapped)
      rewrapped = await rewrapBatch(database, table, masterKeys);
  }
  return total;
}

async function rewrapBatch(
  database: Database,
  { purpose, lockOutdated, update }: SealedTable,
  masterKeys: readonly MasterKey[],
): Promise<number> {
  const sealing = masterKeys[0]?.id ?? '';
  return inTransaction(database, async (transaction) => {
    const rows = await lockOutdated(transaction, sealing, BATCH);
    for (const { orderId, sealed } of rows)
      await update(transaction, {
        orderId,
        sealed: rewrap(sealed, { purpose, rowId: orderId }, masterKeys),
      });
    return rows.length;
  });
}
