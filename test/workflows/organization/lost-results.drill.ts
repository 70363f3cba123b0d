// One order of each way whose worker is replaced whenever somebody acts: the next one replays the order from its first event.
// And of every step, remote and local, the first result is lost. Each ends as it would have; nothing is done twice.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { certificateOrderWorkflowId } from '../../../workflows/messages.js';
import { lostResults } from '../../support/lost-results.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { actUntilEnd, orderForCompany, type Acts } from '../../support/organization-orders.js';
import { ended, remoteActivitiesOf } from '../../support/orders.js';
import { CHANNEL_REPAIRED, expectAsUndisturbed, PLAYED_WAYS } from '../../support/played-ways.js';
import { expectReplays } from '../../support/replaying.js';

vi.setConfig({ testTimeout: 180_000 });

const PATIENCE_MS = 150_000;

const results = lostResults();
let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld({ changedActivities: results.loseFirstResults });
});
afterAll(() => world.stop());

/** Whoever acts finds a worker that has never heard of the order. */
function onFreshWorkers(acts: Acts): Acts {
  const fresh = Object.entries(acts).map(([wait, act]) => [
    wait,
    async (inWorld: OrderWorld, orderId: string) => {
      await inWorld.stopWorker();
      await inWorld.startWorker();
      await act(inWorld, orderId);
    },
  ]);
  return Object.fromEntries(fresh) as Acts;
}

describe('every first result lost, by', () => {
  it.each(Object.entries({ ...PLAYED_WAYS, 'channel-repaired': CHANNEL_REPAIRED }))(
    '%s',
    async (title, played) => {
      const orderId = await orderForCompany(world, played.product, `forgotten-${title}`);

      await actUntilEnd(world, orderId, onFreshWorkers(played.acts()), PATIENCE_MS);
      await ended(world, orderId);

      const lost = results.activitiesOf(certificateOrderWorkflowId(orderId));
      const remote = await remoteActivitiesOf(world, orderId);
      expect(lost).toEqual(expect.arrayContaining([...remote, 'prepareCsr', 'recordProgress', 'planWait']));
      await expectAsUndisturbed(world, orderId, played);
      await expectReplays(world, orderId);
    },
  );
});
