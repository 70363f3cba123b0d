/** Everything a program can do with certificate orders: the one door for the command line and for other services. */
import type { Client } from '@temporalio/client';
import type { Database } from '../db/database.js';
import type { MasterKey } from '../db/sealed-values.js';
import type { OrderFilter } from '../db/statements/orders/lists.js';
import type { ValidationMethod } from '../domain/catalogue/words.js';
import type { CheckChannel, Person } from '../domain/organization/form.js';
import type { PhoneResult } from '../domain/organization/words.js';
import { TASK_QUEUE, type CancelRequest } from '../workflows/messages.js';
import { repairOrder, withdrawOrder } from './orders/acting.js';
import { sweepOrders, type Sweep } from './orders/abandoned.js';
import { Certificates } from './certificates/index.js';
import { checkOrderNow, type CheckOptions } from './control/checking.js';
import { Companies } from './organization/companies.js';
import { Contacts } from './organization/contacts.js';
import type { ClientContext } from './context.js';
import { Dossiers } from './dossiers/index.js';
import { labelDetails, setOrderLabels, type LabelChanges } from './orders/labels.js';
import { MasterKeys } from './accounts/master-keys.js';
import { Operations } from './accounts/operations.js';
import { OperationsWriter } from './accounts/operations-writer.js';
import { choice, fieldDetails, formDetails } from './accounts/public-details.js';
import { recorded } from './accounts/recorded.js';
import { sealingKeysOf } from './accounts/sealing-keys.js';
import { refuseUnusableAccount, refuseUnusableWord } from './accounts/whose.js';
import type { CreatedOrder, CreateRequest } from './orders/creating.js';
import { explainOrder } from './orders/explaining.js';
import { FreePlaces } from './catalogue/free-places.js';
import {
  forecastFor,
  readForecast,
  type ForecastReading,
  type ForecastRequest,
  type ForecastView,
} from './plans/forecast.js';
import { Letters } from './organization/letters.js';
import {
  confirmEmail,
  confirmMailbox,
  refuseResend,
  reportPhoneCheck,
  type EmailNumber,
} from './organization/facts.js';
import { Notices } from './notices/index.js';
import type { ListPage, PageRequest } from './pages.js';
import { Payments } from './payments/index.js';
import { Plans } from './plans/index.js';
import { listSummaries, orderView, readFacts } from './orders/reading.js';
import { repairChannel, repairContact } from './organization/repairing.js';
import type { ResubmitRequest, ResubmittedOrder } from './orders/resubmitting.js';
import type { SubmitForm } from './orders/submitting.js';
import type { TraceRequest } from './request-trace.js';
import type { CheckView, OrderSummary, OrderView, WhyView } from './orders/views.js';
import { watchOrder, watchOrders, type WatchOptions } from './orders/watching.js';

export interface OrderClientOptions {
  readonly temporal: Client;
  readonly database: Database;
  /**
   * The same as the worker's. The first one seals key passwords, uploaded keys and webhook secrets: where the workers have
   * another one, that throws MasterKeyRefused. All of them open private keys.
   */
  readonly masterKeys: readonly MasterKey[];
  /** Whose orders are created and seen; default `default`. */
  readonly account?: string;
  /** Who uses it, and from where, as the log of operations tells it; default `unnamed` and `library`. */
  readonly actor?: string;
  readonly origin?: string;
  /** Milliseconds since the epoch; default: this machine's. For programs that live in another time, such as simulations. */
  readonly clock?: () => number;
  /** Where the workers of this installation listen; default `sealflow-orders`. */
  readonly taskQueue?: string;
  /** True where the workers of this installation have a payment service (SEALFLOW_PAYMENT_URL); default false. */
  readonly takesPayments?: boolean;
  /** True where the workers may reach private addresses (SEALFLOW_WEBHOOK_ALLOW_PRIVATE_ADDRESSES); default false. */
  readonly allowPrivateWebhooks?: boolean;
  /** Where requests are told as spans of their order's trace (OTEL_EXPORTER_OTLP_ENDPOINT); default: nowhere. */
  readonly traceRequest?: TraceRequest;
}

/**
 * What reads and makes keys, CSRs and certificates is loaded by the methods that need it: most programs only ask.
 *
 * Every method throws `Refusal` for what the caller can correct (codes InvalidInput, NotFound, RefusedInThisState),
 * `Unavailable` when Temporal or the worker does not answer within 10 seconds, and `OrderFailure` (DatabaseUnavailable)
 * when Postgres does not.
 */
export class OrderClient {
  readonly certificates: Certificates;
  readonly companies: Companies;
  readonly contacts: Contacts;
  readonly dossiers: Dossiers;
  readonly freePlaces: FreePlaces;
  readonly letters: Letters;
  readonly masterKeys: MasterKeys;
  readonly notices: Notices;
  readonly operations: Operations;
  readonly payments: Payments;
  readonly plans: Plans;
  readonly #context: ClientContext;

  /** Throws Refusal `InvalidInput` for an account, actor or origin that can't be used. */
  constructor({
    account = 'default',
    actor = 'unnamed',
    origin = 'library',
    taskQueue = TASK_QUEUE,
    clock = () => Date.now(),
    takesPayments = false,
    ...rest
  }: OrderClientOptions) {
    refuseUnusableAccount(account);
    refuseUnusableWord('actor', actor);
    refuseUnusableWord('origin', origin);
    const log = new OperationsWriter(rest.database, account);
    const sealingKeys = sealingKeysOf(rest.database, rest.masterKeys);
    this.#context = { ...rest, account, actor, origin, log, taskQueue, clock, takesPayments, sealingKeys };
    this.certificates = new Certificates(this.#context);
    this.companies = new Companies(this.#context);
    this.contacts = new Contacts(this.#context);
    this.dossiers = new Dossiers(this.#context);
    this.freePlaces = new FreePlaces(this.#context);
    this.letters = new Letters(this.#context);
    this.masterKeys = new MasterKeys(this.#context);
    this.notices = new Notices(this.#context);
    this.operations = new Operations(this.#context);
    this.payments = new Payments(this.#context);
    this.plans = new Plans(this.#context);
  }

  /**
   * Places an order. Bad input is refused before anything is stored or started. Idempotent with `idempotencyKey` or
   * `orderId`: the same request is the same order, another request with the same key is RefusedInThisState.
   */
  async create(request: CreateRequest): Promise<CreatedOrder> {
    return await recorded(
      this.#context,
      {
        operation: 'order.create',
        subject: request.orderId,
        details: formDetails(request.form),
        made: ({ orderId }) => orderId,
        started: ({ orderId }) => orderId,
      },
      async () => {
        const { createOrder } = await import('./orders/creating.js');
        return await createOrder(this.#context, request);
      },
    );
  }

  /** Hands in the form of an order that waits for it. The second form is RefusedInThisState. */
  async submit(orderId: string, form: SubmitForm): Promise<CreatedOrder> {
    return await recorded(
      this.#context,
      { operation: 'order.submit', subject: orderId, details: formDetails(form) },
      async () => {
        const { submitForm } = await import('./orders/submitting.js');
        return await submitForm(this.#context, orderId, form);
      },
    );
  }

  /** The order as it stands: exact while its worker answers, else as last recorded (`source: 'records'`). */
  async show(orderId: string): Promise<OrderView> {
    return orderView(await readFacts(this.#context, orderId));
  }

  /** Why the order stands where it stands: who must act, by when, what is missing, what every source said last. */
  async why(orderId: string): Promise<WhyView> {
    return await explainOrder(this.#context, orderId);
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

  /** Has the order look at the world now, and waits up to 10 seconds for what it finds. */
  async check(orderId: string, options: CheckOptions = {}): Promise<CheckView> {
    return await recorded(this.#context, { operation: 'order.check', subject: orderId }, async () => {
      return await checkOrderNow(this.#context, orderId, options);
    });
  }

  /** Changes the validation method of an order that is validating. */
  async repair(orderId: string, { validation }: { validation: ValidationMethod }): Promise<OrderView> {
    return await recorded(
      this.#context,
      { operation: 'order.repair', subject: orderId, details: choice('validation', validation) },
      async () => {
        await repairOrder(this.#context, orderId, validation);
        return await this.show(orderId);
      },
    );
  }

  /** Names another contact on the living order, where the brand allows it: a person, or a saved one. */
  async repairContact(orderId: string, contact: Person | { readonly existing: string }): Promise<OrderView> {
    return await recorded(
      this.#context,
      { operation: 'order.repair-contact', subject: orderId, details: fieldDetails(contact) },
      async () => {
        await repairContact(this.#context, orderId, contact);
        return await this.show(orderId);
      },
    );
  }

  /** Tells where and how the CA shall reach the company, where it checks on public record. */
  async repairChannel(orderId: string, channel: CheckChannel): Promise<OrderView> {
    return await recorded(
      this.#context,
      { operation: 'order.repair-channel', subject: orderId },
      async () => {
        await repairChannel(this.#context, orderId, channel);
        return await this.show(orderId);
      },
    );
  }

  /**
   * Asks for the order to be withdrawn. Its end tells whether that, or issuance, came first: `watch` it. With
   * `revokeIfIssued`, a certificate that won the race is revoked at once and its payment given back.
   */
  async cancel(orderId: string, request?: CancelRequest): Promise<OrderView> {
    return await recorded(
      this.#context,
      {
        operation: 'order.cancel',
        subject: orderId,
        details: { revokeIfIssued: request?.revokeIfIssued === true },
      },
      async () => {
        await withdrawOrder(this.#context, orderId, request);
        return await this.show(orderId);
      },
    );
  }

  /**
   * Withdraws an order that can't be put right, and submits it anew as a linked order, its form prefilled and changed. Also
   * for an order that ended without a certificate. The changed form is checked before anything is withdrawn; the same
   * request again is the same new order.
   */
  async resubmit(orderId: string, request: ResubmitRequest = {}): Promise<ResubmittedOrder> {
    return await recorded(
      this.#context,
      {
        operation: 'order.resubmit',
        subject: orderId,
        details: { ...formDetails(request.changes), ...fieldDetails(request.changes) },
      },
      async () => {
        const { resubmitOrder } = await import('./orders/resubmitting.js');
        return await resubmitOrder(this.#context, orderId, request);
      },
    );
  }

  /** Tells that the link in one of the CA's two e-mails was followed: the order looks at once, the CA's status decides. */
  async confirmEmail(orderId: string, which: { readonly email?: EmailNumber } = {}): Promise<OrderView> {
    return await recorded(this.#context, { operation: 'order.confirm-email', subject: orderId }, async () => {
      await confirmEmail(this.#context, orderId, which);
      return await this.show(orderId);
    });
  }

  /** Tells that the CA phoned, or wrote on public record, and whether it was answered. */
  async reportPhoneCheck(orderId: string, outcome: { readonly result: PhoneResult }): Promise<OrderView> {
    return await recorded(
      this.#context,
      { operation: 'order.report-phone-check', subject: orderId },
      async () => {
        await reportPhoneCheck(this.#context, orderId, outcome);
        return await this.show(orderId);
      },
    );
  }

  /** Tells that the CA's link in the order's mailbox was followed. */
  async confirmMailbox(orderId: string): Promise<OrderView> {
    return await recorded(
      this.#context,
      { operation: 'order.confirm-mailbox', subject: orderId },
      async () => {
        await confirmMailbox(this.#context, orderId);
        return await this.show(orderId);
      },
    );
  }

  /** Removes this account's orders that were stored over 15 minutes ago and never started; their free places are given back. */
  async sweep(): Promise<Sweep> {
    return await recorded(this.#context, { operation: 'order.sweep' }, async () => {
      return await sweepOrders(this.#context);
    });
  }

  /**
   * Alias, tags and project: sets what is given, null takes it away. Throws Refusal: `NotFound`; `InvalidInput` for what the
   * order form would not take either (ordering rules, section 4).
   */
  async setLabels(orderId: string, changes: LabelChanges): Promise<OrderView> {
    return await recorded(
      this.#context,
      { operation: 'order.label', subject: orderId, details: labelDetails(changes) },
      async () => {
        await setOrderLabels(this.#context, orderId, changes);
        return await this.show(orderId);
      },
    );
  }

  /** Always refused, with the way out: no CA sends its e-mails again. */
  async resendEmails(orderId: string): Promise<never> {
    return await recorded(this.#context, { operation: 'order.resend-emails', subject: orderId }, async () => {
      return await refuseResend(this.#context, orderId);
    });
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
