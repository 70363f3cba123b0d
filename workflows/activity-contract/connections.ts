/** What a worker does with a connection by itself: trying it, and giving its account another key. */
import type { AccountKeyRollover } from '../../domain/connections/account-key-rollover.js';
import type { ConnectionTrial } from '../../domain/connections/trial.js';

/** Remote: the service that the connection leads to. */
export interface ConnectionActivities {
  /** Changes nothing there. The form and its secrets stand sealed under this id: only the id travels. */
  tryConnection(connectionId: string): Promise<ConnectionTrial>;
  /**
   * Idempotent: run twice, the account has changed its key twice, and signs with the last one. Each key is stored sealed before
   * the CA hears of it.
   */
  rollOverAccountKey(connectionId: string): Promise<AccountKeyRollover>;
}
