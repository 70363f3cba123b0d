/** Events over HTTP, by real servers on loopback: what goes over the wire, who is let in, and what becomes of a stream at every end. */
import { connect, type AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { events, type EventsParts } from '../../../api/events/index.js';
import { PROBLEM_TYPE, problemOf } from '../../../api/problem.js';
import { OrderEvents } from '../../../client/events/order-events.js';
import { createDatabase, type Database } from '../../../db/database.js';
import type { Principal } from '../../../domain/accounts/principal.js';
import { ROLES, type Role } from '../../../domain/accounts/roles.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import { EventReader } from '../../support/event-reader.js';
import { moveOrder, startOrderRow } from '../../support/moving-orders.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { until } from '../../support/until.js';

let test: TestDatabase;
let database: Database;
const servers: FastifyInstance[] = [];
/** Keys that were revoked. */
const revoked = new Set<string>();

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase(test.url);
  return async () => {
    await database.end();
    await test.drop();
  };
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** Stands in for the API's own door: `Authorization: ACCOUNT ROLE KEY`. */
function principalOf(headers: { readonly authorization?: string | undefined }): Promise<Principal> {
  const [account = '', role = '', id = ''] = (headers.authorization ?? '').split(' ');
  const known = ROLES.find((candidate): candidate is Role => candidate === role);
  if (!known || revoked.has(id))
    return Promise.reject(
      new Refusal(refusalDetails('NotSignedIn', { message: { zh: '未登录', en: 'Not signed in' } })),
    );
  return Promise.resolve({ kind: 'key', id, name: id, account, role: known });
}

interface Served {
  readonly url: string;
  readonly server: FastifyInstance;
  readonly hub: OrderEvents;
}

/** One API process, as far as events go. */
async function serve(
  parts: Pick<EventsParts, 'streamsPerCaller' | 'heartbeatMs' | 'askedAgainMs'> = {},
): Promise<Served> {
  const hub = new OrderEvents({
    database,
    databaseUrl: test.url,
    pauses: { listeningMs: 60_000, deafMs: 100 },
  });
  const server = fastify();
  server.setErrorHandler((error, request, reply) => {
    const { problem, headers } = problemOf(error, 'en', request.id);
    return reply
      .code(problem.status)
      .headers(headers)
      .type(PROBLEM_TYPE)
      .serializer(JSON.stringify)
      .send(problem);
  });
  await server.register(events, {
    events: hub,
    principalOf: (request) => principalOf(request.headers),
    ...parts,
  });
  server.addHook('onClose', () => hub.close());
  await server.listen({ port: 0, host: '127.0.0.1' });
  servers.push(server);
  const { port } = server.server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, server, hub };
}

const as = (account = 'default', role: Role = 'owner', key = 'key-1') => ({
  headers: { authorization: `${account} ${role} ${key}` },
});

describe('on the wire', () => {
  it('a stream says how to come back, is not buffered, and tells each move with an id', async () => {
    const { url } = await serve();
    const reader = await (await EventReader.open(`${url}/v1/events`, as())).begun();
    expect(reader.response.statusCode).toBe(200);
    expect(reader.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    expect(reader.retry).toBeGreaterThan(0);
    await startOrderRow(database, 'a-1');
    await moveOrder(database, 'a-1', 1, { state: 'issued' });
    await reader.has(2);
    expect(reader.heard.map(({ event }) => event)).toEqual(['ready', 'order', 'order']);
    expect(reader.heard[2]?.data).toMatchObject({
      orderId: 'a-1',
      state: 'issued',
      order: { state: 'issued' },
    });
    expect(reader.lastEventId).not.toBe('');
  });

  it('a silent stream beats, and its place moves on with the rest of the world', async () => {
    const { url } = await serve({ heartbeatMs: 20 });
    const reader = await (await EventReader.open(`${url}/v1/inbox/events`, as())).begun();
    const first = reader.lastEventId;
    // Nothing for this reader, but for others.
    await startOrderRow(database, 'b-1');
    await until('a heartbeat with a later id', () => Promise.resolve(reader.lastEventId !== first));
    expect(reader.comments.length).toBeGreaterThan(0);
    expect(reader.numbers).toEqual([]);
  });

  it('an order’s own stream is at the order', async () => {
    const { url } = await serve();
    await startOrderRow(database, 'c-1');
    const reader = await (await EventReader.open(`${url}/v1/orders/c-1/events`, as())).begun();
    expect(reader.heard[0]).toMatchObject({ event: 'ready', data: { order: { orderId: 'c-1' } } });
    const none = await EventReader.open(`${url}/v1/orders/none/events`, as());
    expect(none.response.statusCode).toBe(404);
  });
});

describe('let in', () => {
  it.each([
    ['nobody', '/v1/events', { headers: {} }, 401],
    ['letters, to all orders', '/v1/events', as('default', 'letters'), 403],
    ['an operator, to an account’s orders', '/v1/events', as('none', 'operator'), 403],
    ['another account, to an order', '/v1/orders/d-1/events', as('another'), 404],
  ])('is not %s', async (_who, path, asked, status) => {
    const { url, hub } = await serve();
    await startOrderRow(database, 'd-1').catch(() => undefined);
    const reader = await EventReader.open(`${url}${path}`, asked);
    expect(reader.response.statusCode).toBe(status);
    expect(hub.openStreams).toBe(0);
  });

  it('are so many streams a key; those that are closed make room', async () => {
    const { url, hub } = await serve({ streamsPerCaller: 2 });
    const first = await EventReader.open(`${url}/v1/events`, as());
    await EventReader.open(`${url}/v1/inbox/events`, as());
    const third = await EventReader.open(`${url}/v1/events`, as());
    expect(third.response.statusCode).toBe(429);
    expect(third.response.headers).toMatchObject({
      'retry-after': '2',
      'content-type': PROBLEM_TYPE,
    });
    const other = await EventReader.open(`${url}/v1/events`, as('default', 'owner', 'key-2'));
    expect(other.response.statusCode).toBe(200);
    first.close();
    await until('room', () => Promise.resolve(hub.openStreams === 2));
    await until('a stream again', async () => {
      const again = await EventReader.open(`${url}/v1/events`, as());
      return again.response.statusCode === 200;
    });
  });

  it('is nobody any more whose key was revoked while the stream was open', async () => {
    const { url, hub } = await serve({ heartbeatMs: 20, askedAgainMs: 0 });
    const reader = await (
      await EventReader.open(`${url}/v1/events`, as('default', 'owner', 'stolen'))
    ).begun();
    revoked.add('stolen');
    await until('the end of the stream', () => Promise.resolve(reader.ended));
    expect(hub.openStreams).toBe(0);
    const again = await EventReader.open(`${url}/v1/events`, as('default', 'owner', 'stolen'));
    expect(again.response.statusCode).toBe(401);
  });
});

describe('resumed', () => {
  it('after the server was stopped and started: what happened between is told, once', async () => {
    const first = await serve();
    const reader = await (await EventReader.open(`${first.url}/v1/events`, as())).begun();
    await startOrderRow(database, 'e-1');
    await reader.has(1);
    await first.server.close();
    await until('the end', () => Promise.resolve(reader.ended));
    expect(reader.response.complete).toBe(true);
    await moveOrder(database, 'e-1', 1, { waitingOn: 'dns' });
    await moveOrder(database, 'e-1', 2, { state: 'issuing' });
    const second = await serve();
    const again = await EventReader.open(`${second.url}/v1/events`, { after: reader.lastEventId, ...as() });
    await again.has(2);
    await moveOrder(database, 'e-1', 3, { state: 'issued' });
    await again.has(3);
    expect(again.heard.map(({ event, data }) => [event, data.state])).toEqual([
      ['order', 'validating'],
      ['order', 'issuing'],
      ['order', 'issued'],
    ]);
  });

  it('at another process, by the query where no header can be set', async () => {
    const [one, other] = [await serve(), await serve()];
    const reader = await (await EventReader.open(`${one.url}/v1/events`, as())).begun();
    await startOrderRow(database, 'f-1');
    await reader.has(1);
    reader.close();
    await moveOrder(database, 'f-1', 1, { state: 'issued' });
    const again = await EventReader.open(
      `${other.url}/v1/events?lastEventId=${encodeURIComponent(reader.lastEventId)}`,
      as(),
    );
    await again.has(1);
    expect(again.heard).toMatchObject([{ event: 'order', data: { orderId: 'f-1', state: 'issued' } }]);
  });

  it('by a reader that stopped reading: it was cut off, and misses nothing', async () => {
    const { url, hub } = await serve();
    const slow = await (await EventReader.open(`${url}/v1/events`, as())).begun();
    const after = slow.lastEventId;
    // Nothing is taken from the socket any more: buffers fill, then the line.
    slow.response.pause();
    const quick = await (await EventReader.open(`${url}/v1/events`, as())).begun();
    await startOrderRow(database, 'g-1');
    const long = 'x'.repeat(20_000);
    let moves = 1;
    while (hub.openStreams > 1) {
      await moveOrder(database, 'g-1', moves, { reason: `${moves} ${long}` });
      moves += 1;
      if (moves > 2_000) throw new Error('Nobody was cut off.');
    }
    await quick.has(moves);
    slow.response.resume();
    await until('the cut', () => Promise.resolve(slow.ended));
    const again = await EventReader.open(`${url}/v1/events`, { after: slow.lastEventId, ...as() });
    await again.has(moves - slow.numbers.length);
    expect([...slow.numbers, ...again.numbers]).toEqual(quick.numbers);
    expect(after).not.toBe('');
  });
});

describe('stopped', () => {
  it('a server ends its streams with the answer complete, and does not wait for their readers', async () => {
    const { url, server, hub } = await serve();
    const readers = await Promise.all(
      ['/v1/events', '/v1/inbox/events'].map(async (path) =>
        (await EventReader.open(`${url}${path}`, as())).begun(),
      ),
    );
    await server.close();
    await until('the ends', () => Promise.resolve(readers.every(({ ended }) => ended)));
    expect(readers.map(({ response }) => response.complete)).toEqual([true, true]);
    expect(hub.openStreams).toBe(0);
  });

  it('a reader that goes away leaves nothing behind', async () => {
    const { url, hub } = await serve();
    const reader = await (await EventReader.open(`${url}/v1/events`, as())).begun();
    reader.close();
    await until('nobody', () => Promise.resolve(hub.openStreams === 0));
    // One that goes before it was answered.
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write(`GET /v1/events HTTP/1.1\r\nhost: x\r\nauthorization: default owner key-1\r\n\r\n`);
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.destroy();
    await until('nobody again', () => Promise.resolve(hub.openStreams === 0));
  });
});
