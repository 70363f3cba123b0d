/** Whatever waits, of all accounts: for operators. Nothing of the form, neither names nor what is to be done, which tells them. */
import type { Brand, CertificateType } from '../../../domain/catalogue/words.js';
import type { OrderState } from '../../../domain/orders/states.js';
import type { OrderTrack } from '../../../domain/orders/tracks.js';
import type { Wait } from '../../../domain/waits.js';
import type { Queryable } from '../../database.js';
import { andAll, olderThan, pageOf, Parameters, placeColumn, type Page, type PageWanted } from '../pages.js';
import { SHOWN } from './views.js';

export interface WaitRow {
  readonly orderId: string;
  readonly account: string;
  readonly brand: Brand;
  readonly type: CertificateType;
  readonly state: OrderState;
  readonly waitingOn: Wait;
  readonly since: Date | null;
  readonly deadline: Date | null;
  readonly tracks: readonly OrderTrack[] | null;
  readonly createdAt: Date;
}

/** None of them is the form's. */
export const WAIT_COLUMNS = `
  order_id as "orderId", account, brand, certificate_type as type, state, waiting_on as "waitingOn", since, deadline,
  tracks, created_at as "createdAt"`;

/** Newest orders first. */
export async function listWaits(database: Queryable, { limit, after }: PageWanted): Promise<Page<WaitRow>> {
  const parameters = new Parameters();
  const { rows } = await database.query<WaitRow & { placeAt: string }>(
    `select ${WAIT_COLUMNS}, ${placeColumn('created_at')}
       from orders
      where waiting_on is not null and ${SHOWN}${andAll(olderThan(after, ['created_at', 'order_id'], parameters))}
      order by created_at desc, order_id desc
      limit ${parameters.add(limit + 1)}`,
    parameters.values,
  );
  return pageOf(
    rows,
    limit,
    ({ orderId }) => orderId,
    (row) => row,
  );
}
