/** Everything a program can do with certificate orders: the one door for the command line and for other services. */
import { Approvals } from './approvals/index.js';
import type { CancelRequest } from '../workflows/messages.js';
import { ApiKeys } from './accounts/api-keys.js';
import { MasterKeys } from './accounts/master-keys.js';
import { Operations } from './accounts/operations.js';
import { fieldDetails, formDetails } from './accounts/public-details.js';
import { guarded } from './accounts/guarded.js';
import { guardOf } from './accounts/guarding.js';
import { recorded } from './accounts/recorded.js';
import { Sessions } from './accounts/sessions.js';
import { Users } from './accounts/users.js';
import { Catalogue } from './catalogue/catalogue.js';
import { Calendar } from './plans/calendar/index.js';
import { FreePlaces } from './catalogue/free-places.js';
import { Certificates } from './certificates/index.js';
import { SigningRequests } from './certificates/signing-requests.js';
import { Connections } from './connections/index.js';
import { Routes } from './connections/routes.js';
import type { ClientContext } from './context.js';
import { Delegations } from './control/delegations.js';
import { Desk } from './orders/desk/index.js';
import { Dossiers } from './dossiers/index.js';
import { Notices } from './notices/index.js';
import { contextOf, type OrderClientOptions } from './order-client-options.js';
import { OrderRepairs } from './order-repairs.js';
import { sweepOrders, type Sweep } from './orders/abandoned.js';
import { withdrawOrder } from './orders/acting.js';
import type { CreatedOrder, CreateRequest } from './orders/creating.js';
import type { ResubmitRequest, ResubmittedOrder } from './orders/resubmitting.js';
import type { SubmitForm, SubmitOptions } from './orders/submitting.js';
import type { OrderView } from './orders/views.js';
import { Waits } from './orders/waits.js';
import { Companies } from './organization/companies.js';
import { Contacts } from './organization/contacts.js';
import { Letters } from './organization/letters.js';
import { Payments } from './payments/index.js';
import { Plans } from './plans/index.js';
import { TencentCertificates } from './tencent/index.js';

/**
 * What reads and makes keys, CSRs and certificates is loaded by the methods that need it: most programs only ask.
 *
 * Every method throws `Refusal` for what the caller can correct (codes InvalidInput, NotFound, RefusedInThisState; with a `principal`
 * NotAllowed for what its role may not do),
 * `Unavailable` when Temporal or the worker does not answer within 10 seconds, and `OrderFailure` (DatabaseUnavailable)
 * when Postgres does not.
 */
export class OrderClient extends OrderRepairs {
  readonly apiKeys: ApiKeys;
  readonly approvals: Approvals;
  readonly catalogue: Catalogue;
  readonly calendar: Calendar;
  readonly certificates: Certificates;
  readonly companies: Companies;
  readonly connections: Connections;
  readonly contacts: Contacts;
  readonly delegations: Delegations;
  readonly desk: Desk;
  readonly dossiers: Dossiers;
  readonly freePlaces: FreePlaces;
  readonly letters: Letters;
  readonly masterKeys: MasterKeys;
  readonly notices: Notices;
  readonly operations: Operations;
  readonly payments: Payments;
  readonly plans: Plans;
  readonly routes: Routes;
  readonly sessions: Sessions;
  readonly users: Users;
  readonly waits: Waits;
  readonly signingRequests: SigningRequests;
  /** Certificates as the reseller's API knows them. */
  readonly tencent: TencentCertificates;
  readonly #context: ClientContext;

  /** Throws Refusal `InvalidInput` for an account, actor or origin that can't be used. */
  constructor(options: OrderClientOptions) {
    const context = contextOf(options);
    super(context);
    this.#context = context;
    this.apiKeys = new ApiKeys(context);
    this.approvals = new Approvals(context);
    this.catalogue = new Catalogue(context);
    this.calendar = new Calendar(context);
    this.certificates = new Certificates(context);
    this.companies = new Companies(context);
    this.connections = new Connections(context);
    this.contacts = new Contacts(context);
    this.delegations = new Delegations(context);
    this.desk = new Desk(context);
    this.dossiers = new Dossiers(context);
    this.freePlaces = new FreePlaces(context);
    this.letters = new Letters(context);
    this.masterKeys = new MasterKeys(context);
    this.notices = new Notices(context);
    this.operations = new Operations(context);
    this.payments = new Payments(context);
    this.plans = new Plans(context);
    this.routes = new Routes(context);
    this.sessions = new Sessions(context);
    this.users = new Users(context);
    this.waits = new Waits(context);
    this.signingRequests = new SigningRequests(context);
    this.tencent = new TencentCertificates(context);
    // Whoever is named gets the same client behind the table of rights, and no way around it.
    if (context.principal) return guarded(this, guardOf(context, context.principal));
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
  async submit(orderId: string, form: SubmitForm, options: SubmitOptions = {}): Promise<CreatedOrder> {
    return await recorded(
      this.#context,
      { operation: 'order.submit', subject: orderId, details: formDetails(form) },
      async () => {
        const { submitForm } = await import('./orders/submitting.js');
        return await submitForm(this.#context, orderId, form, options);
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

  /** Removes this account's orders that were stored over 15 minutes ago and never started; their free places are given back. */
  async sweep(): Promise<Sweep> {
    return await recorded(this.#context, { operation: 'order.sweep' }, async () => {
      return await sweepOrders(this.#context);
    });
  }
}
