/** "Check now", while everything that looks for those who wait is taken: what was asked for does not stand behind it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LOOK_SLOTS } from '../../../domain/worker-slots.js';
import { looksTaskQueue } from '../../../domain/workflow-names.js';
import { withHeartbeats } from '../../../worker/heartbeats.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import {
  actAsSubscriber,
  ended,
  eventsOf,
  order,
  remoteActivitiesOf,
  standing,
  workflowOf,
} from '../../support/orders.js';
import { until } from '../../support/until.js';

/** As many looks as there are slots, each at a server that does not answer. */
let taken = 0;
let answer: () => void = () => undefined;
const answered = new Promise<void>((resolve) => (answer = resolve));

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld({
    changedActivities: (real) =>
      withHeartbeats({
        ...real,
        remindUntilDeadline: async (request) => {
          taken += 1;
          await answered;
          await real.remindUntilDeadline(request);
        },
      }),
  });
  const drafts = Array.from({ length: LOOK_SLOTS }, () =>
    world.orders.create({ form: { brand: 'trustasia', type: 'dv' } }),
  );
  await Promise.all(drafts);
  await until('all slots of looks are taken', () => Promise.resolve(taken >= LOOK_SLOTS));
});
afterAll(async () => {
  answer();
  await world.stop();
});

async function waiting(name: string): Promise<string> {
  const orderId = await order(world, name, { validation: 'manual-dns' });
  await standing(world, orderId, 'subscriber-dns');
  await until('its look is queued', async () => (await attemptsOf(orderId)) !== undefined);
  return orderId;
}

/** How often the look of now was begun; 0 while it stands in the queue. */
async function attemptsOf(orderId: string): Promise<number | undefined> {
  const { raw } = await workflowOf(world, orderId).describe();
  const [look] = raw.pendingActivities ?? [];
  if (!look) return undefined;
  return look.lastStartedTime ? (look.attempt ?? 0) : 0;
}

/** The queues of the looks at the names, in the order in which they were scheduled. */
async function queuesOf(orderId: string): Promise<string[]> {
  return (await eventsOf(world, orderId)).flatMap(({ activityTaskScheduledEventAttributes: scheduled }) =>
    scheduled?.activityType?.name === 'confirmDomainControl' ? [scheduled.taskQueue?.name ?? ''] : [],
  );
}

it('an order whose record is there now is issued, and every other look goes on waiting', async () => {
  const orderId = await waiting('asked.example.com');
  const other = await waiting('not-asked.example.com');
  expect(await attemptsOf(orderId)).toBe(0);
  await actAsSubscriber(world, await world.orders.show(orderId));
  await world.orders.check(orderId, { waitMs: 0 });
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  // By one look at the names, and one at the CA, neither of which was queued behind those who wait.
  expect(await queuesOf(orderId)).toEqual([looksTaskQueue(world.taskQueue), world.taskQueue]);
  expect(await remoteActivitiesOf(world, orderId)).toContain('collectCertificate');
  expect(await attemptsOf(other)).toBe(0);
});

it('a look that finds nothing is made once, tells what it found, and the order waits where it waited', async () => {
  const orderId = await waiting('asked-too-early.example.com');
  const { fresh, order: shown } = await world.orders.check(orderId);
  expect(fresh).toBe(true);
  expect(shown).toMatchObject({ state: 'validating', waitingOn: 'subscriber-dns' });
  const looks = looksTaskQueue(world.taskQueue);
  await until('it waits again', async () => (await queuesOf(orderId)).length === 3);
  expect(await queuesOf(orderId)).toEqual([looks, world.taskQueue, looks]);
  expect(await attemptsOf(orderId)).toBe(0);
});
