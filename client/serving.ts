/** What servers are made of: a client for whoever asks, on connections that all of them share. */
import type { Principal } from '../domain/accounts/principal.js';
import { OperationsWriters } from './accounts/operations-writer.js';
import { DeviceSignIns } from './accounts/device-sign-ins.js';
import { CalendarFeeds } from './plans/calendar/feeds.js';
import { OnceSignIns } from './accounts/once-sign-ins.js';
import { OrderEvents } from './events/order-events.js';
import { OrderClient } from './order-client.js';
import type { OrderClientOptions } from './order-client-options.js';
import { readinessOf, type Readiness } from './readiness.js';
import { IdempotentRequests } from './accounts/idempotent-requests.js';
import { TencentMemory } from './tencent/memory.js';
import { TASK_QUEUE } from '../workflows/messages.js';

export interface ServingOptions extends Omit<OrderClientOptions, 'principal' | 'account' | 'actor' | 'logs'> {
  /** The same database: a connection of its own listens for what moves. */
  readonly databaseUrl: string;
  /** Told when what moves could not be read; it is tried again. */
  readonly onTrouble?: (error: unknown) => void;
}

export interface Serving {
  /** The client that does what this one may, as this one. `requestKey`: of a write that its caller knows again. */
  clientFor(principal: Principal, asked?: { readonly requestKey?: string }): OrderClient;
  readonly requests: IdempotentRequests;
  /** Terminals that wait for a person at a browser to let them in. */
  readonly deviceSignIns: DeviceSignIns;
  /** Links that sign an owner in once. */
  readonly onceSignIns: OnceSignIns;
  /** Who reads a calendar by its secret address. */
  readonly calendarFeeds: CalendarFeeds;
  /** Those who watch orders. Closed by whoever made this, after the server. */
  readonly events: OrderEvents;
  /** What servers of the reseller's API know together. */
  readonly tencentMemory: TencentMemory;
  readonly readiness: () => Promise<Readiness>;
}

export function servingFrom({ databaseUrl, onTrouble, ...options }: ServingOptions): Serving {
  const { database, temporal, masterKeys, clock, taskQueue = TASK_QUEUE } = options;
  const logs = new OperationsWriters(database);
  return {
    clientFor: (principal, { requestKey } = {}) =>
      new OrderClient({ ...options, logs, principal, ...(requestKey !== undefined && { requestKey }) }),
    requests: new IdempotentRequests({ database, masterKeys, ...(clock && { clock }) }),
    deviceSignIns: new DeviceSignIns({ database, ...(clock && { clock }) }),
    onceSignIns: new OnceSignIns({ database, ...(clock && { clock }) }),
    calendarFeeds: new CalendarFeeds({ database, ...(clock && { clock }) }),
    events: new OrderEvents({ database, databaseUrl, ...(onTrouble && { onTrouble }) }),
    tencentMemory: new TencentMemory({ database }),
    readiness: () => readinessOf({ database, temporal, taskQueue }),
  };
}
