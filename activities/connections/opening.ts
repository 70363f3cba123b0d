/** Connections as their rows say, opened into adapters; kept as long as the row stays as it is. */
import type { z } from 'zod';
import { openConnectionSecrets } from '../../db/connection-secrets.js';
import type { Database } from '../../db/database.js';
import { SealedValueError, type MasterKey } from '../../db/sealed-values.js';
import { loadConnections, type StoredConnection } from '../../db/statements/connections/row.js';
import { connectionKind } from '../../domain/connections/kinds.js';
import type { OpenConnection } from '../../domain/connections/kind.js';
import { CONNECTION_FAILURES } from '../../domain/connections/failure-texts.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { OrderFailure, type FailureType } from '../../domain/failures.js';
import type { Clock } from '../attempt-clock.js';

export interface OpeningPorts {
  readonly database: Database;
  readonly masterKeys: readonly MasterKey[];
  readonly clock: Clock;
}

/** One family of adapters: how one is made of a connection, and what is thrown where that can't be. */
export interface Family<Adapter> {
  readonly from: (connection: OpenConnection, ports: OpeningPorts) => Adapter | undefined;
  readonly unusable: FailureType;
}

/** House limit: adapters are small; an installation has a handful of connections, a large one some hundred. */
const MOST_KEPT = 500;

/** Opens connections of one family. Each call reads their rows: what was changed since is opened anew. */
export class Opening<Adapter> {
  readonly #ports: OpeningPorts;
  readonly #family: Family<Adapter>;
  readonly #kept = new Map<string, { readonly version: number; readonly adapter: Adapter }>();

  constructor(ports: OpeningPorts, family: Family<Adapter>) {
    this.#ports = ports;
    this.#family = family;
  }

  /** In the order of the ids. Throws OrderFailure of the family's type, saying which one can't be opened, and what to do. */
  async open(connectionIds: readonly string[]): Promise<Adapter[]> {
    const rows = await loadConnections(this.#ports.database, connectionIds);
    return connectionIds.map((connectionId) => {
      const row = rows.find((found) => found.connectionId === connectionId);
      if (!row) throw this.#unusable(CONNECTION_FAILURES.gone(connectionId));
      return this.opened(row);
    });
  }

  /** The same of several that stand in for each other: what was removed is passed over, unless all of them were. */
  async openThose(connectionIds: readonly string[]): Promise<Adapter[]> {
    const rows = await loadConnections(this.#ports.database, connectionIds);
    const kept = connectionIds.flatMap((connectionId) => {
      const row = rows.find((found) => found.connectionId === connectionId);
      return row === undefined || row.state === 'removed' ? [] : [this.opened(row)];
    });
    return kept.length > 0 ? kept : await this.open(connectionIds);
  }

  /** Throws as `open`. */
  opened(row: StoredConnection): Adapter {
    const { connectionId, version } = row;
    const kept = this.#kept.get(connectionId);
    if (kept?.version === version && row.sealedSecrets !== null) return kept.adapter;
    const adapter = this.#made(row);
    this.#kept.delete(connectionId);
    this.#kept.set(connectionId, { version, adapter });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return adapter;
  }

  #made(row: StoredConnection): Adapter {
    const { connectionId, account, name, kind, state } = row;
    if (state === 'removed') throw this.#unusable(CONNECTION_FAILURES.removed(row));
    const known = connectionKind(kind);
    if (!known) throw this.#unusable(CONNECTION_FAILURES.unknownKind(row, kind));
    const parsed = known.form.safeParse({ ...row.settings, ...this.#secretsOf(row) });
    if (!parsed.success) throw this.#unusable(CONNECTION_FAILURES.misfit(row, fieldsOf(parsed.error)));
    const adapter = this.#family.from({ connectionId, account, kind, name, form: parsed.data }, this.#ports);
    if (adapter === undefined) throw this.#unusable(CONNECTION_FAILURES.unknownKind(row, kind));
    return adapter;
  }

  #secretsOf(row: StoredConnection): Readonly<Record<string, unknown>> {
    const { sealedSecrets, connectionId, writtenOffAt } = row;
    if (sealedSecrets === null) {
      if (writtenOffAt === null) return {};
      throw this.#unusable(CONNECTION_FAILURES.closed(row));
    }
    try {
      return openConnectionSecrets(sealedSecrets, connectionId, this.#ports.masterKeys);
    } catch (error) {
      if (error instanceof SealedValueError) throw this.#unusable(CONNECTION_FAILURES.closed(row));
      throw error;
    }
  }

  #unusable(words: Bilingual): OrderFailure {
    return new OrderFailure(this.#family.unusable, words);
  }
}

function fieldsOf({ issues }: z.ZodError): string[] {
  return [...new Set(issues.map(({ path }) => path.join('.')))];
}
