/** What the CA and the payment service list, page by page: null where they list nothing. */
import { moneyOf } from './order-facts.js';
import type { StoresDependencies } from './dependencies.js';
import { orderIdOfKey, type ListedPayment } from '../payments/provider.js';
import type { CaOrderStatus } from '../ca/certificate-authority.js';
import type { OrderFacts } from '../../domain/stores/order-diagnosis.js';

/** By our reference, which is the order's id. */
export async function ordersAtCa({
  ca,
}: Pick<StoresDependencies, 'ca'>): Promise<Map<string, CaOrderStatus> | null> {
  if (!ca.limits.canListOrders) return null;
  const found = new Map<string, CaOrderStatus>();
  let after: string | undefined;
  do {
    const page = await ca.listOrders(after);
    for (const { reference, status } of page.orders) found.set(reference, status);
    after = page.next;
  } while (after !== undefined);
  return found;
}

export interface ListedMoney {
  /** By the order's id. */
  readonly ofOrders: ReadonlyMap<string, NonNullable<OrderFacts['money']>>;
  readonly accountOf: ReadonlyMap<string, string>;
  /** Keys that are none of ours, though they came from us: whoever uses the same account there. */
  readonly foreign: number;
}

export async function paymentsListed({
  payments,
  takesPayments,
}: Pick<StoresDependencies, 'payments' | 'takesPayments'>): Promise<ListedMoney | null> {
  if (!takesPayments) return null;
  const ofOrders = new Map<string, NonNullable<OrderFacts['money']>>();
  const accountOf = new Map<string, string>();
  let foreign = 0;
  let after: string | undefined;
  const take = (payment: ListedPayment) => {
    const orderId = orderIdOfKey(payment.key);
    const money = moneyOf(payment);
    if (orderId === undefined) foreign += 1;
    else if (money !== undefined) ofOrders.set(orderId, money);
    if (orderId !== undefined && payment.account !== null) accountOf.set(orderId, payment.account);
  };
  do {
    const page = await payments.list(after);
    if (!page) return null;
    page.payments.forEach(take);
    after = page.next;
  } while (after !== undefined);
  return { ofOrders, accountOf, foreign };
}
