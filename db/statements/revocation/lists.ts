/** All requests to revoke of one account, newest first. */
import type { Queryable } from '../../database.js';
import { andAll, olderThan, pageOf, Parameters, placeColumn, type Page, type PageWanted } from '../pages.js';
import { REVOCATION_WAITS_ON_PEOPLE } from '../orders/people-waits.js';
import { datesOf, REVOCATION_COLUMNS, type StoredRevocation, type Undated } from './row.js';

/** Without what is its order's. */
export type RevocationRecord = Omit<StoredRevocation, 'brand' | 'type'>;

export async function listRevocations(
  database: Queryable,
  account: string,
  { limit, after, peopleOnly = false }: PageWanted & { readonly peopleOnly?: boolean },
): Promise<Page<RevocationRecord>> {
  const parameters = new Parameters();
  const whose = `account = ${parameters.add(account)}`;
  const behind = andAll([
    ...(peopleOnly ? [REVOCATION_WAITS_ON_PEOPLE] : []),
    ...olderThan(after, ['created_at', 'revocation_id'], parameters),
  ]);
  const { rows } = await database.query<Undated<RevocationRecord> & { placeAt: string }>(
    `select ${REVOCATION_COLUMNS}, ${placeColumn('created_at')} from revocations
      where ${whose}${behind}
      order by created_at desc, revocation_id desc limit ${parameters.add(limit + 1)}`,
    parameters.values,
  );
  return pageOf(
    rows,
    limit,
    ({ revocationId }) => revocationId,
    (row) => ({ ...row, ...datesOf(row) }),
  );
}
