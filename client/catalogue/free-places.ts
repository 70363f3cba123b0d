/** Places of free certificates: one is taken with each order, and how many are left is shown. */
import {
  domainOfPlace,
  FREE_PLACES,
  refusalOfPlace,
  takesFreePlace,
} from '../../domain/catalogue/free-places.js';
import type { PlacesTaken } from '../../domain/catalogue/free-places.js';
import type { CertificateType, OrderPurpose } from '../../domain/catalogue/words.js';
import { Refusal } from '../../domain/refusals.js';
import type { Queryable } from '../../db/database.js';
import {
  hasPlace,
  insertPlace,
  lockPlaces,
  placesAround,
  placesOfAccount,
  placesOfDomains,
} from '../../db/statements/catalogue/free-places.js';
import { sweepOrders } from '../orders/abandoned.js';
import type { ClientContext } from '../context.js';

export interface PlacesView {
  readonly limit: number;
  readonly taken: number;
  /** ISO 8601, UTC; null where no taken place has a certificate yet. */
  readonly nextReleaseAt: string | null;
}

export interface FreePlacesView {
  readonly perAccount: PlacesView;
  /** Where this account holds a place. What other accounts of the installation hold there is counted too. */
  readonly domains: readonly (PlacesView & { readonly domain: string })[];
}

/** Every place is taken, as far as the records tell. */
class NoFreePlace extends Refusal {}

export class FreePlaces {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /** Places of the account's orders that never were started are given back first, where Temporal answers. */
  async show(): Promise<FreePlacesView> {
    const { database, account, clock } = this.#context;
    // Good to know without Temporal too: what can't be looked up counts as taken.
    await sweepOrders(this.#context).catch(() => undefined);
    const now = clock();
    const ofAccount = await placesOfAccount(database, account, now);
    const ofDomains = await placesOfDomains(database, account, now);
    const domains = ofDomains.map(({ domain, ...taken }) => ({
      domain,
      ...viewOf(taken, FREE_PLACES.perRegistrableDomain),
    }));
    return { perAccount: viewOf(ofAccount, FREE_PLACES.perAccount), domains };
  }
}

/** What an order's place is judged by. */
export interface PlacedOrder {
  readonly orderId: string;
  readonly certificateType: CertificateType;
  readonly purpose: OrderPurpose | undefined;
  /** Undefined as long as the form has not been handed in: a draft takes no place. */
  readonly names: readonly string[] | undefined;
}

/**
 * Takes a place in the transaction that stores the submitted form, after the form was stored; nothing for other products
 * and for re-issues. Throws Refusal RefusedInThisState (`names`, `type`) where every place is taken.
 */
export async function takeFreePlace(
  { account, clock }: Pick<ClientContext, 'account' | 'clock'>,
  transaction: Queryable,
  { orderId, certificateType, purpose, names }: PlacedOrder,
): Promise<void> {
  if (!names || !takesFreePlace(certificateType, purpose)) return;
  // The same form again, after an unknown outcome.
  if (await hasPlace(transaction, orderId)) return;
  const place = { account, registrableDomain: domainOfPlace(names) };
  await lockPlaces(transaction, place);
  const now = clock();
  const refusal = refusalOfPlace(place, await placesAround(transaction, place, now));
  if (refusal) throw new NoFreePlace(refusal);
  await insertPlace(transaction, orderId, place, now);
}

/**
 * Where no place is left, the account's orders that were never started give theirs back, and the work is done once more. What
 * other accounts left behind at a shared domain is the workers' to remove (worker/abandoned-orders.ts).
 */
export async function withAbandonedPlaces<Result>(
  context: ClientContext,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof NoFreePlace)) throw error;
    const swept = await sweepOrders(context).catch(() => undefined);
    if (!swept || swept.removed.length === 0) throw error;
    return await work();
  }
}

function viewOf({ taken, nextReleaseAt }: PlacesTaken, limit: number): PlacesView {
  return {
    limit,
    taken,
    nextReleaseAt: nextReleaseAt === undefined ? null : new Date(nextReleaseAt).toISOString(),
  };
}
