/** Delegated names: whose they are, where they lead, whether they stand; and which of them are due a look. */
import type { DelegatedRecord, DelegationState } from '../../../domain/control/delegation.js';
import type { Queryable } from '../../database.js';
import { andAll, olderThan, pageOf, Parameters, placeColumn, type Page, type PageWanted } from '../pages.js';

export interface DelegationRow {
  readonly delegationId: string;
  readonly account: string;
  readonly name: string;
  readonly zone: string;
  readonly label: string;
  readonly records: readonly DelegatedRecord[];
  readonly state: DelegationState;
  /** ISO 8601, UTC. */
  readonly since: string;
  readonly checkedAt: string | null;
  readonly createdAt: string;
}

const COLUMNS = `delegation_id as "delegationId", account, name, zone, label, records, state, since,
  checked_at as "checkedAt", created_at as "createdAt"`;

type StoredRow = Omit<DelegationRow, 'since' | 'checkedAt' | 'createdAt'> & {
  readonly since: Date;
  readonly checkedAt: Date | null;
  readonly createdAt: Date;
};

function rowOf({ since, checkedAt, createdAt, ...row }: StoredRow): DelegationRow {
  return {
    ...row,
    since: since.toISOString(),
    checkedAt: checkedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

export interface NewDelegation {
  readonly delegationId: string;
  readonly account: string;
  readonly name: string;
  readonly zone: string;
  readonly label: string;
  readonly records: readonly DelegatedRecord[];
}

/**
 * Idempotent: one that is there stays as it is; one that was removed is there again, with the label that it had. Returns what
 * is there now.
 */
export async function addDelegation(
  database: Queryable,
  { delegationId, account, name, zone, label, records }: NewDelegation,
  now: Date,
): Promise<DelegationRow> {
  const { rows } = await database.query<StoredRow>(
    `insert into delegations as d (delegation_id, account, name, zone, label, records, since, look_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7, $7)
     on conflict (account, name) do update
       set zone = case when d.removed_at is null then d.zone else excluded.zone end,
           records = case when d.removed_at is null then d.records else excluded.records end,
           state = case when d.removed_at is null then d.state else 'unset' end,
           since = case when d.removed_at is null then d.since else excluded.since end,
           created_at = case when d.removed_at is null then d.created_at else excluded.created_at end,
           look_at = case when d.removed_at is null then d.look_at else excluded.look_at end,
           removed_at = null
     returning ${COLUMNS}`,
    [delegationId, account, name, zone, label, JSON.stringify(records), now],
  );
  const [row] = rows;
  if (!row) throw new Error('A delegation that was added is not there.');
  return rowOf(row);
}

/** Newest first, without the removed ones. */
export async function listDelegations(
  database: Queryable,
  account: string,
  { limit, after }: PageWanted,
): Promise<Page<DelegationRow>> {
  const parameters = new Parameters();
  const whose = `account = ${parameters.add(account)} and removed_at is null`;
  const behind = andAll(olderThan(after, ['created_at', 'delegation_id'], parameters));
  const { rows } = await database.query<StoredRow & { placeAt: string }>(
    `select ${COLUMNS}, ${placeColumn('created_at')} from delegations
      where ${whose}${behind}
      order by created_at desc, delegation_id desc limit ${parameters.add(limit + 1)}`,
    parameters.values,
  );
  return pageOf(rows, limit, (row) => row.delegationId, rowOf);
}

/** Undefined where there is none, it was removed, or it is another account's. */
export async function readDelegation(
  database: Queryable,
  account: string,
  name: string,
): Promise<DelegationRow | undefined> {
  const { rows } = await database.query<StoredRow>(
    `select ${COLUMNS} from delegations where account = $1 and name = $2 and removed_at is null`,
    [account, name],
  );
  return rows[0] && rowOf(rows[0]);
}

export async function loadDelegation(
  database: Queryable,
  delegationId: string,
): Promise<DelegationRow | undefined> {
  const { rows } = await database.query<StoredRow>(
    `select ${COLUMNS} from delegations where delegation_id = $1 and removed_at is null`,
    [delegationId],
  );
  return rows[0] && rowOf(rows[0]);
}

/** False where there was none. Its label stays taken. */
export async function removeDelegation(
  database: Queryable,
  account: string,
  name: string,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await database.query(
    'update delegations set removed_at = $3 where account = $1 and name = $2 and removed_at is null',
    [account, name, now],
  );
  return rowCount === 1;
}

/** The delegation of this name by the account whose order this is. */
export async function delegationOfOrder(
  database: Queryable,
  orderId: string,
  name: string,
): Promise<DelegationRow | undefined> {
  const { rows } = await database.query<StoredRow>(
    `select ${COLUMNS} from delegations
      where account = (select account from orders where order_id = $1) and name = $2 and removed_at is null`,
    [orderId, name],
  );
  return rows[0] && rowOf(rows[0]);
}

/** Of these names of the account, those that are delegated and stand; each by the unique key of account and name. */
export async function standingDelegations(
  database: Queryable,
  account: string,
  names: readonly string[],
): Promise<Pick<DelegationRow, 'name' | 'zone'>[]> {
  const { rows } = await database.query<Pick<DelegationRow, 'name' | 'zone'>>(
    `select name, zone from delegations
      where account = $1 and name = any ($2) and state = 'standing' and removed_at is null`,
    [account, names],
  );
  return rows;
}

/** Is the name a target that was made for another account than the order's? A removed delegation's target stays its own. */
export async function isOthersTarget(database: Queryable, orderId: string, name: string): Promise<boolean> {
  const [label = ''] = name.toLowerCase().split('.');
  const { rowCount } = await database.query(
    `select from delegations
      where label = $2 and account is distinct from (select account from orders where order_id = $1)`,
    [orderId, label],
  );
  return rowCount > 0;
}

/** Those due a look, moved on to `again`: whoever dies with them leaves them to the round after. */
export async function takeDueDelegations(
  database: Queryable,
  { now, again, atMost }: { readonly now: Date; readonly again: Date; readonly atMost: number },
): Promise<DelegationRow[]> {
  const { rows } = await database.query<StoredRow>(
    `update delegations set look_at = $2
      where delegation_id in (
              select delegation_id from delegations where removed_at is null and look_at <= $1
               order by look_at limit $3 for update skip locked)
      returning ${COLUMNS}`,
    [now, again, atMost],
  );
  return rows.map(rowOf);
}

/** What a look found; a look that began before another one ended writes nothing. Returns what is there now. */
export async function noteLook(
  database: Queryable,
  delegationId: string,
  {
    records,
    state,
    now,
    lookAt,
  }: {
    readonly records: readonly DelegatedRecord[];
    readonly state: DelegationState;
    readonly now: Date;
    readonly lookAt: Date;
  },
): Promise<DelegationRow | undefined> {
  await database.query(
    `update delegations
        set records = $2, since = case when state = $3 then since else $4 end, state = $3, checked_at = $4, look_at = $5
      where delegation_id = $1 and removed_at is null and (checked_at is null or checked_at <= $4)`,
    [delegationId, JSON.stringify(records), state, now, lookAt],
  );
  return await loadDelegation(database, delegationId);
}
