/** What the Tencent-compatible server is made of, and what a test or a process may set. */
import type { FastifyBaseLogger } from 'fastify';
import type { OrderClient } from '../../client/order-client.js';
import type { TencentMemory } from '../../client/tencent/memory.js';
import type { Principal } from '../../domain/accounts/principal.js';
import type { TencentAction } from './action.js';
import type { AnsweredCall } from './answered-calls.js';
import type { KeyHolders } from '../../domain/tencent/wire/signature/verifying.js';

export interface TencentParts {
  /** The client that does what this one may, as this one. */
  clientFor(principal: Principal): OrderClient;
  readonly identities: KeyHolders<Principal>;
  /** Shared with the servers beside this one. */
  readonly tencentMemory: Pick<TencentMemory, keyof TencentMemory>;
  /** Absent: nothing is written down. */
  readonly logger?: Pick<FastifyBaseLogger, 'info' | 'warn' | 'error'>;
}

export interface TencentOptions {
  /** Default: all that are offered. */
  readonly actions?: Readonly<Record<string, TencentAction>>;
  /** Names under which this server is reached, where a proxy before it changes `Host`; default: none. */
  readonly publicHosts?: readonly string[];
  /** Addresses or ranges of the proxies before it, whose word on how callers reach them is taken; default: none. */
  readonly proxies?: readonly string[];
  /** Milliseconds since the epoch; default: this machine's. */
  readonly now?: () => number;
  /** Told each call once it is answered; default: the parts' logger. */
  readonly onAnswered?: (call: AnsweredCall) => void;
}
