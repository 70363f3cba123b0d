/** What every part of the client works with. */
import type { Client } from '@temporalio/client';
import type { Database } from '../db/database.js';
import type { MasterKey } from '../db/sealed-values.js';
import type { PageAddresses } from '../domain/orders/pages.js';
import type { Principal } from '../domain/accounts/principal.js';
import type { OperationsWriter } from './accounts/operations-writer.js';
import type { TraceRequest } from './request-trace.js';

export interface ClientContext {
  readonly temporal: Client;
  readonly database: Database;
  /** The first one seals, all of them open: key passwords and private keys. For opening. */
  readonly masterKeys: readonly MasterKey[];
  /** The same, for sealing: found to be the workers' own. Throws MasterKeyRefused; asked before anything is stored. */
  readonly sealingKeys: () => Promise<readonly MasterKey[]>;
  /** Whose orders are created and seen. */
  readonly account: string;
  /** Who asks, and from where: for the log of operations. */
  readonly actor: string;
  /** Absent: the installation itself, which may do everything. */
  readonly principal?: Principal;
  readonly origin: string;
  /** What the caller knows its request again by; absent: it does not come again. */
  readonly requestKey?: string;
  readonly log: OperationsWriter;
  /** Absent: requests are not traced. */
  readonly traceRequest?: TraceRequest;
  readonly taskQueue: string;
  /** Where people look at orders in a browser. */
  readonly pages: PageAddresses;
  /** Orders that cost something are paid through this installation. */
  readonly takesPayments: boolean;
  /** Webhooks may go to private addresses, and by plain HTTP. */
  readonly allowPrivateWebhooks?: boolean;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}
