/** What a tester asks of the CA behind its clients' backs: the orders it has, and how it should misbehave. */
import { controlRoute } from '../control-route.js';
import type { Route } from '../http-api.js';
import { HostilityBody, type HostilitySwitch } from './hostility.js';
import type { StoredStep } from './organization/stored-organization.js';
import type { OrderStore } from './order-store.js';

export function controlRoutes(store: OrderStore, hostility: HostilitySwitch): Route[] {
  const shown = () => ({ json: { hostile: hostility.current ?? null } });
  return [
    controlRoute('GET', 'orders', () => ({ json: { orders: orderList(store) } })),
    controlRoute('GET', 'hostile', shown),
    controlRoute('POST', 'hostile', async (request) => {
      await hostility.set(await request.body(HostilityBody));
      return shown();
    }),
    controlRoute('DELETE', 'hostile', async () => {
      await hostility.set(undefined);
      return shown();
    }),
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
