/** The master keys that seal here, each with its check value, and what the workers' last round found closed. */
import type { ClosedValue } from '../../closed-values.js';
import { inTransaction, type Database, type Queryable } from '../../database.js';
import type { SealedValue } from '../../sealed-values.js';

export interface KnownMasterKey {
  readonly masterKeyId: string;
  readonly checkValue: SealedValue;
}

/** Oldest first. */
export async function knownMasterKeys(database: Queryable): Promise<KnownMasterKey[]> {
  const { rows } = await database.query<KnownMasterKey>(
    `select master_key_id as "masterKeyId", check_value as "checkValue" from master_keys
      order by first_used_at, master_key_id`,
  );
  return rows;
}

/** In place of an earlier one of this id. */
export async function storeCheckValue(
  database: Queryable,
  masterKeyId: string,
  checkValue: SealedValue,
): Promise<void> {
  await database.query(
    `insert into master_keys (master_key_id, check_value) values ($1, $2)
     on conflict (master_key_id) do update set check_value = excluded.check_value`,
    [masterKeyId, JSON.stringify(checkValue)],
  );
}

/** One starter at a time makes or judges keys, until the transaction ends. */
export async function lockMasterKeys(transaction: Queryable): Promise<void> {
  await transaction.query("select pg_advisory_xact_lock(hashtextextended('master keys', 0))");
}

/** So many values of one table and account, closed under one master key. */
export interface ClosedCount {
  readonly table: string;
  readonly masterKeyId: string;
  readonly account: string;
  readonly count: number;
}

/** In place of what an earlier round found. */
export async function storeClosedCounts(database: Database, closed: readonly ClosedValue[]): Promise<void> {
  const found = closed.map(({ column, masterKeyId, account }) => ({
    table: column.table,
    masterKeyId,
    account,
  }));
  await inTransaction(database, async (transaction) => {
    await lockMasterKeys(transaction);
    await transaction.query('delete from closed_values');
    await transaction.query(
      `insert into closed_values (table_name, master_key_id, account, count)
       select "table", "masterKeyId", account, count(*)
         from jsonb_to_recordset($1) as found("table" text, "masterKeyId" text, account text)
        group by 1, 2, 3`,
      [JSON.stringify(found)],
    );
  });
}

/** Of this account and key nothing is closed any more. */
export async function clearClosedCounts(
  database: Queryable,
  account: string,
  masterKeyId: string,
): Promise<void> {
  await database.query('delete from closed_values where account = $1 and master_key_id = $2', [
    account,
    masterKeyId,
  ]);
}

export async function closedCounts(database: Queryable): Promise<ClosedCount[]> {
  const { rows } = await database.query<ClosedCount>(
    `select table_name as "table", master_key_id as "masterKeyId", account, count
       from closed_values order by master_key_id, table_name, account`,
  );
  return rows;
}
