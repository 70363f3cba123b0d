/** Lists of orders, newest first. One account sees its own; an order that was never started is not shown to anybody. */
import type { Brand } from '../../../domain/catalogue/words.js';
import { ORDER_STATES, type OrderState } from '../../../domain/orders/states.js';
import type { Wait } from '../../../domain/waits.js';
import type { Queryable } from '../../database.js';
import { aliasLead, FENCE, narrowest, WORDS, wordLead, type Lead, type Listed } from '../leads.js';
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
  const parameters = new Parameters();
  const { rows } = await database.query<OrderRow & { placeAt: string }>(
    `select ${ORDER_COLUMNS}, ${placeColumn('lead.led_at')}
       from (${lead(parameters, after)}) lead (led_id, led_at)
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
    ...words.map((word) => wordLead(LISTED, account, word)),
    ...(alias === undefined
      ? []
      : [await aliasLead(database, LISTED, { account, alias, limit, ...(after && { after }) })]),
    ...(waitingOn === undefined ? [] : [waitLead(account, waitingOn)]),
    ...(state === undefined ? [] : [stateLead(account, [state])]),
  ];
  return (await narrowest(database, leads)) ?? stateLead(account, ORDER_STATES);
}

/** Several states' lists are merged as they are read: no list of all needs an index of its own. */
function stateLead(account: string, states: readonly OrderState[]): Lead {
  return (parameters, after) =>
    states
      .map((state) => ordersWhere(account, [`state = ${parameters.add(state)}`], parameters, after))
      .join('\n union all ');
}

/** The order's own wait, or that of either proof; each order is in one of the three. */
function waitLead(account: string, wait: Wait): Lead {
  return (parameters, after) => {
    const waits = parameters.add(wait);
    const first = `tracks #>> '{0,status}' = 'open' and tracks #>> '{0,waitingOn}' = ${waits}`;
    const second = `tracks #>> '{1,status}' = 'open' and tracks #>> '{1,waitingOn}' = ${waits}`;
    const elsewhere = `waiting_on is distinct from ${waits}`;
    return [[`waiting_on = ${waits}`], [first, elsewhere], [second, elsewhere, `(${first}) is not true`]]
      .map((conditions) => ordersWhere(account, conditions, parameters, after))
      .join('\n union all ');
  };
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
