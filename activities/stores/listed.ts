/** What the CA and the payment service list, page by page: null where they list nothing. */
import { CA_FAILURES } from '../../domain/ca-failure-texts.js';
import { PAYMENT_FAILURES } from '../../domain/failure-texts.js';
import { OrderFailure } from '../../domain/failures.js';
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
  const again = () => new OrderFailure('CaProtocolBroken', CA_FAILURES.listGoesRound);
  for await (const { orders } of pagesOf((after) => ca.listOrders(after), again))
    for (const { reference, status } of orders) found.set(reference, status);
  return found;
}

export interface ListedAtConnections {
  readonly orders: ReadonlyMap<string, CaOrderStatus>;
  /** Connections that list nothing, or could not be asked, by id: as they are called. */
  readonly unlisted: ReadonlyMap<string, string>;
}

/** The same of every CA that a connection leads to. One that is away keeps nothing else from being compared. */
export async function ordersAtConnections({
  connections,
}: Pick<StoresDependencies, 'connections'>): Promise<ListedAtConnections> {
  const orders = new Map<string, CaOrderStatus>();
  const unlisted = new Map<string, string>();
  for (const { connectionId, ca } of (await connections?.everyCa()) ?? []) {
    const listed = await ordersAtCa({ ca }).catch(silentlyNone);
    if (!listed) unlisted.set(connectionId, ca.name);
    listed?.forEach((status, orderId) => orders.set(orderId, status));
  }
  return { orders, unlisted };
}

function silentlyNone(error: unknown): null {
  if (error instanceof OrderFailure) return null;
  throw error;
}

/** Every page, in order. A list that comes round to a page again would never end: then it throws `again()`. */
export async function* pagesOf<Page extends { readonly next?: string }>(
  read: (after?: string) => Promise<Page | undefined>,
  again: () => OrderFailure,
): AsyncGenerator<Page> {
  const asked = new Set<string>();
  let after: string | undefined;
  do {
    const page = await read(after);
    if (!page) return;
    yield page;
    after = page.next;
    if (after !== undefined && asked.has(after)) throw again();
    if (after !== undefined) asked.add(after);
  } while (after !== undefined);
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
  const again = () => new OrderFailure('PaymentUnavailable', PAYMENT_FAILURES.listGoesRound);
  const take = (payment: ListedPayment) => {
    const orderId = orderIdOfKey(payment.key);
    const money = moneyOf(payment);
    if (orderId === undefined) foreign += 1;
    else if (money !== undefined) ofOrders.set(orderId, money);
    if (orderId !== undefined && payment.account !== null) accountOf.set(orderId, payment.account);
  };
  let lists = false;
  for await (const page of pagesOf((after) => payments.list(after), again)) {
    lists = true;
    page.payments.forEach(take);
  }
  return lists ? { ofOrders, accountOf, foreign } : null;
}
