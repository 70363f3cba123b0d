/** SQL of what has ended, and of what ends: states of an order, and one that is being undone. */
import { FINAL_STATES } from '../../../domain/orders/states.js';
import type { Queryable } from '../../database.js';

/** SQL: the states that are ends, for `in (…)`. */
export const ENDS = FINAL_STATES.map((state) => `'${state}'`).join(', ');

/** SQL, of an order's row: nothing is placed or published for it any more. One whose CA was faster is an order like any other again. */
export const IS_GIVEN_UP = "(given_up_at is not null and state <> 'issued')";

/**
 * From now on nothing is placed or published for the order, by whatever attempt. True where the CA was ever about to be called for
 * it. Idempotent.
 */
export async function giveUp(database: Queryable, orderId: string): Promise<boolean> {
  const { rows } = await database.query<{ wasIntended: boolean }>(
    `update orders set given_up_at = coalesce(given_up_at, now()) where order_id = $1
     returning placement_intended_at is not null as "wasIntended"`,
    [orderId],
  );
  return rows[0]?.wasIntended ?? false;
}

export async function isGivenUp(database: Queryable, orderId: string): Promise<boolean> {
  const { rowCount } = await database.query(`select 1 from orders where order_id = $1 and ${IS_GIVEN_UP}`, [
    orderId,
  ]);
  return rowCount > 0;
}
