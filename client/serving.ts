/** What servers are made of: a client for whoever asks, on connections that all of them share. */
import type { Principal } from '../domain/accounts/principal.js';
import { DeviceSignIns } from './accounts/device-sign-ins.js';
import { OrderClient } from './order-client.js';
import type { OrderClientOptions } from './order-client-options.js';
import { readinessOf, type Readiness } from './readiness.js';
import { IdempotentRequests } from './accounts/idempotent-requests.js';
import { TASK_QUEUE } from '../workflows/messages.js';

export type ServingOptions = Omit<OrderClientOptions, 'principal' | 'account' | 'actor'>;

export interface Serving {
  /** The client that does what this one may, as this one. `requestKey`: of a write that its caller knows again. */
  clientFor(principal: Principal, asked?: { readonly requestKey?: string }): OrderClient;
  readonly requests: IdempotentRequests;
  /** Terminals that wait for a person at a browser to let them in. */
  readonly deviceSignIns: DeviceSignIns;
  readonly readiness: () => Promise<Readiness>;
}

export function servingFrom(options: ServingOptions): Serving {
  const { database, temporal, masterKeys, clock, taskQueue = TASK_QUEUE } = options;
  return {
    clientFor: (principal, { requestKey } = {}) =>
      new OrderClient({ ...options, principal, ...(requestKey !== undefined && { requestKey }) }),
    requests: new IdempotentRequests({ database, masterKeys, ...(clock && { clock }) }),
    deviceSignIns: new DeviceSignIns({ database, ...(clock && { clock }) }),
    readiness: () => readinessOf({ database, temporal, taskQueue }),
  };
}
