/** What is asked of connections. */
import type { ConnectionFields } from '../../domain/connections/form.js';

export interface WhoseConnection {
  /** The installation's, which every account may use; default: the account's own. */
  readonly ofInstallation?: boolean;
}

export interface KeepingOptions extends WhoseConnection {
  /** False: stored untried. */
  readonly test?: boolean;
}

export interface RemovingOptions extends WhoseConnection {
  /** Though certificates that were issued there are valid still. */
  readonly force?: boolean;
}

export interface NewConnectionRequest extends KeepingOptions {
  readonly kind: string;
  readonly name: string;
  /** All fields of the kind, secrets among them. */
  readonly form: ConnectionFields;
}
