/** A connection as people and programs see it: every field but the secrets, of which only that they are there. */
import { connectionKind } from '../../domain/connections/kinds.js';
import type { ConnectionFamily } from '../../domain/connections/kind.js';
import type { StoredConnection } from '../../db/statements/connections/row.js';

export interface ConnectionView {
  readonly connectionId: string;
  readonly name: string;
  readonly kind: string;
  readonly family: ConnectionFamily;
  /** True: the installation's, which every account may use. */
  readonly ofInstallation: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Fields that are sealed, where any value of them is there. */
  readonly secrets: readonly string[];
  /** Given up with a master key that was lost: give them anew. */
  readonly secretsAreLost: boolean;
  /** Do browsers trust what it issues? Null where it is no CA. */
  readonly isPubliclyTrusted: boolean | null;
  /** When it was last let in; null: not since it was changed. Times are ISO 8601, UTC. */
  readonly triedAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export function connectionView(row: StoredConnection): ConnectionView {
  const { connectionId, account, name, kind, family, settings, sealedSecrets, writtenOffAt } = row;
  return {
    connectionId,
    name,
    kind,
    family,
    ofInstallation: account === null,
    settings,
    secrets: sealedSecrets === null ? [] : (connectionKind(kind)?.secrets ?? []),
    secretsAreLost: writtenOffAt !== null,
    isPubliclyTrusted: family === 'ca' ? isPubliclyTrusted(row) : null,
    triedAt: row.triedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** As its kind and its readable fields say; a kind that is not known here: no. */
export function isPubliclyTrusted({ kind, settings }: Pick<StoredConnection, 'kind' | 'settings'>): boolean {
  return connectionKind(kind)?.isPubliclyTrusted?.(settings) ?? false;
}
