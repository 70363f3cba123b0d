/** Whatever waits, for the desk: counted by whom and for how long, and listed with what is overdue first. Nothing of the form. */
import type { NextAction } from '../../../domain/orders/next-action.js';
import type { Brand } from '../../../domain/catalogue/words.js';
import { DESK_AGE_STEPS } from '../../../domain/orders/desk.js';
import { PLACING_OPERATIONS } from '../../../domain/accounts/whose-waits.js';
import type { Wait } from '../../../domain/waits.js';
import type { Queryable } from '../../database.js';
import { andAll, pageOf, Parameters, placeColumn, type Page, type PageWanted } from '../pages.js';
import { SHOWN } from './views.js';
import { WAIT_COLUMNS, type WaitRow } from './waits.js';

/** One row: how many that are alike wait. */
export interface DeskCount {
  readonly waitingOn: Wait;
  readonly brand: Brand;
  /** Of the CA that has them; null: the installation's own, or none yet. */
  readonly connectionId: string | null;
  readonly connection: string | null;
  /** Which of `DESK_AGES`, from 0. */
  readonly age: number;
  readonly count: number;
  readonly overdue: number;
}

/** `account`: null: of all accounts. */
export async function countWaits(
  database: Queryable,
  account: string | null,
  now: Date,
): Promise<DeskCount[]> {
  const parameters = new Parameters();
  const at = parameters.add(now, 'timestamptz');
  const { rows } = await database.query<DeskCount>(
    `select waiting_on as "waitingOn", brand, connection_id as "connectionId", connections.name as connection, age,
            sum(count)::integer as count, sum(overdue)::integer as overdue
       from (select waiting_on, brand, terms -> 'connections' ->> 'ca' as ca,
                    width_bucket(extract(epoch from ${at} - coalesce(since, created_at))::float8 / 86400,
                                 array[${DESK_AGE_STEPS.join(', ')}]::float8[]) as age,
                    count(*) as count, count(*) filter (where deadline < ${at}) as overdue
               from orders
              where waiting_on is not null and ${SHOWN}${ofAccount(account, parameters)}
              group by 1, 2, 3, 4) waits
       left join connections on connections.connection_id = waits.ca
      group by 1, 2, 3, 4, 5`,
    parameters.values,
  );
  return rows;
}

export interface DeskFilter {
  /** Waits of one party. */
  readonly waits?: readonly Wait[];
  readonly brand?: Brand;
  readonly connectionId?: string;
  /** Only those whose deadline has passed. */
  readonly overdueAt?: Date;
  /** Whose is whose; absent: nobody's. */
  readonly asker?: DeskAsker;
  /** True: only the asker's; false: only what is not. */
  readonly mine?: boolean;
}

/** Who asks: what they placed, and of that what they can bring on. */
export interface DeskAsker {
  /** As the log of operations calls them. */
  readonly actor: string;
  readonly waits: readonly Wait[];
}

/** As in the index of migration 0042: what has no deadline comes last. */
const DUE = `coalesce(deadline, timestamptz '9999-12-31 00:00:00+00')`;

/** What is due first comes first: what is overdue before all others. */
export async function listDesk(
  database: Queryable,
  account: string | null,
  { waits, brand, connectionId, overdueAt, asker, mine, limit, after }: DeskFilter & PageWanted,
): Promise<Page<ListedDeskRow>> {
  const parameters = new Parameters();
  const isMine = asker ? ofAsker(asker, parameters, mine === undefined) : 'false';
  const conditions = [
    ...(mine === undefined ? [] : [mine ? isMine : `not ${isMine}`]),
    ...(waits ? [`waiting_on = any (${parameters.add(waits, 'text[]')})`] : []),
    ...(brand === undefined ? [] : [`brand = ${parameters.add(brand)}`]),
    ...(connectionId === undefined
      ? []
      : [`terms -> 'connections' ->> 'ca' = ${parameters.add(connectionId)}`]),
    ...(overdueAt ? [`${DUE} < ${parameters.add(overdueAt, 'timestamptz')}`] : []),
    ...(after
      ? [`(${DUE}, order_id) > (${parameters.add(after.at, 'timestamptz')}, ${parameters.add(after.id)})`]
      : []),
  ];
  const { rows } = await database.query<ListedDeskRow & { placeAt: string }>(
    `select ${columnsFor(account)}, ${mine === undefined ? isMine : String(mine)} as mine, ${placeColumn(DUE)}
       from orders
      where waiting_on is not null and ${SHOWN}${ofAccount(account, parameters)}${andAll(conditions)}
      order by ${DUE}, order_id
      limit ${parameters.add(limit + 1)}`,
    parameters.values,
  );
  return pageOf(
    rows,
    limit,
    ({ orderId }) => orderId,
    (row) => row,
  );
}

/** One that waits or has ended; undefined where there is none, or it is another account's. */
export async function readDesk(
  database: Queryable,
  account: string | null,
  orderId: string,
): Promise<DeskRow | undefined> {
  const parameters = new Parameters();
  const { rows } = await database.query<DeskRow>(
    `select ${columnsFor(account)} from orders
      where order_id = ${parameters.add(orderId)} and ${SHOWN}${ofAccount(account, parameters)}`,
    parameters.values,
  );
  return rows[0];
}

export type DeskRow = Omit<WaitRow, 'waitingOn'> & {
  readonly waitingOn: Wait | null;
  /** Absent where all accounts are asked for: neither is an operator's to see. */
  readonly names?: readonly string[];
  readonly nextAction?: NextAction | null;
};

export type ListedDeskRow = DeskRow & { readonly mine: boolean };

/**
 * By the log of operations, an entry of which names whoever placed the order. `byRow`: looked up for each row that is told of, by the
 * index; `exists` would have the whole log read and hashed first.
 */
function ofAsker({ actor, waits }: DeskAsker, parameters: Parameters, byRow: boolean): string {
  const placed = `from operations
                      where operations.account = orders.account and operations.subject = orders.order_id
                        and operations.actor = ${parameters.add(actor)} and operations.outcome = 'done'
                        and operations.operation = any (${parameters.add(PLACING_OPERATIONS, 'text[]')})`;
  return `(waiting_on = any (${parameters.add(waits, 'text[]')})
         and ${byRow ? `(select true ${placed} limit 1) is true` : `exists (select ${placed})`})`;
}

/** What only the account's own people are told. */
function columnsFor(account: string | null): string {
  return account === null ? WAIT_COLUMNS : `${WAIT_COLUMNS}, names, next_action as "nextAction"`;
}

function ofAccount(account: string | null, parameters: Parameters): string {
  return andAll(account === null ? [] : [`orders.account = ${parameters.add(account)}`]);
}
