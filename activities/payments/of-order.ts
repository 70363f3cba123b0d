/** What is paid for an order: read from its terms, which it was placed under. */
import { ORDER_DATA_FAILURES } from '../../domain/failure-texts.js';
import type { Database } from '../../db/database.js';
import type { PaymentIdentity } from '../../db/statements/payments/row.js';
import { OrderFailure } from '../../domain/failures.js';
import { loadSubmittedOrder } from '../ca/order-at-ca.js';
import { paymentKeyOf } from './provider.js';

/** Throws OrderFailure `OrderDataUnusable` where the order has no price. */
export async function paymentOf(database: Database, orderId: string): Promise<PaymentIdentity> {
  const { account, terms } = await loadSubmittedOrder(database, orderId);
  if (!terms.price) throw new OrderFailure('OrderDataUnusable', ORDER_DATA_FAILURES.noPrice(orderId));
  return { orderId, account, key: paymentKeyOf(orderId), ...terms.price };
}
