/** Every column that holds sealed values, and how its rows are walked through: for rotation, counts and what is lost. */
import type { Queryable } from './database.js';
import type { SealContext, SealedValue } from './sealed-values.js';

export type SealedTable =
  | 'order_keys'
  | 'certificate_keys'
  | 'pending_key_passwords'
  | 'notice_preferences'
  | 'connections'
  | 'acme_accounts'
  | 'idempotent_requests'
  | 'api_key_secrets'
  | 'tencent_certificates'
  | 'signing_requests';

/** Names of the schema, never of a caller: they stand in statements as they are. */
export interface SealedColumn {
  readonly table: SealedTable;
  /** Holds what the value is sealed for: an order's id, an uploaded certificate's, of a webhook's secret its account. */
  readonly id: string;
  readonly value: string;
  readonly purpose: Exclude<SealContext['purpose'], 'check-value'>;
  /** The account of a row `t`. */
  readonly account: string;
}

const ACCOUNT_OF_ORDER = '(select orders.account from orders where orders.order_id = t.order_id)';

export const SEALED_COLUMNS: readonly SealedColumn[] = [
  {
    table: 'order_keys',
    id: 'order_id',
    value: 'sealed_private_key',
    purpose: 'private-key',
    account: ACCOUNT_OF_ORDER,
  },
  {
    table: 'certificate_keys',
    id: 'certificate_id',
    value: 'sealed_private_key',
    purpose: 'private-key',
    account:
      '(select certificates.account from certificates where certificates.certificate_id = t.certificate_id)',
  },
  {
    table: 'pending_key_passwords',
    id: 'order_id',
    value: 'sealed_password',
    purpose: 'key-password',
    account: ACCOUNT_OF_ORDER,
  },
  {
    table: 'notice_preferences',
    id: 'account',
    value: 'sealed_webhook_secret',
    purpose: 'webhook-secret',
    account: 't.account',
  },
  {
    table: 'connections',
    id: 'connection_id',
    value: 'sealed_secrets',
    purpose: 'connection-secret',
    // The installation's are this account's to give up.
    account: `coalesce(t.account, 'default')`,
  },
  {
    table: 'acme_accounts',
    id: 'account_ref',
    value: 'sealed_keys',
    purpose: 'acme-account-keys',
    account: `coalesce(t.account, 'default')`,
  },
  {
    table: 'idempotent_requests',
    id: 'request_id',
    value: 'sealed_answer',
    purpose: 'request-answer',
    account: 't.account',
  },
  {
    table: 'api_key_secrets',
    id: 'secret_id',
    value: 'sealed_secret',
    purpose: 'api-key-secret',
    account: '(select api_keys.account from api_keys where api_keys.key_id = t.key_id)',
  },
  {
    table: 'tencent_certificates',
    id: 'root_order_id',
    value: 'sealed_key_password',
    purpose: 'key-password',
    account: 't.account',
  },
  {
    table: 'signing_requests',
    id: 'request_id',
    value: 'sealed_private_key',
    purpose: 'private-key',
    account: 't.account',
  },
];

export interface SealedRow {
  readonly rowId: string;
  readonly account: string;
  readonly sealed: SealedValue;
}

export interface Page {
  /** Rows after this id, in the order of ids; '' for the first ones. */
  readonly after: string;
  readonly limit: number;
}

export interface SealedFilter {
  /** Of this account only. */
  readonly account?: string | undefined;
  /** Sealed by this master key only. */
  readonly under?: string | undefined;
  /** Not those that one of these master keys sealed. */
  readonly except?: readonly string[];
}

/** Values that nobody gave up. */
export async function sealedRows(
  database: Queryable,
  column: SealedColumn,
  { after, limit, account, under, except = [] }: Page & SealedFilter,
): Promise<SealedRow[]> {
  const { rows } = await database.query<SealedRow>(
    `select * from (
       select t.${column.id} as "rowId", ${column.account} as account, t.${column.value} as sealed
         from ${column.table} t
        where t.${column.value} is not null and t.written_off_at is null and t.${column.id} > $1
          and not coalesce(t.${column.value} ->> 'masterKeyId', '') = any($4)
          and ($5::text is null or t.${column.value} ->> 'masterKeyId' = $5)
     ) found
      where $3::text is null or account = $3
      order by "rowId" limit $2`,
    [after, limit, account ?? null, except, under ?? null],
  );
  return rows;
}

/**
 * Values that a key of these ids wraps, given up or not, and those of `mending` only where they were given up; locked until
 * the transaction ends. Rows that another transaction has are left to it.
 */
export async function lockRowsUnder(
  transaction: Queryable,
  column: SealedColumn,
  { after, limit, ids, mending }: Page & { ids: readonly string[]; mending: readonly string[] },
): Promise<SealedRow[]> {
  const { rows } = await transaction.query<SealedRow>(
    `select t.${column.id} as "rowId", ${column.account} as account, t.${column.value} as sealed
       from ${column.table} t
      where t.${column.id} > $1
        and (t.${column.value} ->> 'masterKeyId' = any($3)
             or (t.${column.value} ->> 'masterKeyId' = any($4) and t.written_off_at is not null))
      order by t.${column.id} limit $2
        for update of t skip locked`,
    [after, limit, ids, mending],
  );
  return rows;
}

/** The value under another key: whoever opens it again also takes back that it was given up. */
export async function updateSealed(
  transaction: Queryable,
  column: SealedColumn,
  rowId: string,
  sealed: SealedValue,
): Promise<void> {
  await transaction.query(
    `update ${column.table} set ${column.value} = $2, written_off_at = null where ${column.id} = $1`,
    [rowId, JSON.stringify(sealed)],
  );
}

/** Gives up those of these rows that are still sealed by the key; resolves to how many. */
export async function writeOff(
  database: Queryable,
  column: SealedColumn,
  { rowIds, masterKeyId, at }: { rowIds: readonly string[]; masterKeyId: string; at: Date },
): Promise<number> {
  const { rowCount } = await database.query(
    `update ${column.table} set written_off_at = $3
      where ${column.id} = any($1) and ${masterKeyIdIn(column.value)} = $2 and written_off_at is null`,
    [rowIds, masterKeyId, at],
  );
  return rowCount;
}

/** How many values each master key wraps that nobody gave up, by table. */
export async function countSealed(
  database: Queryable,
): Promise<{ readonly table: SealedTable; readonly masterKeyId: string; readonly count: number }[]> {
  const counts = SEALED_COLUMNS.map(
    ({ table, value }) =>
      `select '${table}' as table, ${masterKeyIdIn(value)} as "masterKeyId", count(*)::int as count
         from ${table} where ${value} is not null and written_off_at is null group by 1, 2`,
  );
  const { rows } = await database.query<{ table: SealedTable; masterKeyId: string; count: number }>(
    `${counts.join(' union all ')} order by 2, 1`,
  );
  return rows;
}

/** Of a value that tells none: `?`. */
function masterKeyIdIn(value: string): string {
  return `coalesce(nullif(${value} ->> 'masterKeyId', ''), '?')`;
}
