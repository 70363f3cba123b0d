/** What is asked of a worker by whoever waits for the answer, with the step's first result lost: it is answered all the same, and once. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Activities } from '../../workflows/activity-contract/index.js';
import { lostResults } from '../support/lost-results.js';
import { createOrderWorld, type OrderWorld } from '../support/order-world.js';
import { dvForm, order, standing } from '../support/orders.js';

/** In the order in which they were lost. */
const lost: string[] = [];
const results = lostResults((_workflowId, activity) => {
  lost.push(activity);
  return true;
});
let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld({ payments: true, changedActivities: results.loseFirstResults });
});
afterAll(() => world.stop());

const DELEGATED = { name: 'www.theirs.com', zone: 'example.net' };

function caForm() {
  const { SEALFLOW_CA_URL: url = '', SEALFLOW_CA_TOKEN: token = '' } = world.environment;
  return { url, token };
}

interface Asked {
  readonly step: keyof Activities;
  readonly ask: () => Promise<unknown>;
  /** What the answer has in it. */
  readonly answer: object;
}

const ASKED: readonly Asked[] = [
  {
    step: 'lookBeforeAsking',
    ask: () => world.orders.preflight({ names: ['shop.example.com'] }),
    answer: { wouldFail: false },
  },
  {
    step: 'zoneServing',
    ask: () => world.orders.delegations.add(DELEGATED),
    answer: DELEGATED,
  },
  {
    step: 'lookAtDelegation',
    ask: async () => {
      const { records } = await world.orders.delegations.show(DELEGATED.name);
      for (const { name, type, value } of records) await world.dns.zone.set(name, type, value);
      return await world.orders.delegations.check(DELEGATED.name);
    },
    answer: { ...DELEGATED, state: 'standing' },
  },
  {
    step: 'tryConnection',
    ask: () => world.orders.connections.add({ kind: 'development-ca', name: 'tried', form: caForm() }),
    answer: { name: 'tried', triedAt: expect.any(String) as string },
  },
  {
    step: 'readFunds',
    ask: () => world.orders.quote(dvForm('shop.example.com')),
    answer: { funds: { missing: expect.any(Number) as number } },
  },
];

it.each(ASKED)('$step is taken once more, and answers', async ({ step, ask, answer }) => {
  lost.length = 0;
  expect(await ask()).toMatchObject(answer);
  expect(lost).toEqual([step]);
});

it('reminderOfToday and postReminder are taken once more, and tell once', async () => {
  const waiting = await order(world, 'reminded.example.com', { validation: 'manual-dns' });
  await standing(world, waiting, 'subscriber-dns');
  lost.length = 0;
  expect(await world.orders.desk.remind(waiting)).toMatchObject({ wait: 'subscriber-dns' });
  expect(lost).toEqual(expect.arrayContaining(['reminderOfToday', 'postReminder']));
  const { rows } = await world.dependencies.database.query(
    `select 1 from account_notices where order_id = $1 and rung >= 10000`,
    [waiting],
  );
  expect(rows).toHaveLength(1);
});

it('what was added stands there once', async () => {
  const [connections, delegations] = await Promise.all([
    world.orders.connections.list(),
    world.orders.delegations.list(),
  ]);
  expect(connections.map(({ name }) => name)).toEqual(['tried']);
  expect(delegations.map(({ name }) => name)).toEqual([DELEGATED.name]);
  // Of what was tried, no second row stays.
  const { rows } = await world.dependencies.database.query('select 1 from connections');
  expect(rows).toHaveLength(1);
});
