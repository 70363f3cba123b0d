// One order of each way on a worker that remembers next to nothing: orders are replayed from their first event again and
// again, and the first result of every step, remote and local, is lost. Each ends as it would have; nothing is done twice.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { certificateOrderWorkflowId } from '../../workflows/messages.js';
import { lostResults } from '../support/lost-results.js';
import { createOrderWorld, type OrderWorld } from '../support/order-world.js';
import { actUntilEnd, orderForCompany } from '../support/organization-orders.js';
import { ended, remoteActivitiesOf } from '../support/orders.js';
import { CHANNEL_REPAIRED, expectAsUndisturbed, PLAYED_WAYS } from '../support/played-ways.js';

// The ways wait side by side, and put each other out of the worker's mind.
vi.setConfig({ maxConcurrency: 6, testTimeout: 240_000 });

const PATIENCE_MS = 200_000;

const results = lostResults();
let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld({ forgetful: true, changedActivities: results.loseFirstResults });
});
afterAll(() => world.stop());

describe.concurrent('every first result lost, by', () => {
  it.each(Object.entries({ ...PLAYED_WAYS, 'channel-repaired': CHANNEL_REPAIRED }))(
    '%s',
    async (title, played) => {
      const orderId = await orderForCompany(world, played.product, `forgotten-${title}`);

      await actUntilEnd(world, orderId, played.acts(), PATIENCE_MS);
      await ended(world, orderId);

      const lost = results.activitiesOf(certificateOrderWorkflowId(orderId));
      const remote = await remoteActivitiesOf(world, orderId);
      expect(lost).toEqual(expect.arrayContaining([...remote, 'prepareCsr', 'recordProgress', 'planWait']));
      await expectAsUndisturbed(world, orderId, played);
    },
  );
});
