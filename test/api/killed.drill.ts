/**
 * The API killed under load: every answered write holds, every unanswered one is found by its key, two processes side by side give
 * one result, and whoever watches misses nothing.
 */
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi, type ApiProcess } from '../support/api/api-process.js';
import { KnownKeys } from '../support/api/known-keys.js';
import { sendTo, type Answer } from '../support/api/served-world.js';
import { EventReader, type Heard } from '../support/event-reader.js';
import { createOrderWorld, type OrderWorld } from '../support/order-world.js';
import { workflowOf } from '../support/orders.js';
import { COMPANY } from '../support/organizations.js';
import { until } from '../support/until.js';

let world: OrderWorld;
let owners: string[];
let beside: ApiProcess[];

beforeAll(async () => {
  world = await createOrderWorld({ worker: false });
  const keys = new KnownKeys(world);
  owners = await Promise.all(Array.from({ length: 4 }, () => keys.add('default', 'owner')));
  beside = await Promise.all([startApi(world.environment), startApi(world.environment)]);
}, 180_000);
afterAll(async () => {
  await Promise.all(beside.map((api) => api.stop()));
  await world.stop();
});

const ROUNDS = 6;
const WRITES = 40;

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
const isOrder = ({ path }: Write): boolean => path === '/v1/orders';

async function stored(table: 'orders' | 'companies' | 'order_events', column: string): Promise<string[]> {
  const { rows } = await world.dependencies.database.query<{ id: string }>(
    `select ${column}::text as id from ${table} order by 1`,
  );
  return rows.map(({ id }) => id);
}

/** Killed once so many of these were answered, or as soon as all of them are on their way. */
async function killedAmid(api: ApiProcess, writes: readonly Write[], answers: number): Promise<void> {
  let answered = 0;
  let reached: () => void = () => undefined;
  const enough = new Promise<void>((resolve) => (reached = resolve));
  const sent = writes.map(async (write) => {
    write.answered = await send(api.url, write).catch(() => undefined);
    answered += 1;
    if (answered >= answers) reached();
  });
  await enough;
  await api.kill();
  await Promise.all(sent);
}

it('every answered write holds, every unanswered one is found, whoever watches misses nothing', async () => {
  const written: Write[] = [];
  const heard: Heard[] = [];
  let lastEventId = '';
  const listen = async (url: string): Promise<EventReader> =>
    await EventReader.open(`${url}/v1/events`, {
      headers: { authorization: owners[0] ?? '' },
      ...(lastEventId !== '' && { after: lastEventId }),
    });
  const take = (reader: EventReader): void => {
    heard.push(...reader.heard);
    // One that resumed and heard nothing is where it was.
    if (reader.lastEventId !== '') ({ lastEventId } = reader);
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    const mortal = await startApi(world.environment);
    const reader = await listen(mortal.url);
    if (round === 0) await reader.begun();
    const writes = writesOf(round);
    // From the first answer to the last but a few.
    await killedAmid(mortal, writes, 1 + round * 7);
    await until('the end of the stream', () => Promise.resolve(reader.ended));
    take(reader);
    written.push(...writes);
  }
  const unanswered = written.filter(({ answered }) => !answered).length;
  const answered = written.filter((write) => write.answered?.status === 201).length;
  expect([unanswered > 0, answered > 0, unanswered + answered]).toEqual([true, true, ROUNDS * WRITES]);
  const ids = new Map<Write, string>();
  for (const write of written) {
    // Whoever died at it has its claim for a while still. Both are asked at once, and give one result.
    const again = await until(`an answer to ${write.key}`, async () => {
      const answers = await Promise.all(beside.map(({ url }) => send(url, write)));
      const unexpected = answers.filter(
        ({ status, body }) => status !== 201 && !(status === 409 && body.code === 'StillUnderWay'),
      );
      expect(unexpected.map(({ text }) => text)).toEqual([]);
      const done = answers.filter(({ status }) => status === 201);
      expect(new Set(done.map((answer) => idOf(write.path, answer))).size).toBeLessThan(2);
      return done[0];
    });
    const id = idOf(write.path, again);
    if (write.answered) expect([write.key, id]).toEqual([write.key, idOf(write.path, write.answered)]);
    ids.set(write, id);
  }
  const made = (which: (write: Write) => boolean): string[] =>
    [...ids].flatMap(([write, id]) => (which(write) ? [id] : [])).sort();
  const bytewise = (texts: string[]): string[] => texts.sort();
  expect(bytewise(await stored('orders', 'order_id'))).toEqual(made(isOrder));
  expect(bytewise(await stored('companies', 'company_id'))).toEqual(made((write) => !isOrder(write)));
  for (const orderId of made(isOrder))
    expect((await workflowOf(world, orderId).describe()).status.name).toBe('RUNNING');

  const last = await listen(beside[0]?.url ?? '');
  const events = await stored('order_events', 'event_id');
  await until('what was missed', () => {
    const numbers = new Set([...heard, ...last.heard].map(({ data }) => data.event));
    return Promise.resolve(events.every((event) => numbers.has(event)));
  });
  last.close();
  take(last);
  expect(heard.map(({ event }) => event).filter((event) => event === 'reset')).toEqual([]);
  expect(new Set(heard.map(({ data }) => data.orderId).filter(Boolean)).size).toBe(made(isOrder).length);
}, 900_000);

it('one that is told to stop finishes what it began, and ends its streams', async () => {
  const stopping = await startApi(world.environment);
  const reader = await (
    await EventReader.open(`${stopping.url}/v1/events`, { headers: { authorization: owners[0] ?? '' } })
  ).begun();
  const writes = writesOf(ROUNDS);
  const sent = writes.map((write) => send(stopping.url, write).catch(() => undefined));
  await pause(100);
  expect(await stopping.stop()).toBe(0);
  const answers = (await Promise.all(sent)).flatMap((answer) => (answer ? [answer.status] : []));
  expect(answers.filter((status) => status !== 201 && status !== 503)).toEqual([]);
  await until('the end of the stream', () => Promise.resolve(reader.ended));
  expect(reader.response.complete).toBe(true);
}, 120_000);

it('one that is told to stop waits for nobody who never ends', async () => {
  const stopping = await startApi(world.environment);
  const { hostname, port } = new URL(stopping.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.write(
    `POST /v1/companies HTTP/1.1\r\nhost: x\r\nauthorization: ${owners[0]}\r\nexpect: 100-continue\r\n` +
      'content-type: application/json\r\ncontent-length: 400\r\n\r\n',
  );
  await once(socket, 'data');
  expect(await stopping.stop()).toBe(0);
  socket.destroy();
}, 120_000);
