/** Orders for a company whose worker is replaced whenever somebody acts, and of whose every step the first result is lost. */
import { expect } from 'vitest';
import { certificateOrderWorkflowId } from '../../../workflows/messages.js';
import { lostResults, type LostResults } from '../../support/lost-results.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { actUntilEnd, orderForCompany, type Acts } from '../../support/organization-orders.js';
import { ended, remoteActivitiesOf } from '../../support/orders.js';
import { expectAsUndisturbed, type PlayedWay } from '../../support/played-ways.js';
import { expectReplays } from '../../support/replaying.js';

const PATIENCE_MS = 150_000;

export interface ForgetfulWorld {
  readonly world: OrderWorld;
  readonly results: LostResults;
}

/** Call `world.stop()` in `afterAll`. */
export async function createForgetfulWorld(): Promise<ForgetfulWorld> {
  const results = lostResults();
  return { world: await createOrderWorld({ changedActivities: results.loseFirstResults }), results };
}

/** It ends as it would have; nothing is done twice, and its history replays. */
export async function playForgotten(
  { world, results }: ForgetfulWorld,
  title: string,
  played: PlayedWay,
): Promise<void> {
  const orderId = await orderForCompany(world, played.product, `forgotten-${title}`);

  await actUntilEnd(world, orderId, onFreshWorkers(played.acts()), PATIENCE_MS);
  await ended(world, orderId);

  const lost = results.activitiesOf(certificateOrderWorkflowId(orderId));
  const remote = await remoteActivitiesOf(world, orderId);
  expect(lost).toEqual(expect.arrayContaining([...remote, 'recordProgress', 'planWait']));
  await expectAsUndisturbed(world, orderId, played);
  await expectReplays(world, orderId);
}

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
