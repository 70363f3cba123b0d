/** One connection as workers open it: what can be read of it, and its secrets as they are sealed. */
import type { ConnectionFamily } from '../../../domain/connections/kind.js';
import type { Queryable } from '../../database.js';
import type { SealedValue } from '../../sealed-values.js';

export interface StoredConnection {
  readonly connectionId: string;
  /** Null: the installation's. */
  readonly account: string | null;
  readonly name: string;
  readonly kind: string;
  readonly family: ConnectionFamily;
  readonly state: 'candidate' | 'kept' | 'removed';
  /** Fields of its form that are no secrets. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Null where it has none, was removed, or they were given up with their master key. */
  readonly sealedSecrets: SealedValue | null;
  readonly writtenOffAt: Date | null;
  readonly version: number;
  readonly triedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export const CONNECTION_COLUMNS = `
  c.connection_id as "connectionId", c.account, c.name, c.kind, c.family, c.state, c.settings,
  case when c.written_off_at is null then c.sealed_secrets end as "sealedSecrets", c.written_off_at as "writtenOffAt",
  c.version, c.tried_at as "triedAt", c.created_at as "createdAt", c.updated_at as "updatedAt"`;

export async function loadConnections(
  database: Queryable,
  connectionIds: readonly string[],
): Promise<StoredConnection[]> {
  const { rows } = await database.query<StoredConnection>(
    `select ${CONNECTION_COLUMNS} from connections c where c.connection_id = any ($1)`,
    [connectionIds],
  );
  return rows;
}

/** Every CA that a connection leads to, whoever's. */
export async function everyCaConnection(database: Queryable): Promise<StoredConnection[]> {
  const { rows } = await database.query<StoredConnection>(
    `select ${CONNECTION_COLUMNS} from connections c where c.family = 'ca' and c.state = 'kept' order by c.connection_id`,
  );
  return rows;
}
