/** What orders cost, how far that is paid, and what is owed. */
import {
  listPayments,
  readPayment,
  type PaymentFilter,
  type PaymentRecord,
} from '../../db/statements/payments/views.js';
import { PAYMENT_STATES } from '../../domain/payments/words.js';
import { isIdentifier, shownId } from '../../domain/identifiers.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import type { ClientContext } from '../context.js';
import { pageFrom, placeOf, type ListPage, type PageRequest } from '../pages.js';
import { limitOf, refuseUnknown } from '../orders/reading.js';

export type { PaymentRecord };

/** The payments of the account's orders. */
export class Payments {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /** Newest order first; 100 unless told otherwise. `state: 'owed'`: what is to be given back, and is not yet. */
  async list(filter: PaymentFilter & Omit<PageRequest, 'after'> = {}): Promise<PaymentRecord[]> {
    return (await this.page(filter)).items;
  }

  /** The same, page by page: `after` is the `next` of the page before. */
  async page({ state, limit, after }: PaymentFilter & PageRequest = {}): Promise<ListPage<PaymentRecord>> {
    refuseUnknown('state', state, PAYMENT_STATES);
    const { database, account } = this.#context;
    const filter = { ...(state !== undefined && { state }) };
    const named = { list: 'payments', account, filter } as const;
    const place = placeOf(named, after);
    const wanted = { ...filter, limit: limitOf(limit), ...(place && { after: place }) };
    return pageFrom(named, await listPayments(database, account, wanted), (record) => record);
  }

  /** By the order's id. Throws Refusal `NotFound`, also for an order that costs nothing. */
  async show(orderId: string): Promise<PaymentRecord> {
    const { database, account } = this.#context;
    const payment = isIdentifier(orderId) ? await readPayment(database, account, orderId) : undefined;
    if (payment) return payment;
    throw new Refusal(
      refusalDetails('NotFound', {
        field: 'orderId',
        message: {
          zh: `没有订单 ${shownId(orderId)} 的付款记录`,
          en: `There is no payment for an order ${shownId(orderId)}`,
        },
        accepted: {
          zh: '付费订单的编号:`sealflow payment list`',
          en: 'the id of an order that costs something: `sealflow payment list`',
        },
      }),
    );
  }
}
