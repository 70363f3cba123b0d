/** The CA's people, put together: mails and their pages, desks and their doors, and what happens by policy. */
import type { CaPolicy } from '../../../domain/development/ca-people.js';
import type { Route } from '../../http-api.js';
import type { OrganizationDesk } from '../organization/organization-desk.js';
import type { OrderStore } from '../order-store.js';
import type { RevocationDesk } from '../revocation/revocation-desk.js';
import { confirmRoutes } from './confirm-routes.js';
import { Confirmations } from './confirmations.js';
import { createMailTransport } from './mail-transport.js';
import { peopleRoutes } from './people-routes.js';
import { PolicySwitch } from './policy.js';
import { Postman } from './postman.js';
import { revocationControlRoutes } from './revocation-routes.js';
import { StandingOrders } from './standing-orders.js';

export interface PeopleOptions {
  readonly store: OrderStore;
  readonly desk: OrganizationDesk;
  readonly revocations: RevocationDesk;
  readonly clock: () => Date;
  /** Where the policy is kept. */
  readonly directory: string;
  /** Where the pages are that mails lead to. */
  readonly baseUrl: string;
  readonly smtpUrl: string | undefined;
  readonly policy: Partial<CaPolicy> | undefined;
}

export interface People {
  readonly routes: readonly Route[];
  /** Takes up what was left undone, and follows every order from now on. */
  begin(): void;
  /** Resolves when nothing that was begun is under way. */
  stop(): Promise<void>;
}

/** Throws DamagedState. */
export function openPeople(options: PeopleOptions): People {
  const { store, desk, revocations, clock, directory, baseUrl, smtpUrl } = options;
  const policy = PolicySwitch.open(directory, options.policy);
  const transport = smtpUrl === undefined ? undefined : createMailTransport(smtpUrl);
  const postman = new Postman({ store, transport, baseUrl, clock });
  const standingOrders = new StandingOrders({ store, desk, revocations, policy, clock });
  return {
    routes: [
      ...confirmRoutes(new Confirmations(store, desk)),
      ...peopleRoutes({ store, desk, postman, policy }),
      ...revocationControlRoutes(store, revocations),
    ],
    begin() {
      postman.begin();
      standingOrders.begin();
    },
    async stop() {
      await Promise.all([postman.stop(), standingOrders.stop()]);
    },
  };
}
