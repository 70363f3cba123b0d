/** When the waits of a company's check are usually over: of one account's open orders. */
import type { Wait } from '../../../domain/waits.js';
import type { Queryable } from '../../database.js';
import { SHOWN } from './views.js';

export interface ExpectedEnd {
  readonly orderId: string;
  readonly names: string[];
  readonly wait: Wait;
  /** ISO 8601, UTC. */
  readonly expectedBy: string;
}

/** More than an account has companies being checked at a time. */
const MOST = 5_000;

export async function expectedEnds(
  database: Queryable,
  account: string,
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<ExpectedEnd[]> {
  const { rows } = await database.query<ExpectedEnd>(
    `select order_id as "orderId", names, track ->> 'waitingOn' as wait, track ->> 'expectedBy' as "expectedBy"
       from orders cross join lateral jsonb_array_elements(tracks) track
      where account = $1 and waiting_on is not null and ${SHOWN} and tracks is not null
        and track ->> 'status' = 'open' and track ->> 'waitingOn' is not null
        and (track ->> 'expectedBy')::timestamptz between $2 and $3
      order by track ->> 'expectedBy', order_id
      limit ${MOST}`,
    [account, from, until],
  );
  return rows;
}
