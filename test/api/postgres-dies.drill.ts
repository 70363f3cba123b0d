/**
 * The database server is killed under an API process, and comes back: meanwhile whoever asks is told to ask again, then everything goes on
 * by itself. No stream misses a change
 * without being told, no write is done twice.
 */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startApi, type ApiProcess } from '../support/api/api-process.js';
import { KnownKeys } from '../support/api/known-keys.js';
import { sendTo, type Answer, type Sending } from '../support/api/served-world.js';
import { EventReader } from '../support/event-reader.js';
import { MortalPostgres } from '../support/mortal-postgres.js';
import { createOrderWorld, type OrderWorld } from '../support/order-world.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { until } from '../support/until.js';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const folder = temporaryFolder();
let postgres: MortalPostgres;
let world: OrderWorld;
let api: ApiProcess;
let owner: string;

beforeAll(async () => {
  postgres = await MortalPostgres.start(folder);
  world = await createOrderWorld({ databaseUrl: postgres.url, worker: false });
  owner = await new KnownKeys(world).add('default', 'owner');
  api = await startApi(world.environment);
});
afterAll(async () => {
  await api.stop();
  await world.stop();
  await postgres.stop();
});

const DRAFT = { form: { brand: 'trustasia', type: 'dv' } };

function send(method: string, path: string, sending: Sending = {}): Promise<Answer> {
  return sendTo(api.url, method, path, { as: owner, ...sending });
}

function watch(after?: string): Promise<EventReader> {
  const headers = { authorization: owner };
  return EventReader.open(`${api.url}/v1/events`, { headers, ...(after !== undefined && { after }) });
}

function ordersIn({ heard }: EventReader): (string | undefined)[] {
  return heard.flatMap(({ data }) => (data.orderId === undefined ? [] : [data.orderId]));
}

function resetsIn({ heard }: EventReader): number {
  return heard.filter(({ event }) => event === 'reset').length;
}

/** Alive, and of no use: said in words that tell callers nothing of what is inside. */
async function expectAway(orderId: string, key: string): Promise<void> {
  const requests = [
    send('GET', '/v1/orders'),
    send('GET', `/v1/orders/${orderId}`),
    send('POST', '/v1/orders', { body: DRAFT, key }),
  ];
  for (const answer of await Promise.all(requests)) {
    expect(answer).toMatchObject({ status: 503, body: { status: 503, code: 'DatabaseUnavailable' } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.text).not.toMatch(/ECONN|127\.0\.0\.1|DATABASE_URL|Postgres/);
  }
  expect(await send('GET', '/health/live')).toMatchObject({ status: 200 });
  const ready = await send('GET', '/health/ready');
  expect([ready.status, ready.text]).toEqual([503, expect.stringContaining('"postgres":false')]);
}

const ROUNDS = 3;

it('whoever asks meanwhile is told to ask again, and everything goes on by itself', async () => {
  const placed = await send('POST', '/v1/orders', { body: DRAFT, key: 'before' });
  expect(placed).toMatchObject({ status: 201 });
  const stream = await (await watch()).begun();
  const known = stream.lastEventId;
  let resets = 0;

  for (let round = 1; round <= ROUNDS; round += 1) {
    const key = `during-${round}`;
    await postgres.die();
    try {
      await expectAway(placed.body.orderId, key);
    } finally {
      await postgres.comeBack();
    }
    const written = await until('the same request is answered', async () => {
      const answer = await send('POST', '/v1/orders', { body: DRAFT, key });
      return answer.status === 201 && answer;
    });
    expect((await send('GET', '/v1/orders')).body.items.map(({ orderId }) => orderId)).toHaveLength(
      2 * round,
    );
    // A server that died counts anew (db/statements/orders/events.ts): whoever watches is told to read anew, or of the order itself.
    const { orderId } = written.body;
    const resumed = await watch(known);
    const hears = (each: EventReader, before: number) =>
      ordersIn(each).includes(orderId) || resetsIn(each) > before;
    await until(`both streams hear of ${orderId}, or read anew`, () =>
      Promise.resolve(hears(stream, resets) && hears(resumed, 0)),
    );
    resets = resetsIn(stream);
    // From then on nothing is missing.
    const next = await send('POST', '/v1/orders', { body: DRAFT, key: `after-${round}` });
    await until(`both streams hear of ${next.body.orderId}`, () =>
      Promise.resolve([stream, resumed].every((each) => ordersIn(each).includes(next.body.orderId))),
    );
    expect(stream.ended).toBe(false);
    resumed.close();
  }
  stream.close();
});
