/** Lists of orders, newest first. One account sees its own; an order that was never started is not shown to anybody. */
import type { Brand } from '../../../domain/catalogue/words.js';
import { ORDER_STATES, type OrderState } from '../../../domain/orders/states.js';
import type { Wait } from '../../../domain/waits.js';
import type { Queryable } from '../../database.js';
import { aliasLead, FENCE, merged, narrowest, WORDS, wordLead, type Lead, type Listed } from '../leads.js';
import {
  andAll,
  olderThan,
  pageOf,
  Parameters,
  placeColumn,
  type Page,
  type PageWanted,
  type Place,
} from '../pages.js';
import { labelConditions, type LabelFilter } from './labels.js';
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

const LISTED: Listed = { table: 'orders', id: 'order_id', words: 'order_words' };

export async function listOrders(
  database: Queryable,
  account: string,
  { limit, after, ...filter }: OrderFilter & PageWanted,
): Promise<Page<OrderRecord>> {
  const lead = await leadOf(database, account, filter, { limit, ...(after && { after }) });
  const pageOfEach = (given: Parameters) =>
    `${andAll([SHOWN, ...conditionsOf(filter, given)])}
      order by created_at desc, order_id desc limit ${given.add(limit + 1)}`;
  const parameters = new Parameters();
  const { rows } = await database.query<OrderRow & { placeAt: string }>(
    `select ${ORDER_COLUMNS}, ${placeColumn('lead.led_at')}
       from (${lead(parameters, after, pageOfEach)}) lead (led_id, led_at)
      cross join lateral (
            select * from orders
             where orders.order_id = lead.led_id and account = ${parameters.add(account)}
               and ${SHOWN}${andAll(conditionsOf(filter, parameters))}
            ${FENCE}) orders
      order by lead.led_at desc, lead.led_id desc
      limit ${parameters.add(limit + 1)}`,
    parameters.values,
  );
  return pageOf(rows, limit, (row) => row.order_id, orderRecord);
}

async function leadOf(
  database: Queryable,
  account: string,
  { state, waitingOn, brand, name, alias, tag, project }: OrderFilter,
  { limit, after }: PageWanted,
): Promise<Lead> {
  const words = [
    ...(name === undefined ? [] : [WORDS.name(name)]),
    ...(tag === undefined ? [] : [WORDS.tag(tag)]),
    ...(project === undefined ? [] : [WORDS.project(project)]),
    ...(brand === undefined ? [] : [WORDS.brand(brand)]),
  ];
  const leads = [
    // Of two with many rows the first one leads: what is waited for is recent.
    ...(waitingOn === undefined ? [] : [waitLead(account, waitingOn)]),
    ...words.map((word) => wordLead(LISTED, account, word)),
    ...(alias === undefined
      ? []
      : [await aliasLead(database, LISTED, { account, alias, limit, ...(after && { after }) })]),
    ...(state === undefined ? [] : [stateLead(account, [state])]),
  ];
  return (await narrowest(database, leads)) ?? stateLead(account, ORDER_STATES);
}

/** No list of all needs an index of its own. */
function stateLead(account: string, states: readonly OrderState[]): Lead {
  return merged(
    states.map(
      (state) => (parameters, after) =>
        ordersWhere(account, [`state = ${parameters.add(state)}`], parameters, after),
    ),
  );
}

/** The order's own wait, or that of either proof; each order is in one of the three. */
function waitLead(account: string, wait: Wait): Lead {
  const track = (place: 0 | 1, waits: string) =>
    `tracks #>> '{${place},status}' = 'open' and tracks #>> '{${place},waitingOn}' = ${waits}`;
  const elsewhere = (waits: string) => `waiting_on is distinct from ${waits}`;
  const lists: ((waits: string) => string[])[] = [
    (waits) => [`waiting_on = ${waits}`],
    (waits) => [track(0, waits), elsewhere(waits)],
    (waits) => [track(1, waits), elsewhere(waits), `(${track(0, waits)}) is not true`],
  ];
  return merged(
    lists.map(
      (conditions) => (parameters, after) =>
        ordersWhere(account, conditions(parameters.add(wait)), parameters, after),
    ),
  );
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
