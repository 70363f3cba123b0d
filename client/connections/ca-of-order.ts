/** Which CA an order is placed at, and what publishes for it, as people are told: by connections in its terms, or the environment's. */
import { loadConnections } from '../../db/statements/connections/row.js';
import type { OrderConnections } from '../../domain/connections/of-order.js';
import type { ClientContext } from '../context.js';

export interface OrderCaView {
  /** Null: the one that the installation's environment names. */
  readonly connectionId: string | null;
  /** As its connection is called. */
  readonly name: string;
  readonly kind: string;
  /** Do browsers trust what it issues? */
  readonly isPubliclyTrusted: boolean;
  /** The connection that it was to be placed by first, which was down or limited us; null: it did not move. */
  readonly movedFrom: string | null;
}

/** SEALFLOW_CA_URL speaks the development CA's protocol, which no publicly trusted CA does. */
export const CA_OF_ENVIRONMENT: OrderCaView = {
  connectionId: null,
  name: 'development-ca',
  kind: 'development-ca',
  isPubliclyTrusted: false,
  movedFrom: null,
};

export async function caOfOrderView(
  { database }: Pick<ClientContext, 'database'>,
  connections: Pick<OrderConnections, 'ca' | 'movedFrom'> | undefined,
): Promise<OrderCaView> {
  const connectionId = connections?.ca;
  if (connectionId === undefined) return CA_OF_ENVIRONMENT;
  const before = connections?.movedFrom;
  const rows = await loadConnections(database, [connectionId, ...(before === undefined ? [] : [before])]);
  // The kinds with their forms: only where an order names a connection.
  const { isPubliclyTrusted } = await import('./view.js');
  const nameOf = (id: string) => rows.find((row) => row.connectionId === id)?.name ?? id;
  const row = rows.find((found) => found.connectionId === connectionId);
  return {
    connectionId,
    name: nameOf(connectionId),
    kind: row?.kind ?? 'unknown',
    isPubliclyTrusted: row !== undefined && isPubliclyTrusted(row),
    movedFrom: before === undefined ? null : nameOf(before),
  };
}

/** A connection that an order uses. */
export interface UsedConnectionView {
  readonly connectionId: string;
  readonly name: string;
  /** It is not there any more: `sealflow order reroute` gives the order those of today. */
  readonly isRemoved: boolean;
}

/** What an order may publish by. */
export interface PublishingView {
  readonly dns: readonly UsedConnectionView[];
  readonly files: readonly UsedConnectionView[];
}

export async function publishingView(
  { database }: Pick<ClientContext, 'database'>,
  { dns = [], files = [] }: Pick<OrderConnections, 'dns' | 'files'>,
): Promise<PublishingView> {
  const ids = [...dns, ...files];
  const rows = ids.length === 0 ? [] : await loadConnections(database, ids);
  const used = (connectionId: string): UsedConnectionView => {
    const row = rows.find((found) => found.connectionId === connectionId);
    return { connectionId, name: row?.name ?? connectionId, isRemoved: row?.state !== 'kept' };
  };
  return { dns: dns.map(used), files: files.map(used) };
}
