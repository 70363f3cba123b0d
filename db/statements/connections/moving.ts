/** An order that moves to other connections, on record in its terms: to the second CA of its route, or where a person leads it. */
import type { CertificateType } from '../../../domain/catalogue/words.js';
import type { OrderConnections } from '../../../domain/connections/of-order.js';
import type { Queryable } from '../../database.js';
import { ENDS } from '../orders/ends.js';

/** A company is checked by the CA that began. */
const MOVABLE: readonly CertificateType[] = ['dv', 'dv-free'];

/**
 * True where it has moved by this call: a DV order without a price, that no CA has told a reference of yet. It has no fallback
 * any more then, so that it moves once.
 */
export async function moveToFallback(database: Queryable, orderId: string): Promise<boolean> {
  const { rowCount } = await database.query(
    `update orders
        set terms = jsonb_set(terms, '{connections}', ((terms -> 'connections') - 'fallback'::text) || jsonb_build_object(
              'ca', terms -> 'connections' -> 'fallback', 'movedFrom', terms -> 'connections' -> 'ca'))
      where order_id = $1 and terms -> 'connections' ? 'fallback' and not terms ? 'price'
        and certificate_type = any ($2) and ca_reference is null`,
    [orderId, MOVABLE],
  );
  return rowCount > 0;
}

/** What the CA that it moved away from had of it is given up there. Idempotent. */
export async function markFirstCaClear(database: Queryable, orderId: string): Promise<void> {
  await database.query(
    `update orders set terms = jsonb_set(terms, '{connections,movedFromIsClear}', 'true')
      where order_id = $1 and terms -> 'connections' ? 'movedFrom'`,
    [orderId],
  );
}

export interface RoutableOrder {
  readonly connections: OrderConnections | null;
  /** The CA was called, or is about to be: it may have the order. */
  readonly isWithCa: boolean;
}

/** The account's own living order, which nobody else changes until the transaction ends. */
export async function lockRoutable(
  transaction: Queryable,
  account: string,
  orderId: string,
): Promise<RoutableOrder | undefined> {
  const { rows } = await transaction.query<RoutableOrder>(
    `select terms -> 'connections' as connections, placement_intended_at is not null as "isWithCa"
       from orders where order_id = $1 and account = $2 and terms is not null and state not in (${ENDS}) for update`,
    [orderId, account],
  );
  return rows[0];
}

/** Null: those that the environment names. */
export async function putConnections(
  transaction: Queryable,
  orderId: string,
  connections: OrderConnections | null,
): Promise<void> {
  await transaction.query(
    `update orders
        set terms = (terms - 'connections') || jsonb_strip_nulls(jsonb_build_object('connections', $2::jsonb)), updated_at = now()
      where order_id = $1`,
    [orderId, connections && JSON.stringify(connections)],
  );
}
