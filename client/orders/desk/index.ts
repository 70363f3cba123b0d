/**
 * The desk: what waits, on whom and for how long; and what may be done about one order. An operator of the installation sees all accounts
 * and none of their names or forms; others see their own account.
 */
import { countWaits, listDesk, readDesk, type DeskFilter } from '../../../db/statements/orders/desk.js';
import { owedMoney } from '../../../db/statements/payments/owed.js';
import { BRANDS, type Brand } from '../../../domain/catalogue/words.js';
import { isIdentifier } from '../../../domain/identifiers.js';
import { waitsEndedBy } from '../../../domain/accounts/whose-waits.js';
import { PARTIES, PARTY_OF, WAITS, type Party } from '../../../domain/waits.js';
import type { CancelRequest } from '../../../workflows/messages.js';
import { OperationsWriter } from '../../accounts/operations-writer.js';
import { recorded } from '../../accounts/recorded.js';
import type { ClientContext } from '../../context.js';
import { checkOrderNow } from '../../control/checking.js';
import { withdrawOrder } from '../acting.js';
import { explainOrder } from '../explaining.js';
import { limitOf, refuseNoId, refuseUnknown } from '../reading.js';
import { pageFrom, placeOf, type ListPage, type PageRequest } from '../../pages.js';
import { noSuchOrder } from '../../refusing.js';
import { healthOf, type DeskHealthView } from './health.js';
import { remindSubscriber, type RemindedView } from './reminding.js';
import { deskSummary } from './summary.js';
import {
  deskOrderView,
  type DeskCheckView,
  type DeskView,
  type DeskWhyView,
  type ListedDeskOrder,
} from './views.js';

/** What the list is narrowed to; all of it must hold. */
export interface DeskRequest extends PageRequest {
  readonly party?: Party;
  readonly brand?: Brand;
  readonly connectionId?: string;
  /** True: only what is past its deadline. */
  readonly overdue?: boolean;
  /** True: only what whoever asks placed and may bring on; false: all else. */
  readonly mine?: boolean;
}

export class Desk {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /** What waits, counted, and the money that is owed. */
  async show(): Promise<DeskView> {
    const { database, clock } = this.#context;
    const now = new Date(clock());
    const [counts, owed] = await Promise.all([
      countWaits(database, this.#account, now),
      owedMoney(database, this.#account),
    ]);
    return {
      at: now.toISOString(),
      ...deskSummary(counts),
      owed: owed.map(({ oldestSince, ...sum }) => ({
        ...sum,
        oldestSince: oldestSince?.toISOString() ?? null,
      })),
    };
  }

  /** What waits, what is overdue first, then by its deadline; 100 unless told otherwise. Throws Refusal `InvalidInput`. */
  async orders(request: DeskRequest = {}): Promise<ListPage<ListedDeskOrder>> {
    const { party, brand, connectionId, overdue = false, mine, limit, after } = request;
    refuseUnknown('party', party, PARTIES);
    refuseUnknown('brand', brand, BRANDS);
    refuseNoId('connectionId', connectionId);
    const { database, clock, pages, principal, actor } = this.#context;
    const now = clock();
    const filter = {
      ...(mine !== undefined && { mine, actor }),
      ...(party !== undefined && { party }),
      ...(brand !== undefined && { brand }),
      ...(connectionId !== undefined && { connectionId }),
      overdue,
    };
    const named = { list: 'desk', account: this.#account ?? 'all of them', filter } as const;
    const place = placeOf(named, after);
    const wanted: DeskFilter = {
      ...(party !== undefined && { waits: WAITS.filter((wait) => PARTY_OF[wait] === party) }),
      ...(brand !== undefined && { brand }),
      ...(connectionId !== undefined && { connectionId }),
      ...(overdue && { overdueAt: new Date(now) }),
      ...(mine !== undefined && { mine }),
      // An operator is of no account, and placed nothing.
      ...(this.#account !== null && { asker: { actor, waits: waitsEndedBy(principal?.role) } }),
    };
    const page = { ...wanted, limit: limitOf(limit), ...(place && { after: place }) };
    return pageFrom(named, await listDesk(database, this.#account, page), (row) => ({
      ...deskOrderView(row, pages, now),
      mine: row.mine,
    }));
  }

  /** One order: whose turn, what is tried, how that failed last, and where its pages are. Throws Refusal `NotFound`. */
  async why(orderId: string): Promise<DeskWhyView> {
    return await this.#why(await this.#contextOf(orderId), orderId);
  }

  /** Whether stores, workers, queues and connections stand. */
  async health(): Promise<DeskHealthView> {
    return await healthOf(this.#context);
  }

  /** Has the order look at the world now. Throws Refusal: `NotFound`; `RefusedInThisState`. */
  async check(orderId: string, options: { readonly waitMs?: number } = {}): Promise<DeskCheckView> {
    const context = await this.#contextOf(orderId);
    return await recorded(context, { operation: 'order.check', subject: orderId }, async () => {
      const { fresh } = await checkOrderNow(context, orderId, options);
      return { fresh, order: await this.#why(context, orderId) };
    });
  }

  /**
   * Tells the subscriber once more what is waited for, where it is their turn; once a day of the wait. Throws Refusal: `NotFound`;
   * `RefusedInThisState` where it is not their turn, or they were told today.
   */
  async remind(orderId: string): Promise<RemindedView> {
    const context = await this.#contextOf(orderId);
    return await recorded(context, { operation: 'order.remind', subject: orderId }, () =>
      remindSubscriber(context, orderId),
    );
  }

  /** Asks for the order to be withdrawn; its end tells whether that, or issuance, came first. Throws Refusal as `OrderClient.cancel`. */
  async cancel(orderId: string, request?: CancelRequest): Promise<DeskWhyView> {
    const context = await this.#contextOf(orderId);
    const details = { revokeIfIssued: request?.revokeIfIssued === true };
    return await recorded(context, { operation: 'order.cancel', subject: orderId, details }, async () => {
      await withdrawOrder(context, orderId, request);
      return await this.#why(context, orderId);
    });
  }

  /** Null: of all accounts. */
  get #account(): string | null {
    const { principal, account } = this.#context;
    return principal?.role === 'operator' ? null : account;
  }

  /** As if the order's account asked, under the name of who does: what is done stands in that account's log. */
  async #contextOf(orderId: string): Promise<ClientContext> {
    const { database, account } = this.#context;
    if (this.#account !== null) return this.#context;
    const row = isIdentifier(orderId) ? await readDesk(database, null, orderId) : undefined;
    if (!row || row.account === account) return this.#context;
    return { ...this.#context, account: row.account, log: new OperationsWriter(database, row.account) };
  }

  async #why(context: ClientContext, orderId: string): Promise<DeskWhyView> {
    const { database, account, pages, clock } = context;
    // Of all accounts: nothing of the form is read.
    const scope = this.#account === null ? null : account;
    const row = isIdentifier(orderId) ? await readDesk(database, scope, orderId) : undefined;
    if (!row) throw noSuchOrder(orderId);
    const { attempts } = await explainOrder(context, orderId);
    return { ...deskOrderView(row, pages, clock()), attempts };
  }
}
