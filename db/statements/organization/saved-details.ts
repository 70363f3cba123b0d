/** What an account has saved to name in later orders: companies and contacts are kept alike. Personal data lives here. */
import type { Queryable } from '../../database.js';
import { andAll, olderThan, pageOf, Parameters, placeColumn, type Page, type PageWanted } from '../pages.js';

/** Which of the two; the names are SQL's own and never come from outside. */
export interface SavedTable<Details> {
  readonly table: 'companies' | 'contacts';
  readonly id: 'company_id' | 'contact_id';
  /** Only a type: what the rows hold. */
  readonly holds?: Details;
}

export interface SavedRecord<Details> {
  readonly id: string;
  readonly details: Details;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Newest first, without the removed ones. */
export async function listSaved<Details>(
  database: Queryable,
  { table, id }: SavedTable<Details>,
  account: string,
  { limit, after }: PageWanted,
): Promise<Page<SavedRecord<Details>>> {
  const parameters = new Parameters();
  const whose = `account = ${parameters.add(account)} and removed_at is null`;
  const behind = andAll(olderThan(after, ['created_at', id], parameters));
  const { rows } = await database.query<SavedRow<Details> & { placeAt: string }>(
    `select ${id} as id, details, created_at, updated_at, ${placeColumn('created_at')} from ${table}
      where ${whose}${behind}
      order by created_at desc, ${id} desc limit ${parameters.add(limit + 1)}`,
    parameters.values,
  );
  return pageOf(rows, limit, (row) => row.id, savedRecord<Details>);
}

/** Undefined for an unknown or removed one, and for another account's. `lock`: until the transaction ends. */
export async function loadSaved<Details>(
  database: Queryable,
  { table, id }: SavedTable<Details>,
  account: string,
  savedId: string,
  { lock = false } = {},
): Promise<SavedRecord<Details> | undefined> {
  const { rows } = await database.query<SavedRow<Details>>(
    `select ${id} as id, details, created_at, updated_at from ${table}
      where account = $1 and ${id} = $2 and removed_at is null ${lock ? 'for update' : ''}`,
    [account, savedId],
  );
  return rows[0] && savedRecord(rows[0]);
}

/** The same again, after an unknown outcome, changes nothing. */
export async function insertSaved<Details>(
  database: Queryable,
  { table, id }: SavedTable<Details>,
  { account, savedId, details }: { account: string; savedId: string; details: Details },
): Promise<void> {
  await database.query(
    `insert into ${table} (${id}, account, details) values ($1, $2, $3) on conflict (${id}) do nothing`,
    [savedId, account, JSON.stringify(details)],
  );
}

export async function updateSaved<Details>(
  database: Queryable,
  { table, id }: SavedTable<Details>,
  { account, savedId, details }: { account: string; savedId: string; details: Details },
): Promise<void> {
  await database.query(
    `update ${table} set details = $3, updated_at = now()
      where account = $1 and ${id} = $2 and removed_at is null`,
    [account, savedId, JSON.stringify(details)],
  );
}

/** False where there was none. Orders keep copies of their own and don't notice. */
export async function removeSaved<Details>(
  database: Queryable,
  { table, id }: SavedTable<Details>,
  account: string,
  savedId: string,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `update ${table} set removed_at = now(), updated_at = now()
      where account = $1 and ${id} = $2 and removed_at is null`,
    [account, savedId],
  );
  return rowCount === 1;
}

interface SavedRow<Details> {
  readonly id: string;
  readonly details: Details;
  readonly created_at: Date;
  readonly updated_at: Date;
}

function savedRecord<Details>(row: SavedRow<Details>): SavedRecord<Details> {
  return {
    id: row.id,
    details: row.details,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
