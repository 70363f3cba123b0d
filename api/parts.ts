/** What the API's servers are made of, so that tests and processes compose them alike. */
import type { FastifyBaseLogger } from 'fastify';
import type { OrderClient } from '../client/order-client.js';
import type { IdempotentRequests } from '../client/accounts/idempotent-requests.js';
import type { Readiness } from '../client/readiness.js';
import type { Principal } from '../domain/accounts/principal.js';
import type { Identities } from '../client/accounts/identities.js';
import type { DeviceSignIns } from '../client/accounts/device-sign-ins.js';
import type { CalendarFeeds } from '../client/plans/calendar/feeds.js';
import type { OnceSignIns } from '../client/accounts/once-sign-ins.js';
import type { OrderEvents } from '../client/events/order-events.js';
import type { TencentMemory } from '../client/tencent/memory.js';
import type { OpenIdSettings } from './sign-in/openid/settings.js';

export interface ApiParts {
  /** The client that does what this one may, as this one. `requestKey`: of a write that its caller knows again. */
  clientFor(principal: Principal, asked?: { readonly requestKey?: string }): OrderClient;
  readonly identities: Identities;
  readonly requests: IdempotentRequests;
  /** Whether everything stands that requests need. */
  readonly readiness: () => Promise<Readiness>;
  /** Terminals that wait for a person at a browser to let them in. */
  readonly deviceSignIns: DeviceSignIns;
  /** Links that sign an owner in once. */
  readonly onceSignIns: OnceSignIns;
  /** Who reads a calendar by its secret address. */
  readonly calendarFeeds: CalendarFeeds;
  /** What moves, for those who watch it. */
  readonly events: OrderEvents;
  /** What servers of the reseller's API know together. */
  readonly tencentMemory: TencentMemory;
  /** Where people sign in but here; absent: they sign in with a password alone. */
  readonly openId?: OpenIdSettings;
  readonly config: {
    /** Where callers reach this server; absent: as their requests say. */
    readonly publicUrl?: string;
    /** Addresses of the proxies whose word on who asks is taken; empty: nobody's. */
    readonly proxies: readonly string[];
  };
  /** Absent: nothing is written down. */
  readonly logger?: FastifyBaseLogger;
}
