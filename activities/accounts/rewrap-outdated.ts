/** Rotation: after a new master key was put first, every sealed value is wrapped by it. Run at worker start. */
import { inTransaction, type Database, type Queryable } from '../../db/database.js';
import { rewrap, type MasterKey, type SealContext, type SealedValue } from '../../db/sealed-values.js';
import {
  lockOutdatedKeyPasswords,
  lockOutdatedPrivateKeys,
  updateSealedKeyPassword,
  updateSealedPrivateKey,
} from '../../db/statements/certificates/keys.js';
import { lockOutdatedOwnKeys, updateSealedOwnKey } from '../../db/statements/certificates/own.js';
import {
  lockOutdatedWebhookSecrets,
  updateSealedWebhookSecret,
} from '../../db/statements/notices/preferences.js';

const BATCH = 100;

/** A sealed value with the id that it is sealed for: an order's, an uploaded certificate's, of a webhook's secret its account. */
interface SealedRow {
  readonly rowId: string;
  readonly sealed: SealedValue;
}

interface SealedTable {
  readonly purpose: SealContext['purpose'];
  readonly lockOutdated: (transaction: Queryable, masterKeyId: string, limit: number) => Promise<SealedRow[]>;
  readonly update: (transaction: Queryable, row: SealedRow) => Promise<void>;
}

const TABLES: readonly SealedTable[] = [
  ofOrders('private-key', lockOutdatedPrivateKeys, updateSealedPrivateKey),
  { purpose: 'private-key', lockOutdated: lockOutdatedOwnKeys, update: updateSealedOwnKey },
  ofOrders('key-password', lockOutdatedKeyPasswords, updateSealedKeyPassword),
  {
    purpose: 'webhook-secret',
    lockOutdated: async (...asked) =>
      (await lockOutdatedWebhookSecrets(...asked)).map(({ account, sealed }) => ({ rowId: account, sealed })),
    update: (transaction, { rowId, sealed }) => updateSealedWebhookSecret(transaction, rowId, sealed),
  },
];

function ofOrders(
  purpose: SealContext['purpose'],
  lockOutdated: typeof lockOutdatedPrivateKeys,
  update: typeof updateSealedPrivateKey,
): SealedTable {
  return {
    purpose,
    lockOutdated: async (...asked) =>
      (await lockOutdated(...asked)).map(({ orderId, sealed }) => ({ rowId: orderId, sealed })),
    update: (transaction, { rowId, sealed }) => update(transaction, { orderId: rowId, sealed }),
  };
}

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
    for (const { rowId, sealed } of rows)
      await update(transaction, { rowId, sealed: rewrap(sealed, { purpose, rowId }, masterKeys) });
    return rows.length;
  });
}
