/** Lists of orders, newest first. One account sees its own; an order that was never started is not shown to anybody. */
import { BRANDS, type Brand, type CertificateType } from '../../../domain/catalogue/words.js';
import { isFinal, OPEN_STATES, type OrderState } from '../../../domain/orders/states.js';
import { STATES_OF_TAB, type OrderTab } from '../../../domain/orders/tabs.js';
import { PARTY_OF, WAITS, type Party, type Wait } from '../../../domain/waits.js';
import type { Queryable } from '../../database.js';
import {
  aliasLead,
  firstOf,
  merged,
  narrowest,
  newestOf,
  searchCondition,
  searchLead,
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
import { expiringLead, hasExpiringCertificate } from './tabs.js';
import { ORDER_COLUMNS, orderRecord, SHOWN, type OrderRecord, type OrderRow } from './views.js';

/** What orders are looked for by; all of it must hold. */
export interface OrderFilter extends LabelFilter {
  /** Any of them. */
  readonly state?: OrderState | readonly OrderState[];
  readonly tab?: OrderTab;
  /** Whose turn it is, of either proof. */
  readonly party?: Party;
  /** Also where it is the other proof that is told first. */
  readonly waitingOn?: Wait;
  readonly brand?: Brand;
  readonly type?: CertificateType;
  /** A-label, lower case: orders for exactly this name. */
  readonly name?: string;
  /** Part of a name or of the alias, or an id's beginning. */
  readonly search?: string;
  /** ISO 8601: orders whose turn of now, or that of either proof, ends before. */
  readonly deadlineBefore?: string;
}

export interface ListedOrders extends OrderFilter, PageWanted {
  /** Milliseconds since the epoch: which certificates expire soon. */
  readonly now: number;
  /** Those that wait on people, and no others: for whom an account's letters are. */
  readonly peopleOnly?: boolean;
}

const LISTED: Listed = { table: 'orders', id: 'order_id', words: 'order_words' };

export async function listOrders(
  database: Queryable,
  account: string,
  { limit, after, now, peopleOnly = false, ...filter }: ListedOrders,
): Promise<Page<OrderRecord>> {
  // Few at any time: they lead whatever else is asked.
  const lead = peopleOnly
    ? peopleLead(account)
    : await leadOf(database, account, { ...filter, now }, { limit, ...(after && { after }) });
  const pageOfEach: PageOfEach = {
    conditions: (given) => [
      SHOWN,
      ...(peopleOnly ? [WAITS_ON_PEOPLE] : []),
      ...conditionsOf({ ...filter, now }, given),
    ],
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

interface Wanted extends OrderFilter {
  readonly now: number;
}

async function leadOf(database: Queryable, account: string, wanted: Wanted, page: PageWanted): Promise<Lead> {
  const { waitingOn, party, brand, type, name, search, alias, tag, project, tab, now } = wanted;
  const states = statesOf(wanted);
  const waits = waitingOn === undefined ? waitsOfParty(party) : [waitingOn];
  const standing = standingOf(waits.length > 0 ? ['validating'] : states);
  const labels = [
    ...(tag === undefined ? [] : [WORDS.tag(tag)]),
    ...(project === undefined ? [] : [WORDS.project(project)]),
  ].map((word) => (standing === undefined ? word : WORDS.standing(standing, word)));
  const words = [
    ...(name === undefined ? [] : [WORDS.name(name)]),
    ...(type === undefined ? [] : [WORDS.type(type)]),
    // A state's index and a wait's have the brand in them.
    ...(brand === undefined || states.length + waits.length > 0 ? [] : [WORDS.brand(brand)]),
  ];
  const leads = [
    // Of two with many rows the first one leads: what is open or waited for is recent.
    ...labels.map((word) => wordLead(LISTED, account, word)),
    ...(waits.length === 0 ? [] : [waitLead(account, waits, brand)]),
    ...(tab === 'expiring' ? [expiringLead(account, now)] : []),
    ...words.map((word) => wordLead(LISTED, account, word)),
    ...(search === undefined ? [] : [searchLead(LISTED, account, search)]),
    ...(alias === undefined ? [] : [await aliasLead(database, LISTED, { account, alias, ...page })]),
    ...(states.length === 0 ? [] : [stateLead(account, states, brand)]),
  ];
  return (await narrowest(database, leads)) ?? wholeLead(account, page.limit);
}

/** Those that a row must be in to be meant; none: whichever. What has a deadline is open. */
function statesOf({ state, tab, deadlineBefore }: OrderFilter): readonly OrderState[] {
  if (state !== undefined) return typeof state === 'string' ? [state] : state;
  if (tab !== undefined) return STATES_OF_TAB[tab];
  return deadlineBefore === undefined ? [] : OPEN_STATES;
}

/** Tags and projects are kept with how far their orders are; what waits is open. */
function standingOf(states: readonly OrderState[]): OrderState | undefined {
  const [first, ...others] = new Set(states.map((state) => (isFinal(state) ? state : 'validating')));
  return others.length === 0 ? first : undefined;
}

function waitsOfParty(party: Party | undefined): readonly Wait[] {
  return party === undefined ? [] : WAITS.filter((wait) => PARTY_OF[wait] === party);
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

function stateLead(account: string, states: readonly OrderState[], brand: Brand | undefined): Lead {
  return brandsLead(
    account,
    brand,
    states.map((state) => ({ conditions: (parameters) => [`state = ${parameters.add(state)}`] })),
  );
}

/** The order's own wait, or that of either proof; each order is in one of the three, of whichever of several waits. */
function waitLead(account: string, waits: readonly Wait[], brand: Brand | undefined): Lead {
  const track = (place: 0 | 1, isMeant: string) =>
    `tracks #>> '{${place},status}' = 'open' and tracks #>> '{${place},waitingOn}' ${isMeant}`;
  const [only = '', ...others] = waits;
  if (others.length === 0) {
    const lists: ((is: string) => string[])[] = [
      (wait) => [`waiting_on = ${wait}`],
      (wait) => [track(0, `= ${wait}`), `waiting_on is distinct from ${wait}`],
      (wait) => [
        track(1, `= ${wait}`),
        `waiting_on is distinct from ${wait}`,
        `(${track(0, `= ${wait}`)}) is not true`,
      ],
    ];
    return brandsLead(
      account,
      brand,
      lists.map((conditions) => ({ conditions: (parameters) => conditions(parameters.add(only)) })),
    );
  }
  const lists: ((of: string, all: () => string) => string[])[] = [
    (of) => [`waiting_on = ${of}`],
    (of, all) => [track(0, `= ${of}`), `(waiting_on = any(${all()})) is not true`],
    (of, all) => [
      track(1, `= ${of}`),
      `(waiting_on = any(${all()})) is not true`,
      `(${track(0, `= any(${all()})`)}) is not true`,
    ],
  ];
  return brandsLead(
    account,
    brand,
    lists.map((conditions) => ({
      waits,
      conditions: (parameters) => conditions('waits.of_wait', () => parameters.add(waits, 'text[]')),
    })),
  );
}

/** One of the lists that are merged; of `waits`: one for each, its conditions telling it as `waits.of_wait`. */
interface IndexedList {
  readonly conditions: (parameters: Parameters) => string[];
  readonly waits?: readonly Wait[];
}

/**
 * Lists by indexes that have the brand before the date (migration 0017): of one brand, or of all of them merged. What a page
 * asks for besides is asked in each, since of each no more is read than a page can show. To count them no order is needed.
 */
function brandsLead(account: string, brand: Brand | undefined, lists: readonly IndexedList[]): Lead {
  if (brand !== undefined && lists.every(({ waits }) => waits === undefined))
    return merged(
      lists.map(
        ({ conditions }) =>
          (parameters, after) =>
            ordersWhere(
              account,
              [...conditions(parameters), `brand = ${parameters.add(brand)}`],
              parameters,
              after,
            ),
      ),
    );
  return (parameters, after, page) => {
    const each = lists.map(({ conditions, waits }) => {
      const listed = conditions(parameters);
      // To count them neither an order nor a brand is needed.
      if (!page && !waits) return ordersWhere(account, listed, parameters, after);
      const list = ordersWhere(account, [...listed, 'brand = brands.of_brand'], parameters, after);
      const brands = parameters.add(brand === undefined ? BRANDS : [brand], 'text[]');
      const ofWaits = waits ? ` cross join unnest(${parameters.add(waits, 'text[]')}) waits (of_wait)` : '';
      return `select newest.* from unnest(${brands}) brands (of_brand)${ofWaits}
       cross join lateral (${page ? newestOf(list, page, parameters) : list}) newest`;
    });
    return page ? firstOf(each, page.limit, parameters) : each.join('\n union all ');
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

const OPEN_TRACKS = `case jsonb_typeof(tracks) when 'array' then tracks else '[]' end`;

function conditionsOf(wanted: Wanted, parameters: Parameters): string[] {
  const { waitingOn, party, brand, type, name, search, deadlineBefore, tab, now, state, ...labels } = wanted;
  const waits = waitingOn === undefined ? '' : parameters.add(waitingOn, 'text');
  const ofParty = party === undefined ? '' : parameters.add(waitsOfParty(party), 'text[]');
  const before = deadlineBefore === undefined ? '' : parameters.add(deadlineBefore, 'timestamptz');
  return [
    ...[state === undefined ? [] : [state].flat(), tab === undefined ? [] : STATES_OF_TAB[tab]].flatMap(
      (states) => (states.length === 0 ? [] : [isOneOf('state', states, parameters)]),
    ),
    ...(tab === 'expiring' ? [hasExpiringCertificate(now, parameters)] : []),
    ...(waitingOn === undefined
      ? []
      : [
          `(waiting_on = ${waits}
                or tracks @> jsonb_build_array(jsonb_build_object('status', 'open', 'waitingOn', ${waits})))`,
        ]),
    ...(party === undefined
      ? []
      : [
          `(waiting_on = any(${ofParty})
                or exists (select from jsonb_array_elements(${OPEN_TRACKS}) proof
                            where proof ->> 'status' = 'open' and proof ->> 'waitingOn' = any(${ofParty})))`,
        ]),
    ...(deadlineBefore === undefined
      ? []
      : [
          `(deadline < ${before}
                or exists (select from jsonb_array_elements(${OPEN_TRACKS}) proof
                            where proof ->> 'status' = 'open' and (proof ->> 'deadline')::timestamptz < ${before}))`,
        ]),
    ...(brand === undefined ? [] : [`brand = ${parameters.add(brand)}`]),
    ...(type === undefined ? [] : [`certificate_type = ${parameters.add(type)}`]),
    ...(name === undefined ? [] : [`names @> array[${parameters.add(name, 'text')}]`]),
    ...(search === undefined ? [] : [searchCondition(['order_id'], search, parameters)]),
    ...labelConditions(labels, parameters),
  ];
}

/** One alone as it always was asked. */
function isOneOf(column: string, values: readonly string[], parameters: Parameters): string {
  const [only, ...others] = values;
  return others.length === 0
    ? `${column} = ${parameters.add(only)}`
    : `${column} = any(${parameters.add(values, 'text[]')})`;
}
