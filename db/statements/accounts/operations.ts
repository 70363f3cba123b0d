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

/** Appends the entries in their order and returns them as they stand. Writers of one account wait for each other. */
export async function appendOperations(
  database: Database,
  account: string,
  entries: readonly OperationEntry[],
): Promise<LoggedOperation[]> {
  return await inTransaction(database, async (transaction) => {
    await transaction.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `operations of ${account}`,
    ]);
    const logged = chained(await headOfOperations(transaction, account), entries);
    await insert(transaction, logged);
    return logged;
  });
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

/** Bounds what is held at a time, and how long a program is busy with it: some milliseconds. */
const PAGE = 1_000;

/** Oldest first, after one sequence and up to another, in pages. */
export async function* pagesOfOperations(
  database: Queryable,
  account: string,
  { after, upTo }: { readonly after: number; readonly upTo: number },
): AsyncGenerator<LoggedOperation[], void, undefined> {
  const pages = inPages<OperationRow>(PAGE, async (last) => {
    const { rows } = await database.query<OperationRow>(
      `select * from operations where account = $1 and sequence > $2 and sequence <= $3 order by sequence limit ${PAGE}`,
      [account, last?.sequence ?? after, upTo],
    );
    return rows;
  });
  for await (const page of pages) yield page.map(loggedOperation);
}

async function insert(transaction: Queryable, logged: readonly LoggedOperation[]): Promise<void> {
  await transaction.query(
    `insert into operations (account, sequence, at, actor, origin, operation, subject, details, outcome,
                             previous_hash, hash)
     select account, sequence, at, actor, origin, operation, subject, details, outcome, "previousHash", hash
       from jsonb_to_recordset($1) as entry(account text, sequence bigint, at timestamptz(3), actor text, origin text,
            operation text, subject text, details jsonb, outcome text, "previousHash" text, hash text)`,
    [JSON.stringify(logged)],
  );
}

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

/** Field by field: a log is read by the hundred thousand. */
function loggedOperation(row: OperationRow): LoggedOperation {
  return {
    account: row.account,
    sequence: Number(row.sequence),
    at: row.at.toISOString(),
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
