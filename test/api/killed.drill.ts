/** The API killed under load: every answered write holds, every unanswered one is found by its key, and nothing is done twice. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi, type ApiProcess } from '../support/api/api-process.js';
import { KnownKeys } from '../support/api/known-keys.js';
import { sendTo, type Answer } from '../support/api/served-world.js';
import { createOrderWorld, type OrderWorld } from '../support/order-world.js';
import { COMPANY } from '../support/organizations.js';
import { until } from '../support/until.js';

let world: OrderWorld;
let owners: string[];
let beside: ApiProcess;

beforeAll(async () => {
  world = await createOrderWorld({ worker: false });
  const keys = new KnownKeys(world);
  owners = await Promise.all(Array.from({ length: 4 }, () => keys.add('default', 'owner')));
  beside = await startApi(world.environment);
}, 180_000);
afterAll(async () => {
  await beside.stop();
  await world.stop();
});

const ROUNDS = 5;
const WRITES = 24;

interface Write {
  readonly key: string;
  readonly path: string;
  readonly body: object;
  readonly as: string;
  /** Undefined: nobody answered. */
  answered?: Answer | undefined;
}

function writesOf(round: number): Write[] {
  return Array.from({ length: WRITES }, (_, at) => ({
    key: `${round}-${at}`,
    as: owners[at % owners.length] ?? '',
    ...(at % 2 === 0
      ? { path: '/v1/orders', body: { form: { brand: 'trustasia', type: 'dv' } } }
      : { path: '/v1/companies', body: { ...COMPANY, fullName: `Company ${round} ${at}` } }),
  }));
}

const send = (url: string, { path, body, as, key }: Write) => sendTo(url, 'POST', path, { as, body, key });
const idOf = (path: string, { body }: Answer): string => (path === '/v1/orders' ? body.orderId : body.id);
const count = async (table: 'orders' | 'companies') =>
  Number(
    (await world.dependencies.database.query<{ n: string }>(`select count(*) as n from ${table}`)).rows[0]?.n,
  );

it('every answered write holds, every unanswered one is found', async () => {
  const written: Write[] = [];
  let unanswered = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const mortal = await startApi(world.environment);
    const writes = writesOf(round);
    const sent = writes.map(async (write) => {
      write.answered = await send(mortal.url, write).catch(() => undefined);
    });
    await pause(60 + round * 60);
    await mortal.kill();
    await Promise.all(sent);
    unanswered += writes.filter(({ answered }) => !answered).length;
    written.push(...writes);
  }
  expect(unanswered).toBeGreaterThan(0);
  for (const write of written) {
    // Whoever died at it has its claim for a while still.
    const again = await until(`an answer to ${write.key}`, async () => {
      const answer = await send(beside.url, write);
      return answer.status === 201 && answer;
    });
    if (write.answered)
      expect([write.key, idOf(write.path, again)]).toEqual([write.key, idOf(write.path, write.answered)]);
  }
  expect([await count('orders'), await count('companies')]).toEqual([
    written.filter(({ path }) => path === '/v1/orders').length,
    written.filter(({ path }) => path === '/v1/companies').length,
  ]);
}, 600_000);

it('one that is told to stop finishes what it began', async () => {
  const stopping = await startApi(world.environment);
  const writes = writesOf(ROUNDS);
  const sent = writes.map((write) => send(stopping.url, write).catch(() => undefined));
  await pause(100);
  expect(await stopping.stop()).toBe(0);
  const answers = (await Promise.all(sent)).flatMap((answer) => (answer ? [answer.status] : []));
  expect(answers.filter((status) => status !== 201 && status !== 503)).toEqual([]);
}, 120_000);
