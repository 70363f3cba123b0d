/** The log of operations in Postgres: appended to under a lock of its account, read page by page, never changed. */
import { chained, genesisOf } from '../../../domain/accounts/operations-log.js';
import type {
  LoggedOperation,
  LogHead,
  OperationDetails,
  OperationEntry,
  OperationOutcome,
} from '../../../domain/accounts/operations-log.js';
import { inTransaction, type Database, type Queryable } from '../../database.js';
import { andAll, pageOf, Parameters, placeColumn, type Page, type PageWanted } from '../pages.js';
import { inPages } from '../../pages.js';

/** What became true with an entry, and is written with it. */
export interface WrittenWithOperations {
  /** Orders whose workflow is known to run: from now on they are shown. */
  readonly started?: readonly string[];
}

/**
 * Appends the entries in their order and returns them as they stand. Writers of one account wait for each other. `after`:
 * where the chain is thought to end; as long as that is so, this is one statement, and so one transaction, by itself.
 */
export async function appendOperations(
  database: Database,
  account: string,
  entries: readonly OperationEntry[],
  { after, started = [] }: WrittenWithOperations & { readonly after?: LogHead | undefined } = {},
): Promise<LoggedOperation[]> {
  if (entries.length === 0) return [];
  // Of several, those behind the first could be written where that one was overtaken.
  if (after && entries.length === 1) {
    const logged = chained(after, entries);
    if (await insert(database, account, logged, started)) return logged;
  }
  return await inTransaction(database, async (transaction) => {
    await transaction.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [lockOf(account)]);
    const logged = chained(await headOfOperations(transaction, account), entries);
    if (await insert(transaction, account, logged, started)) return logged;
    throw new Error(`The log of ${account} ends otherwise than it did under its lock.`);
  });
}

function lockOf(account: string): string {
  return `operations of ${account}`;
}

/** Where the account's chain ends now. */
export async function headOfOperations(database: Queryable, account: string): Promise<LogHead> {
  const { rows } = await database.query<{ sequence: string; hash: string }>(
    'select sequence, hash from operations where account = $1 order by sequence desc limit 1',
    [account],
  );
  const [last] = rows;
  return last ? { account, count: Number(last.sequence), head: last.hash } : genesisOf(account);
}

/** Newest first. `subject`: the id of an order, a certificate and so on. A place's id is an entry's number. */
export async function listOperations(
  database: Queryable,
  account: string,
  { subject, limit, after }: { readonly subject?: string } & PageWanted,
): Promise<Page<LoggedOperation>> {
  const parameters = new Parameters();
  const conditions = [
    ...(subject === undefined ? [] : [`subject = ${parameters.add(subject)}`]),
    ...(after ? [`sequence < ${parameters.add(after.id, 'bigint')}`] : []),
  ];
  const { rows } = await database.query<OperationRow & { placeAt: string }>(
    `select *, ${placeColumn('at')} from operations
      where account = ${parameters.add(account)}${andAll(conditions)}
      order by sequence desc limit ${parameters.add(limit + 1)}`,
    parameters.values,
  );
  return pageOf(rows, limit, ({ sequence }) => sequence, loggedOperation);
}

/**
 * All entries about these ids, oldest first: those that name one, and what was asked before the id was made, which the entry
 * that tells how it ended names by its number.
 */
export async function loadOperationsAbout(
  database: Queryable,
  account: string,
  subjects: readonly string[],
): Promise<LoggedOperation[]> {
  const { rows } = await database.query<OperationRow>(
    `with named as (
       select * from operations where account = $1 and subject = any ($2)
     ), asked as (
       select (details ->> 'asked')::bigint as sequence
         from named
        where outcome <> 'asked' and jsonb_typeof(details -> 'asked') = 'number'
     )
     select * from named
      union
     select * from operations where account = $1 and sequence in (select sequence from asked)
      order by sequence`,
    [account, subjects],
  );
  return rows.map(loggedOperation);
}

/** Bounds what is held at a time, and how long a program is busy with it: some milliseconds. */
const PAGE = 1_000;

/** Oldest first, after one sequence and up to another, in pages. */
export async function* pagesOfOperations(
  database: Queryable,
  account: string,
  { after, upTo }: { readonly after: number; readonly upTo: number },
): AsyncGenerator<LoggedOperation[], void, undefined> {
  const pages = inPages<PagedRow>(PAGE, async (last) => {
    const { rows } = await database.query<PagedRow>(PAGE_OF_OPERATIONS, [
      account,
      last?.sequence ?? after,
      upTo,
    ]);
    return rows;
  });
  for await (const page of pages) yield page.map((row) => pagedOperation(account, row));
}

/** A log is read by the hundred thousand: Postgres writes the time as the hash has it, and the account is known. */
const PAGE_OF_OPERATIONS = `
  select sequence, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, actor, origin, operation, subject,
         details, outcome, previous_hash, hash
    from operations
   where account = $1 and sequence > $2 and sequence <= $3 order by sequence limit ${PAGE}`;

type PagedRow = Omit<OperationRow, 'account' | 'at'> & { readonly at: string };

function pagedOperation(account: string, row: PagedRow): LoggedOperation {
  return {
    account,
    sequence: Number(row.sequence),
    at: row.at,
    actor: row.actor,
    origin: row.origin,
    operation: row.operation,
    subject: row.subject,
    details: row.details,
    outcome: row.outcome,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}

/**
 * False, and nothing written, where the chain ends otherwise than these entries say. Under the account's lock, which whoever
 * reads the end before it writes holds as well; the entry that they follow never changes, and a number is given once.
 */
async function insert(
  database: Queryable,
  account: string,
  logged: readonly LoggedOperation[],
  started: readonly string[],
): Promise<boolean> {
  const { rowCount } = await database.query(INSERT_OPERATIONS, [
    JSON.stringify(logged),
    lockOf(account),
    account,
    started,
  ]);
  return rowCount > 0;
}

const INSERT_OPERATIONS = `
  with locked as materialized (
    select pg_advisory_xact_lock(hashtextextended($2, 0))
  ), entry as (
    select *
      from jsonb_to_recordset($1) as e (account text, sequence bigint, at timestamptz(3), actor text, origin text,
           operation text, subject text, details jsonb, outcome text, "previousHash" text, hash text)
  ), first as (
    select sequence, "previousHash" from entry order by sequence limit 1
  ), logged as (
    insert into operations (account, sequence, at, actor, origin, operation, subject, details, outcome,
                            previous_hash, hash)
    select account, sequence, at, actor, origin, operation, subject, details, outcome, "previousHash", hash
      from entry cross join locked
     where (select sequence from first) = 1
        or exists (select from operations, first
                    where operations.account = $3 and operations.sequence = first.sequence - 1
                      and operations.hash = first."previousHash")
    on conflict (account, sequence) do nothing
    returning sequence
  ), started as (
    update orders set started_at = now(), updated_at = now()
     where order_id = any ($4) and started_at is null and exists (select from logged)
  )
  select 1 from logged where sequence = (select sequence from first)`;

interface OperationRow {
  readonly account: string;
  readonly sequence: string;
  readonly at: Date;
  readonly actor: string;
  readonly origin: string;
  readonly operation: string;
  readonly subject: string | null;
  readonly details: OperationDetails;
  readonly outcome: OperationOutcome;
  readonly previous_hash: string;
  readonly hash: string;
}

function loggedOperation({
  previous_hash: previousHash,
  sequence,
  at,
  ...row
}: OperationRow): LoggedOperation {
  return { ...row, sequence: Number(sequence), at: at.toISOString(), previousHash };
}
