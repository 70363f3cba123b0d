/** Which connections an account may use: its own and the installation's. */
import type { Queryable } from '../../database.js';

/** Ids of DNS services, the account's own first. */
export async function dnsConnectionsFor(database: Queryable, account: string): Promise<string[]> {
  const { rows } = await database.query<{ connectionId: string }>(
    `select connection_id as "connectionId" from connections
      where family = 'dns' and state = 'kept' and (account = $1 or account is null)
      order by account nulls last, connection_id`,
    [account],
  );
  return rows.map(({ connectionId }) => connectionId);
}
