/** Connections of all accounts as an operator sees them: whether they were let in last, and how many orders wait there. */
import type { ConnectionFamily } from '../../../domain/connections/kind.js';
import type { Queryable } from '../../database.js';
import { SHOWN } from '../orders/views.js';

export interface ConnectionStanding {
  readonly connectionId: string;
  /** Null: the installation's. */
  readonly account: string | null;
  readonly name: string;
  readonly kind: string;
  readonly family: ConnectionFamily;
  /** When it was let in last; null: it was never tried. */
  readonly triedAt: Date | null;
  /** Its secrets were given up with their master key: it opens nothing. */
  readonly isClosed: boolean;
  /** Orders of this CA that wait. */
  readonly waiting: number;
}

/** By account and name. */
export async function standingOfConnections(database: Queryable): Promise<ConnectionStanding[]> {
  const { rows } = await database.query<ConnectionStanding>(
    `with waiting as (
       select terms -> 'connections' ->> 'ca' as ca, count(*)::integer as count
         from orders where waiting_on is not null and ${SHOWN} group by 1)
     select connection_id as "connectionId", connections.account, name, kind, family, tried_at as "triedAt",
            written_off_at is not null as "isClosed", coalesce(waiting.count, 0) as waiting
       from connections left join waiting on waiting.ca = connections.connection_id
      where connections.state = 'kept'
      order by connections.account nulls first, name
      limit 1000`,
  );
  return rows;
}
