/** One account's crowd of orders, and one order of another account that comes after it: told by the order of events, not by time. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OrderClient } from '../../../client/order-client.js';
import { CROWD_FROM, QUEUE_PRIORITY } from '../../../domain/queue-priorities.js';
import { ACTIVITIES, WORKFLOW_TASKS } from '../../../domain/worker-slots.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { dvForm, ended, order, workflowOf } from '../../support/orders.js';
import { WatchedOrderClient } from '../../support/watched-order-client.js';

const CROWD = 60;
const TIMEOUT_MS = 180_000;

let world: OrderWorld;
let theirs: OrderClient;
beforeAll(async () => {
  world = await createOrderWorld({ worker: false });
  const { temporal, taskQueue, dependencies } = world;
  const { database, masterKeys } = dependencies;
  theirs = new WatchedOrderClient({ temporal, database, masterKeys, taskQueue, account: 'crowd' });
});
afterAll(() => world.stop());

/** How many of them had their certificate before `orderId` had its own. */
async function issuedBefore(orderId: string, account: string): Promise<number> {
  const { rows } = await world.dependencies.database.query<{ count: number }>(
    `select count(*)::int as count from certificates theirs, certificates its
      where theirs.account = $2 and its.order_id = $1 and theirs.created_at < its.created_at`,
    [orderId, account],
  );
  return rows[0]?.count ?? 0;
}

it(
  'does not stand behind them',
  async () => {
    const crowd: string[] = [];
    for (let placed = 0; placed < CROWD; placed += 1)
      crowd.push((await theirs.create({ form: dvForm(`crowd-${placed}.example.com`) })).orderId);
    const single = await order(world, 'single.example.com');
    expect((await workflowOf(world, single).describe()).priority?.priorityKey).toBe(QUEUE_PRIORITY.usual);
    const last = await workflowOf(world, crowd.at(-1) ?? '').describe();
    expect(last.priority?.priorityKey).toBe(QUEUE_PRIORITY.ofCrowd);

    await world.startWorker();
    expect(await ended(world, single)).toMatchObject({ state: 'issued' });
    // Those of the crowd that came in before it was one, and as many as there are slots to be in when it came.
    expect(await issuedBefore(single, 'crowd')).toBeLessThanOrEqual(
      CROWD_FROM + ACTIVITIES.always + WORKFLOW_TASKS,
    );
    // They give way, and come to their end all the same.
    expect(await ended(world, crowd[CROWD_FROM] ?? '')).toMatchObject({ state: 'issued' });
    await world.stopWorker();
  },
  TIMEOUT_MS,
);
