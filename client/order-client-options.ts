/** What an OrderClient is made with, and what every part of it works with from then on. */
import type { Client } from '@temporalio/client';
import type { Database } from '../db/database.js';
import type { MasterKey } from '../db/sealed-values.js';
import { isRole } from '../domain/accounts/roles.js';
import type { Principal } from '../domain/accounts/principal.js';
import { Refusal, refusalDetails } from '../domain/refusals.js';
import type { PageAddresses } from '../domain/orders/pages.js';
import { TASK_QUEUE } from '../workflows/messages.js';
import { OperationsWriter, type OperationsWriters } from './accounts/operations-writer.js';
import { sealingKeysOf } from './accounts/sealing-keys.js';
import { refuseUnusableAccount, refuseUnusableWord } from './accounts/whose.js';
import type { ClientContext } from './context.js';
import type { TraceRequest } from './request-trace.js';

export interface OrderClientOptions {
  readonly temporal: Client;
  readonly database: Database;
  /**
   * The same as the worker's. The first one seals key passwords, uploaded keys and webhook secrets: where the workers have
   * another one, that throws MasterKeyRefused. All of them open private keys.
   */
  readonly masterKeys: readonly MasterKey[];
  /**
   * Who asks: may do what the table of rights says (domain/accounts/rights.ts), for the principal's account, under the principal's name.
   * Absent: the installation itself, which may do everything.
   */
  readonly principal?: Principal;
  /** Whose orders are created and seen; default `default`. */
  readonly account?: string;
  /** Who uses it, and from where, as the log of operations tells it; default `unnamed` and `library`. */
  readonly actor?: string;
  readonly origin?: string;
  /** What the caller knows its request again by: what is saved anew has the same id each time. Default: ids of their own. */
  readonly requestKey?: string;
  /** Of servers, whose clients write to the same logs; default: a writer of its own. */
  readonly logs?: OperationsWriters;
  /** Milliseconds since the epoch; default: this machine's. For programs that live in another time, such as simulations. */
  readonly clock?: () => number;
  /** Where the workers of this installation listen; default `sealflow-orders`. */
  readonly taskQueue?: string;
  /** True where the workers of this installation have a payment service (SEALFLOW_PAYMENT_URL); default false. */
  readonly takesPayments?: boolean;
  /** True where the workers may reach private addresses (SEALFLOW_WEBHOOK_ALLOW_PRIVATE_ADDRESSES); default false. */
  readonly allowPrivateWebhooks?: boolean;
  /** Where people look at orders in a browser (SEALFLOW_CONSOLE_URL, TEMPORAL_UI_URL); default: nowhere. */
  readonly pages?: PageAddresses;
  /** Where requests are told as spans of their order's trace (OTEL_EXPORTER_OTLP_ENDPOINT); default: nowhere. */
  readonly traceRequest?: TraceRequest;
}

/**
 * The options with their defaults. Throws Refusal `InvalidInput` for an account, actor or origin that can't be used, `NotSignedIn` for a
 * principal that is none.
 */
export function contextOf(options: OrderClientOptions): ClientContext {
  refuseNobody(options);
  const { principal } = options;
  return filledIn({ ...options, ...(principal && { account: principal.account, actor: principal.name }) });
}

/** Named and missing, it must never be taken for the installation itself. */
function refuseNobody(options: OrderClientOptions): void {
  if (!('principal' in options)) return;
  const principal: Partial<Principal> | undefined | null = options.principal;
  if (principal && isRole(principal.role) && principal.account !== undefined && principal.name !== undefined)
    return;
  throw new Refusal(
    refusalDetails('NotSignedIn', {
      message: { zh: '没有说明请求者是谁', en: 'Who asks is not known' },
      accepted: { zh: '用户或 API 密钥', en: 'a user or an API key' },
    }),
  );
}

function filledIn({
  account = 'default',
  actor = 'unnamed',
  origin = 'library',
  taskQueue = TASK_QUEUE,
  clock = () => Date.now(),
  takesPayments = false,
  pages = { namespace: 'default' },
  logs,
  ...rest
}: OrderClientOptions): ClientContext {
  refuseUnusableAccount(account);
  refuseUnusableWord('actor', actor);
  refuseUnusableWord('origin', origin);
  const log = logs?.of(account) ?? new OperationsWriter(rest.database, account);
  const sealingKeys = sealingKeysOf(rest.database, rest.masterKeys);
  return { ...rest, pages, account, actor, origin, log, taskQueue, clock, takesPayments, sealingKeys };
}
