/** What a program reads of certificate orders: where they stand, why, and what comes. The first part of `OrderClient`. */
import type { OrderFilter } from '../db/statements/orders/lists.js';
import type { OrderCounts } from '../db/statements/orders/tabs.js';
import type { ClientContext } from './context.js';
import { preflightFor, type PreflightQuery, type PreflightView } from './control/preflight.js';
import type { OrderFormInput } from './orders/creating.js';
import { explainOrder } from './orders/explaining.js';
import { exportedOrders, type ExportRequest } from './orders/exporting.js';
import { countsOf, listSummaries } from './orders/listing.js';
import { orderView, readFacts } from './orders/reading.js';
import type { FormCheck, FormCheckRequest } from './orders/form-check.js';
import type { Quote } from './orders/quoting.js';
import type { ResubmitRequest } from './orders/resubmitting.js';
import type { OrderSummary, OrderView, WhyView } from './orders/views.js';
import { turnsOf, type OrderTurns } from './orders/turns.js';
import { watchOrder, watchOrders, type WatchOptions } from './orders/watching.js';
import type { ListPage, PageRequest } from './pages.js';
import {
  forecastFor,
  readForecast,
  type ForecastReading,
  type ForecastRequest,
  type ForecastView,
} from './plans/forecast.js';

export class OrderReads {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /** The order as it stands: exact while its worker answers, else as last recorded (`source: 'records'`). */
  async show(orderId: string): Promise<OrderView> {
    return orderView(await readFacts(this.#context, orderId));
  }

  /** Why the order stands where it stands: who must act, by when, what is missing, what every source said last. */
  async why(orderId: string): Promise<WhyView> {
    return await explainOrder(this.#context, orderId);
  }

  /**
   * Whose turn it was, since when and until when, from the order's beginning to its end; and how long such a turn usually lasts in this
   * installation. Throws Refusal `NotFound`.
   */
  async turns(orderId: string): Promise<OrderTurns> {
    return await turnsOf(this.#context, orderId);
  }

  /** How many orders stand under each tab that people know (domain/orders/tabs.ts), as last recorded. */
  async counts(): Promise<OrderCounts> {
    return await countsOf(this.#context);
  }

  /**
   * The filtered list as a table, newest first: a line of comma-separated values (RFC 4180) each, the first one its columns in words. Cells
   * that a spreadsheet would take for a formula are defused. Read page by page while it is taken. Throws Refusal `InvalidInput`, by field.
   */
  async *exportOrders(request: ExportRequest = {}): AsyncIterable<string> {
    yield* exportedOrders(this.#context, request);
  }

  /** Newest first, as last recorded; 100 unless told otherwise. `name` is one of the ordered names. */
  async list(filter: OrderFilter & Omit<PageRequest, 'after'> = {}): Promise<OrderSummary[]> {
    return (await this.page(filter)).items;
  }

  /** The same, page by page: `after` is the `next` of the page before. */
  async page(request: OrderFilter & PageRequest = {}): Promise<ListPage<OrderSummary>> {
    return await listSummaries(this.#context, request);
  }

  /**
   * What the account's orders and certificates will need, and by when, as seen from a day: the lifecycle's own rules, played
   * forward from the records of now. Changes nothing. Throws Refusal `InvalidInput`.
   */
  async forecast(request: ForecastRequest): Promise<ForecastView> {
    return await forecastFor(this.#context, request);
  }

  /** As `forecast`, with items that are made while they are read: for accounts with tens of thousands of plans. */
  async readForecast(request: ForecastRequest): Promise<ForecastReading> {
    return await readForecast(this.#context, request);
  }

  /**
   * What an order would cost, what is held for it and until when, how long its plan is, whether the account's funds do, and what
   * will be done. Changes nothing. Throws Refusal as `create` does for a form that can't be placed.
   */
  async quote(form: OrderFormInput): Promise<Quote> {
    const { quoteOrder } = await import('./orders/quoting.js');
    return await quoteOrder(this.#context, form);
  }

  /**
   * A form that is still being filled in, judged as far as it goes: all that is wrong with what was given, each name with what comes along,
   * methods with their reasons, a pasted CSR read back. Changes nothing. Throws Refusal `InvalidInput` for what is no form at all.
   */
  async checkForm(request: FormCheckRequest): Promise<FormCheck> {
    const { checkPartialForm } = await import('./orders/form-check.js');
    return await checkPartialForm(this.#context, request);
  }

  /** The same of an order that would be submitted anew; nothing is withdrawn. Throws Refusal as `resubmit` does. */
  async quoteResubmission(orderId: string, request: ResubmitRequest = {}): Promise<Quote> {
    const { quoteResubmission } = await import('./orders/resubmitting.js');
    return await quoteResubmission(this.#context, orderId, request);
  }

  /**
   * What a CA would meet at names that are not ordered yet: delegation, name servers, resolvers, CAA, DNSSEC, the names of proof,
   * and the web server. Changes nothing. Throws Refusal `InvalidInput`.
   */
  async preflight(query: PreflightQuery): Promise<PreflightView> {
    return await preflightFor(this.#context, query);
  }

  /** The order now and after every change; ends with the order's end. */
  watch(orderId: string, options: WatchOptions = {}): AsyncIterable<OrderView> {
    return watchOrder(this.#context, orderId, options);
  }

  /** All orders, the newest 100 of them, now and after every change; goes on until the signal ends it. */
  watchAll(options: WatchOptions = {}): AsyncIterable<OrderSummary> {
    return watchOrders(this.#context, options);
  }
}
