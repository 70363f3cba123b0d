/** Orders that move as their workflows would have them, for tests of those who watch: rows alone, no workflow. */
import type { Queryable } from '../../db/database.js';
import { markStarted } from '../../db/statements/orders/requests.js';
import { recordProgress } from '../../db/statements/orders/row.js';
import type { OrderState } from '../../domain/orders/states.js';
import type { Wait } from '../../domain/waits.js';
import { storeOrder } from './stored-orders.js';

/** Stored and started: shown from now on. */
export async function startOrderRow(
  database: Queryable,
  orderId: string,
  account = 'default',
): Promise<void> {
  await storeOrder(database, { orderId });
  if (account !== 'default')
    await database.query('update orders set account = $2 where order_id = $1', [orderId, account]);
  await markStarted(database, orderId);
}

/** Its next turn, as a workflow writes it: by number. */
export async function moveOrder(
  database: Queryable,
  orderId: string,
  sequence: number,
  turn: { readonly state?: OrderState; readonly waitingOn?: Wait; readonly reason?: string } = {},
): Promise<void> {
  await recordProgress(database, {
    orderId,
    sequence,
    state: 'validating',
    ...turn,
    since: '2026-11-02T00:00:00.000Z',
  });
}
