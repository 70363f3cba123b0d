/** Which connections an order names, without the rest of it. */
import type { OrderConnections } from '../../../domain/connections/of-order.js';
import type { Queryable } from '../../database.js';

/** Without any for an order that names none, or is not there. */
export async function connectionsOfOrder(
  database: Queryable,
  orderId: string,
): Promise<{ readonly connections?: OrderConnections }> {
  const { rows } = await database.query<{ connections: OrderConnections | null }>(
    `select terms -> 'connections' as connections from orders where order_id = $1`,
    [orderId],
  );
  const connections = rows[0]?.connections ?? undefined;
  return connections ? { connections } : {};
}
