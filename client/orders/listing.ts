/** Lists of orders, what they are narrowed to, and how many there are. */
import { listOrders, type OrderFilter } from '../../db/statements/orders/lists.js';
import { countOrders, type OrderCounts } from '../../db/statements/orders/tabs.js';
import { BRANDS, CERTIFICATE_TYPES } from '../../domain/catalogue/words.js';
import { refuseUnusableSearch } from '../../domain/orders/labels.js';
import { ORDER_STATES } from '../../domain/orders/states.js';
import { ORDER_TABS } from '../../domain/orders/tabs.js';
import { PARTIES, WAITS } from '../../domain/waits.js';
import type { ClientContext } from '../context.js';
import { instantGiven, searchGiven, severalGiven } from '../list-filters.js';
import { pageFrom, placeOf, type ListPage, type PageRequest } from '../pages.js';
import { limitOf, normalizedName, refuseUnknown, summaryOf } from './reading.js';
import type { OrderSummary } from './views.js';

type ListContext = Pick<ClientContext, 'database' | 'account' | 'principal' | 'clock'>;

/** Throws Refusal `InvalidInput`, by field. */
export async function listSummaries(
  context: ListContext,
  request: OrderFilter & PageRequest,
): Promise<ListPage<OrderSummary>> {
  const { database, account } = context;
  const { limit, after, ...given } = request;
  const filter = usableFilter(given);
  const named = { list: 'orders', account, filter } as const;
  const place = placeOf(named, after);
  const page = await listOrders(database, account, {
    ...filter,
    ...seenBy(context),
    limit: limitOf(limit),
    ...(place && { after: place }),
  });
  return pageFrom(named, page, (record) => summaryOf(record));
}

export async function countsOf(context: ListContext): Promise<OrderCounts> {
  return await countOrders(context.database, context.account, seenBy(context));
}

/** For whom the account's letters are sees those that wait on people, and no others. */
function seenBy({ principal, clock }: ListContext): { readonly now: number; readonly peopleOnly: boolean } {
  return { now: clock(), peopleOnly: principal?.role === 'letters' };
}

function usableFilter(given: OrderFilter): OrderFilter {
  const { state, tab, waitingOn, party, brand, type, name, search, deadlineBefore, alias, tag, project } =
    given;
  refuseUnknown('tab', tab, ORDER_TABS);
  refuseUnknown('waitingOn', waitingOn, WAITS);
  refuseUnknown('party', party, PARTIES);
  refuseUnknown('brand', brand, BRANDS);
  refuseUnknown('type', type, CERTIFICATE_TYPES);
  const labels = {
    ...(alias !== undefined && { alias }),
    ...(tag !== undefined && { tag }),
    ...(project !== undefined && { project }),
  };
  refuseUnusableSearch(labels);
  return {
    ...labels,
    ...(state !== undefined && { state: severalGiven('state', state, ORDER_STATES) }),
    ...(tab !== undefined && { tab }),
    ...(waitingOn !== undefined && { waitingOn }),
    ...(party !== undefined && { party }),
    ...(brand !== undefined && { brand }),
    ...(type !== undefined && { type }),
    ...(name !== undefined && { name: normalizedName(name) }),
    ...(search !== undefined && { search: searchGiven(search) }),
    ...(deadlineBefore !== undefined && { deadlineBefore: instantGiven('deadlineBefore', deadlineBefore) }),
  };
}
