// An order that is watched over HTTP: what becomes of it when the stream of events breaks off, is held back, or can't be had.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ApiConnection } from '../../../client/http/api-connection.js';
import { watchOrder } from '../../../client/http/watching.js';
import { refusalOf } from '../../support/refusal-of.js';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

interface Asked {
  readonly streams: IncomingMessage[];
  looks: number;
  /** Once the first look was answered. */
  readonly looked: Promise<void>;
}

interface Told {
  state: string;
}

type Streaming = (response: ServerResponse, count: number, told: Told, asked: Asked) => void;

/** Stands in for an API that has one order: the stream is the test's, a look tells the state. */
async function serving(streaming: Streaming, state = 'validating'): Promise<[ApiConnection, Told, Asked]> {
  const told: Told = { state };
  let noteLook = (): void => undefined;
  const looked = new Promise<void>((resolve) => (noteLook = resolve));
  const asked: Asked = { streams: [], looks: 0, looked };
  const server = createServer((request, response) => {
    if (request.url === '/v1/orders/ord_1/events') {
      asked.streams.push(request);
      streaming(response, asked.streams.length, told, asked);
      return;
    }
    asked.looks += 1;
    const etag = `"${told.state}"`;
    response.on('finish', noteLook);
    if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
    else response.writeHead(200, { etag }).end(JSON.stringify({ state: told.state, validations: [] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const connection = new ApiConnection({ url: `http://127.0.0.1:${port}`, language: 'en' });
  return [connection, told, asked];
}

function begin(response: ServerResponse, id: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(`retry: 2000\n\nevent: ready\r\nid: ${id}\r\ndata: {"order":null}\r\n\r\n`);
}

async function statesSeen(connection: ApiConnection, intervalMs: number): Promise<string[]> {
  const states: string[] = [];
  for await (const { state } of watchOrder(connection, 'ord_1', { intervalMs })) states.push(state);
  return states;
}

describe('a watched order', () => {
  it('is looked at when something is told, and only then', async () => {
    const [connection, , asked] = await serving((response, _count, told, { looked }) => {
      begin(response, 'a');
      response.write('event: order\nid: b\ndata: {"event":"1",');
      // An event that comes in pieces is one event.
      void looked.then(() => {
        told.state = 'issued';
        response.write('"order":null}\n\n');
      });
    });
    expect(await statesSeen(connection, 3_600_000)).toEqual(['validating', 'issued']);
    expect(asked.looks).toBe(2);
  });

  it('goes on from where its stream broke off', async () => {
    const [connection, , asked] = await serving((response, count, told) => {
      if (count === 1) {
        begin(response, 'place-1');
        response.write('id: place-2\n\n', () => setTimeout(() => response.destroy(), 20));
        return;
      }
      told.state = 'issued';
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('event: order\nid: place-3\ndata: {"event":"7","order":null}\n\n');
    });
    expect(await statesSeen(connection, 20)).toEqual(['validating', 'issued']);
    expect(asked.streams.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, 'place-2']);
  });

  it.each<[string, Streaming]>([
    ['too many are open', (response) => response.writeHead(429, { 'retry-after': '2' }).end('{}')],
    ['something answers with a page', (response) => response.writeHead(200).end('<html>Welcome</html>')],
    ['what is told is no JSON', (response) => response.writeHead(200).end('data: {\n\n')],
    ['nobody is there', (response) => response.destroy()],
  ])('is looked at now and then where no stream can be had: %s', async (_what, streaming) => {
    const [connection, told, asked] = await serving(streaming);
    void asked.looked.then(() => (told.state = 'rejected'));
    expect(await statesSeen(connection, 20)).toEqual(['validating', 'rejected']);
    expect(asked.streams.length).toBe(1);
  });

  it('that has ended asks for nothing more', async () => {
    const [connection, , asked] = await serving((response) => begin(response, 'a'), 'issued');
    expect(await statesSeen(connection, 20)).toEqual(['issued']);
    const [stream] = asked.streams;
    await expect.poll(() => stream?.socket.destroyed).toBe(true);
  });

  it('is refused as a look is, whatever its stream says', async () => {
    const problem = { code: 'NotFound', field: 'orderId', detail: 'There is no such order' };
    const server = createServer((request, response) => {
      if (request.url?.endsWith('/events')) begin(response, 'a');
      else response.writeHead(404).end(JSON.stringify(problem));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stops.push(() => {
      server.close();
      server.closeAllConnections();
    });
    const { port } = server.address() as AddressInfo;
    const connection = new ApiConnection({ url: `http://127.0.0.1:${port}`, language: 'en' });
    expect(await refusalOf(statesSeen(connection, 20))).toMatchObject({ code: 'NotFound' });
  });

  it('is watched no longer than its watcher wants', async () => {
    const [connection, , asked] = await serving((response) => begin(response, 'a'));
    const stop = new AbortController();
    const watching = watchOrder(connection, 'ord_1', { signal: stop.signal });
    expect((await watching.next()).value).toMatchObject({ state: 'validating' });
    stop.abort();
    expect((await watching.next()).done).toBe(true);
    const [stream] = asked.streams;
    await expect.poll(() => stream?.socket.destroyed).toBe(true);
  });
});
