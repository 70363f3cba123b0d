/** Trying a connection, for whoever adds, changes or tests one. */
import type { ConnectionTrial } from '../../domain/connections/trial.js';

/** Remote: the service that the connection leads to. */
export interface ConnectionActivities {
  /** Changes nothing there. The form and its secrets stand sealed under this id: only the id travels. */
  tryConnection(connectionId: string): Promise<ConnectionTrial>;
}
