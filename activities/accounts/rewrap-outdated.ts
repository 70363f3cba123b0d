/** Rotation: after a new master key was put first, every sealed value is wrapped by it. One of a worker's rounds. */
import { inTransaction, type Database } from '../../db/database.js';
import { lockRowsUnder, SEALED_COLUMNS, updateSealed, type SealedColumn } from '../../db/sealed-columns.js';
import { canOpen, rewrap, type MasterKey } from '../../db/sealed-values.js';

const BATCH = 100;

/**
 * Wraps anew what the other configured master keys wrap, and returns how many values that were. What does not open is passed
 * over (`closedValues` tells of it). What was given up and opens again, because its key turned up, counts again. Safe to run
 * by several workers at once and to break off anywhere. When nothing is left of them, the older master keys can be taken out
 * of the configuration, unless another worker still has one of them first.
 */
export async function rewrapOutdated(database: Database, masterKeys: readonly MasterKey[]): Promise<number> {
  let total = 0;
  for (const column of SEALED_COLUMNS)
    for (let after: string | undefined = ''; after !== undefined;) {
      const batch = await rewrapBatch(database, column, masterKeys, after);
      total += batch.rewrapped;
      after = batch.last;
    }
  return total;
}

/** `last`: the id after which the next batch begins; undefined where there is none. */
async function rewrapBatch(
  database: Database,
  column: SealedColumn,
  masterKeys: readonly MasterKey[],
  after: string,
): Promise<{ readonly rewrapped: number; readonly last: string | undefined }> {
  const sealing = masterKeys[0]?.id ?? '';
  const ids = masterKeys.map(({ id }) => id).filter((id) => id !== sealing);
  return inTransaction(database, async (transaction) => {
    const page = { after, limit: BATCH, ids, mending: [sealing] };
    const rows = await lockRowsUnder(transaction, column, page);
    const open = rows.filter(({ rowId, sealed }) =>
      canOpen(sealed, { purpose: column.purpose, rowId }, masterKeys),
    );
    for (const { rowId, sealed } of open) {
      const context = { purpose: column.purpose, rowId };
      await updateSealed(transaction, column, rowId, rewrap(sealed, context, masterKeys));
    }
    return { rewrapped: open.length, last: rows.length < BATCH ? undefined : rows.at(-1)?.rowId };
  });
}
