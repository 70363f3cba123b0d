/** Sealed values that none of the configured master keys opens: found by trying, one page after the other. */
import type { Queryable } from './database.js';
import {
  SEALED_COLUMNS,
  sealedRows,
  type SealedColumn,
  type SealedFilter,
  type SealedRow,
} from './sealed-columns.js';
import { canOpen, type MasterKey } from './sealed-values.js';

const PAGE = 500;

export interface ClosedValue {
  readonly column: SealedColumn;
  readonly rowId: string;
  readonly account: string;
  readonly masterKeyId: string;
}

export interface LookFor {
  /** Of one account; of all where absent. */
  readonly account?: string;
  /** Ids that tell their key: what is sealed under them needs no trying. */
  readonly trusted: readonly string[];
}

/** What is given up already is not among them. A value whose key nobody can tell counts under `?`. */
export async function closedValues(
  database: Queryable,
  masterKeys: readonly MasterKey[],
  { account, trusted }: LookFor,
): Promise<ClosedValue[]> {
  const closed: ClosedValue[] = [];
  for (const column of SEALED_COLUMNS)
    for await (const { rowId, sealed, ...row } of rowsOf(database, column, { account, except: trusted })) {
      if (canOpen(sealed, { purpose: column.purpose, rowId }, masterKeys)) continue;
      closed.push({ column, rowId, account: row.account, masterKeyId: masterKeyIdOf(sealed) });
    }
  return closed;
}

/** Does one of these keys open one value at least that is sealed under `masterKeyId`? `none`: there is no such value. */
export async function opensAny(
  database: Queryable,
  masterKeyId: string,
  masterKeys: readonly MasterKey[],
): Promise<'one' | 'not-one' | 'none'> {
  let found: 'not-one' | 'none' = 'none';
  for (const column of SEALED_COLUMNS)
    for await (const { rowId, sealed } of rowsOf(database, column, { under: masterKeyId })) {
      if (canOpen(sealed, { purpose: column.purpose, rowId }, masterKeys)) return 'one';
      found = 'not-one';
    }
  return found;
}

async function* rowsOf(
  database: Queryable,
  column: SealedColumn,
  filter: SealedFilter,
): AsyncIterable<SealedRow> {
  for (let after = ''; ;) {
    const page = await sealedRows(database, column, { ...filter, after, limit: PAGE });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.rowId;
  }
}

function masterKeyIdOf({ masterKeyId }: SealedRow['sealed']): string {
  return typeof masterKeyId === 'string' && masterKeyId !== '' ? masterKeyId : '?';
}
