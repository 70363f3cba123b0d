/** What changed of orders, as those who watch read it: from one snapshot of the database on, to the one of the reading. */
import type { EventSubject } from '../../../domain/orders/events.js';
import { inTransaction, type Database, type Queryable } from '../../database.js';
import { ORDER_COLUMNS, orderRecord, SHOWN, type OrderRecord, type OrderRow } from './views.js';

/** As migration 0032 names it. */
export const EVENTS_CHANNEL = 'sealflow_order_events';

export interface StoredEvent {
  /** Of one order the later change has the greater number. */
  readonly eventId: string;
  /** The number of the transaction that wrote it. */
  readonly writtenBy: string;
  readonly at: Date;
  readonly account: string;
  readonly orderId: string;
  readonly revocationId: string | null;
  readonly what: EventSubject;
  readonly state: string | null;
  /** What is waited for since, and what was before; null where that is not what changed. */
  readonly waits: readonly string[] | null;
  readonly waited: readonly string[] | null;
}

export interface EventsRead {
  /**
   * What the numbers of transactions are good in: this database as it runs now. A restored one, another server, and one that died counts
   * on from elsewhere, or gives lost numbers again.
   */
  readonly store: string;
  /** The database's clock. */
  readonly at: Date;
  /** Everything that is visible in it was read: goes on where the next reading begins (PostgreSQL, pg_snapshot). */
  readonly snapshot: string;
  readonly events: readonly StoredEvent[];
}

export interface EventsWanted {
  /** What is visible in this one is known; absent: everything so far is. */
  readonly since?: string;
  /** Absent: of all. */
  readonly accounts?: readonly string[];
  readonly orderId?: string;
  /** At most so many, those with the least numbers. */
  readonly limit: number;
}

/** The database is what it is as long as its server, its files, and its table are the same. */
const DATABASE = `
  (select system_identifier from pg_control_system()) || '/' ||
  (select oid from pg_database where datname = current_database()) || '/' || 'order_events'::regclass::oid`;

/** A server that was started anew, or recovered, or took over from another one, may give numbers again that were lost. */
const STORE = `${DATABASE} || '/' || (select timeline_id from pg_control_checkpoint()) || '/' ||
  pg_postmaster_start_time() || '/' || coalesce((select stats_reset::text from pg_stat_wal), '')`;

/** One statement: what it returns is what its own snapshot shows. */
export async function readEvents(
  database: Queryable,
  { since, accounts, orderId, limit }: EventsWanted,
): Promise<EventsRead> {
  const { rows } = await database.query<EventRow>(READ, [
    since ?? null,
    accounts ?? null,
    orderId ?? null,
    limit,
  ]);
  const [first] = rows;
  if (!first) throw new Error('A reading of events has told nothing.');
  const { store, now: at, snapshot } = first;
  return { store, at, snapshot, events: rows.flatMap(storedEvent) };
}

const READ = `
  with here as materialized (select pg_current_snapshot() as snapshot, ${STORE} as store, now() as now)
  select here.snapshot::text, here.store, here.now, event.*
    from here
    left join lateral (
      select event_id::text as "eventId", written_by::text as "writtenBy", at, account, order_id as "orderId",
             revocation_id as "revocationId", what, state, waits, waited
        from order_events
       where written_by >= pg_snapshot_xmin($1::text::pg_snapshot)
         and not pg_visible_in_snapshot(written_by, $1::text::pg_snapshot)
         and pg_visible_in_snapshot(written_by, here.snapshot)
         and ($2::text[] is null or account = any ($2::text[]))
         and ($3::text is null or order_id = $3::text)
       order by event_id
       limit $4
    ) event on true
   order by event."eventId"::bigint`;

interface Read {
  readonly store: string;
  readonly now: Date;
  readonly snapshot: string;
}
type EventRow = Read & (StoredEvent | { readonly eventId: null });

function storedEvent(row: EventRow): StoredEvent[] {
  if (row.eventId === null) return [];
  const { store: _store, now: _now, snapshot: _snapshot, ...event } = row;
  return [event];
}

/** Orders as they stand now, by id; whoever watches them is told that with what changed. */
export async function readOrdersTold(
  database: Queryable,
  orderIds: readonly string[],
): Promise<Map<string, OrderRecord>> {
  if (orderIds.length === 0) return new Map();
  const { rows } = await database.query<OrderRow>(
    `select ${ORDER_COLUMNS} from orders where order_id = any ($1) and ${SHOWN}`,
    [orderIds],
  );
  return new Map(rows.map((row) => [row.order_id, orderRecord(row)]));
}

/** Says that changes are to be notified, for so many seconds from now on. */
export async function noteListener(database: Queryable, listenerId: string, seconds: number): Promise<void> {
  await database.query(
    `insert into event_listeners (listener_id, listens_until) values ($1, now() + make_interval(secs => $2))
     on conflict (listener_id) do update set listens_until = excluded.listens_until`,
    [listenerId, seconds],
  );
}

export async function removeListener(database: Queryable, listenerId: string): Promise<void> {
  await database.query('delete from event_listeners where listener_id = $1', [listenerId]);
}

/**
 * Events of a database that this one was restored from would be told as new: its transactions had other numbers. Idempotent, by
 * several at once. True where they were taken away; whoever watched begins anew in any case.
 */
export async function dropEventsOfOtherStores(database: Database): Promise<boolean> {
  const { rows } = await database.query<{ readonly same: boolean }>(
    `select exists (select from event_stores where store = ${DATABASE}) as same`,
  );
  if (rows[0]?.same) return false;
  return await inTransaction(database, async (transaction) => {
    const { rowCount } = await transaction.query(
      `insert into event_stores (store) select ${DATABASE}
       on conflict (only_one) do update set store = excluded.store where event_stores.store <> excluded.store`,
    );
    if (rowCount === 0) return false;
    await transaction.query('delete from order_events');
    return true;
  });
}

/** So many at a time: a worker that was away for long takes away a lot. */
const PRUNED_AT_ONCE = 5_000;

/** Takes away what was written before that moment, oldest transactions first; resolves to how many. Safe beside others. */
export async function pruneEvents(database: Queryable, before: Date): Promise<number> {
  let pruned = 0;
  for (;;) {
    const { rows } = await database.query<{ readonly oldest: number; readonly removed: number }>(PRUNE, [
      before,
      PRUNED_AT_ONCE,
    ]);
    const { oldest = 0, removed = 0 } = rows[0] ?? {};
    pruned += removed;
    if (removed < PRUNED_AT_ONCE || oldest < PRUNED_AT_ONCE) break;
  }
  await database.query('delete from event_listeners where listens_until < $1', [before]);
  return pruned;
}

const PRUNE = `
  with oldest as materialized (
    select ctid as place, at from order_events order by written_by limit $2 for update skip locked
  ), removed as (
    delete from order_events
     where ctid = any (array(select place from oldest where at < $1)) returning 1
  )
  select (select count(*)::int from oldest) as oldest, (select count(*)::int from removed) as removed`;
