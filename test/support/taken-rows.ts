/** An order's rows, taken out of the database as a restored backup would lack them, and put back as a newer one has them. */
import { inTransaction, type Database } from '../../db/database.js';

export interface TakenRows {
  putBack(): Promise<void>;
}

/** Parents first: the order in which they are put back. */
const TABLES = [
  'orders',
  'order_keys',
  'pending_key_passwords',
  'domain_validations',
  'published_validations',
  'payments',
  'account_notices',
] as const;

export async function takeRowsOf(database: Database, orderId: string): Promise<TakenRows> {
  const taken = await inTransaction(database, async (transaction) => {
    const rows: { table: string; row: unknown }[] = [];
    for (const table of TABLES) {
      const found = await transaction.query<{ row: unknown }>(
        `select to_jsonb(${table}) as row from ${table} where order_id = $1`,
        [orderId],
      );
      rows.push(...found.rows.map(({ row }) => ({ table, row })));
    }
    for (const table of [...TABLES].reverse())
      await transaction.query(`delete from ${table} where order_id = $1`, [orderId]);
    return rows;
  });
  return {
    putBack: () =>
      inTransaction(database, async (transaction) => {
        for (const { table, row } of taken)
          await transaction.query(
            `insert into ${table} select * from jsonb_populate_record(null::${table}, $1::jsonb)`,
            [JSON.stringify(row)],
          );
      }),
  };
}
