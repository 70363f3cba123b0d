/** What a workflow may ask about connections. */
import { loadConnections, type StoredConnection } from '../../db/statements/connections/row.js';
import { CONNECTION_FAILURES } from '../../domain/connections/failure-texts.js';
import type { AccountKeyRollover } from '../../domain/connections/account-key-rollover.js';
import type { ConnectionTrial } from '../../domain/connections/trial.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { OrderFailure } from '../../domain/failures.js';
import type { ConnectionActivities } from '../../workflows/activity-contract/connections.js';
import { withClassifiedFailures } from '../failures.js';
import { CA_FAMILY, DNS_FAMILY, FILES_FAMILY } from './connections.js';
import { Opening, type OpeningPorts } from './opening.js';

export function createConnectionActivities(ports: OpeningPorts): ConnectionActivities {
  return withClassifiedFailures({
    async tryConnection(connectionId) {
      const [row] = await loadConnections(ports.database, [connectionId]);
      if (!row) return { outcome: 'refused', words: CONNECTION_FAILURES.gone(connectionId) };
      return await tried(ports, row);
    },
    async rollOverAccountKey(connectionId) {
      const [row] = await loadConnections(ports.database, [connectionId]);
      if (!row) return { outcome: 'refused', words: CONNECTION_FAILURES.gone(connectionId) };
      return await rolledOver(ports, row);
    },
  } satisfies ConnectionActivities);
}

/** Whoever tries it is told in words: nothing of it is tried again by itself. */
async function tried(ports: OpeningPorts, row: StoredConnection): Promise<ConnectionTrial> {
  try {
    const adapter = openedAnew(ports, row);
    if (!adapter.tryAccess) return { outcome: 'not-tried' };
    await adapter.tryAccess();
    return { outcome: 'let-in' };
  } catch (error) {
    return refusal(error);
  }
}

async function rolledOver(ports: OpeningPorts, row: StoredConnection): Promise<AccountKeyRollover> {
  if (row.family !== 'ca') return { outcome: 'no-key' };
  try {
    const ca = new Opening(ports, CA_FAMILY).opened(row);
    if (!ca.rollOverAccountKey) return { outcome: 'no-key' };
    await ca.rollOverAccountKey();
    return { outcome: 'rolled-over' };
  } catch (error) {
    return refusal(error);
  }
}

/** What is of the service, or of the connection's row, is told; what is ours is tried again. */
function refusal(error: unknown): { readonly outcome: 'refused'; readonly words: Bilingual } {
  if (error instanceof OrderFailure && error.type !== 'DatabaseUnavailable')
    return { outcome: 'refused', words: error.words };
  throw error;
}

function openedAnew(ports: OpeningPorts, row: StoredConnection): { tryAccess?(): Promise<void> } {
  if (row.family === 'ca') return new Opening(ports, CA_FAMILY).opened(row);
  if (row.family === 'dns') return new Opening(ports, DNS_FAMILY).opened(row);
  return new Opening(ports, FILES_FAMILY).opened(row);
}
