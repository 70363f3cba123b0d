/** Lists of orders, newest first. One account sees its own; an order that was never started is not shown to anybody. */
import { BRANDS, type Brand } from '../../../domain/catalogue/words.js';
import type { OrderState } from '../../../domain/orders/states.js';
import type { Wait } from '../../../domain/waits.js';
import type { Queryable } from '../../database.js';
import {
  aliasLead,
  firstOf,
  merged,
  narrowest,
  newestOf,
  WORDS,
  wordLead,
  type Lead,
  type Listed,
  type PageOfEach,
} from '../leads.js';
import {
  andAll,
  FENCE,
  olderThan,
  pageLed,
  Parameters,
  type LedList,
  type Page,
  type PageWanted,
  type Place,
} from '../pages.js';
import { labelConditions, type LabelFilter } from './labels.js';
import { WAITS_ON_PEOPLE } from './people-waits.js';
import { ORDER_COLUMNS, orderRecord, SHOWN, type OrderRecord, type OrderRow } from './views.js';

/** What orders are looked for by; all of it must hold. */
export interface OrderFilter extends LabelFilter {
  readonly state?: OrderState;
  /** Also where it is the other proof that is told first. */
  readonly waitingOn?: Wait;
  readonly brand?: Brand;
  /** A-label, lower case: orders for exactly this name. */
  readonly name?: string;
}

export interface ListedOrders extends OrderFilter, PageWanted {
  /** Those that wait on people, and no others: for whom an account's letters are. */
  readonly peopleOnly?: boolean;
}

const LISTED: Listed = { table: 'orders', id: 'order_id', words: 'order_words' };

export async function listOrders(
  database: Queryable,
  account: string,
  { limit, after, peopleOnly = false, ...filter }: ListedOrders,
): Promise<Page<OrderRecord>> {
  // Few at any time: they lead whatever else is asked.
  const lead = peopleOnly
    ? peopleLead(account)
    : await leadOf(database, account, filter, { limit, ...(after && { after }) });
  const pageOfEach: PageOfEach = {
    conditions: (given) => [SHOWN, ...(peopleOnly ? [WAITS_ON_PEOPLE] : []), ...conditionsOf(filter, given)],
    sortedBy: ['created_at', 'order_id'],
    limit,
  };
  const parameters = new Parameters();
  const led: LedList<OrderRow, OrderRecord> = {
    lead: lead(parameters, after, pageOfEach),
    row: `select * from orders
             where orders.order_id = lead.led_id and account = ${parameters.add(account)}${andAll(
               pageOfEach.conditions(parameters),
             )}`,
    called: 'orders',
    columns: ORDER_COLUMNS,
    idOf: (row) => row.order_id,
    recordOf: orderRecord,
  };
  return await pageLed(database, led, limit, parameters);
}

async function leadOf(
  database: Queryable,
  account: string,
  { state, waitingOn, brand, name, alias, tag, project }: OrderFilter,
  { limit, after }: PageWanted,
): Promise<Lead> {
  // Tags and projects are kept with how far their orders are; what waits is open.
  const standing = state ?? (waitingOn === undefined ? undefined : 'validating');
  const labels = [
    ...(tag === undefined ? [] : [WORDS.tag(tag)]),
    ...(project === undefined ? [] : [WORDS.project(project)]),
  ].map((word) => (standing === undefined ? word : WORDS.standing(standing, word)));
  const words = [
    ...(name === undefined ? [] : [WORDS.name(name)]),
    // A state's index and a wait's have the brand in them.
    ...(brand === undefined || standing !== undefined ? [] : [WORDS.brand(brand)]),
  ];
  const leads = [
    // Of two with many rows the first one leads: what is open or waited for is recent.
    ...labels.map((word) => wordLead(LISTED, account, word)),
    ...(waitingOn === undefined ? [] : [waitLead(account, waitingOn, brand)]),
    ...words.map((word) => wordLead(LISTED, account, word)),
    ...(alias === undefined
      ? []
      : [await aliasLead(database, LISTED, { account, alias, limit, ...(after && { after }) })]),
    ...(state === undefined ? [] : [stateLead(account, state, brand)]),
  ];
  return (await narrowest(database, leads)) ?? wholeLead(account, limit);
}

/**
 * No list of all needs an index of its own: each order has its brand among its words. Each brand's rows come in the list's order, and
 * the page is merged from them: of no brand more is read than the page takes.
 */
function wholeLead(account: string, limit: number): Lead {
  return (parameters, after) => {
    const ofBrand = (brand: Brand) => `${wordLead(LISTED, account, WORDS.brand(brand))(parameters, after)}
          and exists (select from orders where orders.order_id = order_words.order_id and ${SHOWN} ${FENCE})
        order by created_at desc, order_id desc`;
    return firstOf(
      BRANDS.map((brand) => `(${ofBrand(brand)})`),
      limit,
      parameters,
    );
  };
}

/** `list`: of `brands.of_brand`. */
function ofBrands(brands: string, list: string): string {
  return `select newest.* from unnest(${brands}) brands (of_brand) cross join lateral (${list}) newest`;
}

function stateLead(account: string, state: OrderState, brand: Brand | undefined): Lead {
  return brandsLead(account, brand, [(parameters) => [`state = ${parameters.add(state)}`]]);
}

/** The order's own wait, or that of either proof; each order is in one of the three. */
function waitLead(account: string, wait: Wait, brand: Brand | undefined): Lead {
  const track = (place: 0 | 1, waits: string) =>
    `tracks #>> '{${place},status}' = 'open' and tracks #>> '{${place},waitingOn}' = ${waits}`;
  const elsewhere = (waits: string) => `waiting_on is distinct from ${waits}`;
  const lists: ((waits: string) => string[])[] = [
    (waits) => [`waiting_on = ${waits}`],
    (waits) => [track(0, waits), elsewhere(waits)],
    (waits) => [track(1, waits), elsewhere(waits), `(${track(0, waits)}) is not true`],
  ];
  return brandsLead(
    account,
    brand,
    lists.map((conditions) => (parameters) => conditions(parameters.add(wait))),
  );
}

/**
 * Lists by indexes that have the brand before the date (migration 0017): of one brand, or of all of them merged. What a page
 * asks for besides is asked in each, since of each no more is read than a page can show. To count them no order is needed.
 */
function brandsLead(
  account: string,
  brand: Brand | undefined,
  lists: readonly ((parameters: Parameters) => string[])[],
): Lead {
  if (brand !== undefined)
    return merged(
      lists.map(
        (conditions) => (parameters, after) =>
          ordersWhere(
            account,
            [...conditions(parameters), `brand = ${parameters.add(brand)}`],
            parameters,
            after,
          ),
      ),
    );
  return (parameters, after, page) => {
    if (!page)
      return lists
        .map((conditions) => ordersWhere(account, conditions(parameters), parameters, after))
        .join('\n union all ');
    const brands = parameters.add(BRANDS, 'text[]');
    const each = lists.map((conditions) => {
      const ofEach = [...conditions(parameters), 'brand = brands.of_brand'];
      return ofBrands(brands, newestOf(ordersWhere(account, ofEach, parameters, after), page, parameters));
    });
    return firstOf(each, page.limit, parameters);
  };
}

function peopleLead(account: string): Lead {
  return (parameters, after) => ordersWhere(account, [WAITS_ON_PEOPLE], parameters, after);
}

function ordersWhere(
  account: string,
  conditions: readonly string[],
  parameters: Parameters,
  after: Place | undefined,
): string {
  const all = [...conditions, ...olderThan(after, ['created_at', 'order_id'], parameters)];
  return `select order_id, created_at from orders where account = ${parameters.add(account)}${andAll(all)}`;
}

function conditionsOf(
  { state, waitingOn, brand, name, ...labels }: OrderFilter,
  parameters: Parameters,
): string[] {
  const waits = waitingOn === undefined ? '' : parameters.add(waitingOn, 'text');
  return [
    ...(state === undefined ? [] : [`state = ${parameters.add(state)}`]),
    ...(waitingOn === undefined
      ? []
      : [
          `(waiting_on = ${waits}
                or tracks @> jsonb_build_array(jsonb_build_object('status', 'open', 'waitingOn', ${waits})))`,
        ]),
    ...(brand === undefined ? [] : [`brand = ${parameters.add(brand)}`]),
    ...(name === undefined ? [] : [`names @> array[${parameters.add(name, 'text')}]`]),
    ...labelConditions(labels, parameters),
  ];
}
