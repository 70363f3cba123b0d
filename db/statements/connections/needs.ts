/** What stands in the way of a connection's removal: whoever's orders and certificates need it. */
import type { FINAL_STATES } from '../../../domain/orders/states.js';
import type { Queryable } from '../../database.js';

/** Enough to recognize by; numbers are told of all. */
export interface Needing {
  readonly count: number;
  readonly ids: readonly string[];
}

const MOST_IDS = 20;

/** SQL: as the predicate of the index `orders_living_by_connection` has it. */
const LIVING = `o.terms -> 'connections' is not null and o.state not in ('rejected', 'expired', 'cancelled', 'issued')`;

/** Living orders that name it, and orders whose certificate is being revoked. */
export async function livingOrdersOf(database: Queryable, connectionId: string): Promise<Needing> {
  return await needing(
    database,
    `select o.order_id as id from orders o where ${LIVING}
        and (o.terms -> 'connections' ->> 'ca' = $1 or o.terms -> 'connections' ->> 'fallback' = $1
             or o.terms -> 'connections' -> 'dns' ? $1 or o.terms -> 'connections' -> 'files' ? $1)
      union
     select r.order_id from revocations r join orders o on o.order_id = r.order_id
      where r.ended_at is null and o.terms -> 'connections' ->> 'ca' = $1`,
    [connectionId],
  );
}

/** Certificates of this CA that are valid still: only there they can be revoked, and issued anew within their plan. */
export async function validCertificatesOf(
  database: Queryable,
  connectionId: string,
  now: Date,
): Promise<Needing> {
  return await needing(
    database,
    `select c.certificate_id as id from orders o join certificates c on c.order_id = o.order_id
      where o.terms -> 'connections' ->> 'ca' = $1 and c.revoked_at is null and c.not_after > $2`,
    [connectionId, now],
  );
}

async function needing(database: Queryable, ids: string, values: readonly unknown[]): Promise<Needing> {
  const { rows } = await database.query<Needing>(
    `with needing as (${ids})
     select (select count(*)::int from needing) as count,
            array(select id from needing order by id limit ${MOST_IDS}) as ids`,
    values,
  );
  return rows[0] ?? { count: 0, ids: [] };
}

/** The predicate above is written out, as its index is: this holds it to the states of today. */
export const STATES_OF_INDEX: readonly (typeof FINAL_STATES)[number][] = [
  'rejected',
  'expired',
  'cancelled',
  'issued',
];
