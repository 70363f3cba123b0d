/** Orders that a crash left stored and never started: looked up at Temporal, then removed, or noted as started. */
import { abandonedBefore } from '../../../domain/orders/unstarted.js';
import { markStarted } from './requests.js';
import type { Queryable } from '../../database.js';
import { Parameters } from '../pages.js';

export interface Sweep {
  /** Ids of orders that never were: rows, forms and free places are gone. */
  readonly removed: readonly string[];
  /** Ids of orders that run, and that nobody had noted as running. */
  readonly found: readonly string[];
}

/** So many are looked up in one sweep; the rest is the next one's. */
const AT_ONCE = 200;

/**
 * Safe at any time and by several at once. `hasWorkflow` throws where Temporal can't tell: then nothing more is removed.
 * `account`: of this one only. `now`: milliseconds since the epoch.
 */
export async function sweepAbandoned(
  database: Queryable,
  hasWorkflow: (orderId: string) => Promise<boolean>,
  { now, account }: { readonly now: number; readonly account?: string },
): Promise<Sweep> {
  const before = abandonedBefore(now);
  const removed: string[] = [];
  const found: string[] = [];
  for (const orderId of await unstarted(database, before, account)) {
    if (await hasWorkflow(orderId)) {
      await markStarted(database, orderId);
      found.push(orderId);
    } else if (await remove(database, orderId, before)) removed.push(orderId);
  }
  return { removed, found };
}

/** A plan's own next orders are not among them: the plan's lifecycle starts those, however late. */
const ABANDONED = `started_at is null and progress_sequence = 0 and plan_attempt is null`;

/** No order is younger than its last update: the index by when it was stored has all that are meant. */
async function unstarted(database: Queryable, before: Date, account: string | undefined): Promise<string[]> {
  const parameters = new Parameters();
  const at = parameters.add(before);
  const whose = account === undefined ? '' : ` and account = ${parameters.add(account)}`;
  const { rows } = await database.query<{ order_id: string }>(
    `select order_id from orders
      where ${ABANDONED} and created_at < ${at} and updated_at < ${at}${whose}
      order by created_at limit ${AT_ONCE}`,
    parameters.values,
  );
  return rows.map((row) => row.order_id);
}

/** Its age is judged again: whoever sent the request anew meanwhile is about to start it. */
async function remove(database: Queryable, orderId: string, before: Date): Promise<boolean> {
  const { rowCount } = await database.query(
    `delete from orders where order_id = $1 and ${ABANDONED} and updated_at < $2`,
    [orderId, before],
  );
  return rowCount === 1;
}

/** Makes an order young again that is about to be started; false where it is gone. */
export async function claimStart(database: Queryable, orderId: string): Promise<boolean> {
  const { rowCount } = await database.query(
    `update orders set updated_at = case when started_at is null then now() else updated_at end where order_id = $1`,
    [orderId],
  );
  return rowCount === 1;
}
