/** What a tester asks of the CA behind its clients' backs: the orders it has, and how it should misbehave. */
import type { Route } from '../http-api.js';
import { HostilityBody, type HostilitySwitch } from './hostility.js';
import type { StoredStep } from './organization/stored-organization.js';
import type { OrderStore } from './order-store.js';

export function controlRoutes(store: OrderStore, hostility: HostilitySwitch): Route[] {
  const shown = () => ({ json: { hostile: hostility.current ?? null } });
  return [
    { method: 'GET', path: '/_control/orders', handle: () => ({ json: { orders: orderList(store) } }) },
    { method: 'GET', path: '/_control/hostile', handle: shown },
    {
      method: 'POST',
      path: '/_control/hostile',
      handle: async (request) => {
        await hostility.set(await request.body(HostilityBody));
        return shown();
      },
    },
    {
      method: 'DELETE',
      path: '/_control/hostile',
      handle: async () => {
        await hostility.set(undefined);
        return shown();
      },
    },
  ];
}

/** Oldest first. `attempts` counts the requests received, not the orders: there is one order per reference. */
function orderList(store: OrderStore) {
  const orders = store.all().sort((one, other) => one.placedAt.localeCompare(other.placedAt));
  return orders.map(({ organization, ...order }) => {
    const { id, reference, status, reason, brand, type, names, attempts, placedAt } = order;
    const steps = (organization?.steps ?? []).map(stepShown);
    return { id, reference, status, reason, brand, type, names, attempts, placedAt, steps };
  });
}

/** `skipped`: nothing had to be done. */
function stepShown({ step, status, skipped = false }: StoredStep) {
  return { step, status, skipped };
}
