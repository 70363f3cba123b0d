/** How many orders stand under each of the tabs that people know (domain/orders/tabs.ts), and which orders' certificates expire soon. */
import { ORDER_TABS, STATES_OF_TAB, type OrderTab } from '../../../domain/orders/tabs.js';
import { rangeOf, spanOf, STANDS, stateAt } from '../certificates/states.js';
import type { Queryable } from '../../database.js';
import type { Lead } from '../leads.js';
import { andAll, olderThan, Parameters } from '../pages.js';
import { WAITS_ON_PEOPLE } from './people-waits.js';
import { SHOWN } from './views.js';

export type OrderCounts = Readonly<Record<OrderTab, number>>;

/** `now`: milliseconds since the epoch. `peopleOnly`: of those that wait on people, and no others. One statement. */
export async function countOrders(
  database: Queryable,
  account: string,
  { now, peopleOnly = false }: { readonly now: number; readonly peopleOnly?: boolean },
): Promise<OrderCounts> {
  const parameters = new Parameters();
  const whose = `account = ${parameters.add(account)}`;
  // All of a state by its index alone; of those that are not shown yet there are next to none.
  const shown = `
    select state, count(*) as orders from orders where ${whose} group by state
     union all
    select state, -count(*) from orders where ${whose} and started_at is null and not ${SHOWN} group by state
     union all
    select 'expiring', count(*) from (${expiringOf(account, now, parameters)}) expiring`;
  const ofPeople = `
    select state, count(*) as orders from orders where ${whose} and ${SHOWN} and ${WAITS_ON_PEOPLE} group by state`;
  const { rows } = await database.query<{ state: string; orders: number }>(
    `select state, sum(orders)::integer as orders from (${peopleOnly ? ofPeople : shown}) counted group by state`,
    peopleOnly ? [account] : parameters.values,
  );
  const counted = new Map(rows.map(({ state, orders }) => [state, orders]));
  const of = (states: readonly string[]) => states.reduce((sum, state) => sum + (counted.get(state) ?? 0), 0);
  return Object.fromEntries(
    ORDER_TABS.map((tab) => [tab, of(tab === 'expiring' ? [tab] : STATES_OF_TAB[tab])]),
  ) as Record<OrderTab, number>;
}

/** SQL of the orders whose certificates expire soon: by what stands, and by what will have left use and has not yet. */
function expiringOf(account: string, now: number, parameters: Parameters): string {
  const { from = '', before = '' } = rangeOf('expiring', now);
  const [whose, begin, end] = [
    parameters.add(account),
    parameters.add(from, 'timestamptz'),
    parameters.add(before, 'timestamptz'),
  ];
  const at = parameters.add(new Date(now).toISOString(), 'timestamptz');
  const span = spanOf('not_after');
  return `select order_id from certificates
       where account = ${whose} and ${STANDS} and ${span} between ${spanOf(begin)} and ${spanOf(end)}
         and not_after >= ${begin} and not_after < ${end} and order_id is not null
       union all
      select order_id from certificates
       where account = ${whose} and (revoked_at is not null or replaced_by is not null)
         and greatest(revoked_at, replaced_at) > ${at} and order_id is not null and ${stateAt(at)} = 'expiring'`;
}

export function expiringLead(account: string, now: number): Lead {
  return (parameters, after) =>
    `select order_id, created_at from (
        select orders.order_id, orders.created_at
          from (${expiringOf(account, now, parameters)}) expiring join orders on orders.order_id = expiring.order_id
         where true${andAll(olderThan(after, ['orders.created_at', 'orders.order_id'], parameters))}
         order by orders.created_at desc, orders.order_id desc) of_expiring`;
}

/** SQL: the order's certificate expires soon. */
export function hasExpiringCertificate(now: number, parameters: Parameters): string {
  const at = parameters.add(new Date(now).toISOString(), 'timestamptz');
  return `exists (select from certificates
                 where certificates.order_id = orders.order_id and ${stateAt(at)} = 'expiring')`;
}
