/** Files over HTTP are sent while they are read: nothing is held, and what breaks off is no whole file to anybody. */
import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogVerifier } from '../../domain/accounts/operations-log.js';
import { createServedWorld, type ServedWorld } from '../support/api/served-world.js';
import { until } from '../support/until.js';

/** Held where the third line of a log is read, until it is let go on or fails. */
class Gate {
  opened: () => void = () => undefined;
  fail: (error: Error) => void = () => undefined;
  isClosed = false;
  /** Whether the reading was ended, by whichever side. */
  ended = false;

  async pass(): Promise<void> {
    if (!this.isClosed) return;
    await new Promise<void>((resolve, reject) => {
      this.opened = resolve;
      this.fail = reject;
    });
  }
}

const gate = new Gate();
let served: ServedWorld;

/** The same, but for these. */
function changed<Of extends object>(real: Of, changes: object): Of {
  return new Proxy(real, {
    get: (target, name) => {
      if (Object.hasOwn(changes, name)) return Reflect.get(changes, name) as unknown;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

/** The log, line by line as the client reads it. */
async function* held(lines: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let count = 0;
  try {
    for await (const line of lines) {
      count += 1;
      if (count === 3) await gate.pass();
      yield line;
    }
  } finally {
    gate.ended = true;
  }
}

beforeAll(async () => {
  served = await createServedWorld({ worker: false }, (parts) => ({
    ...parts,
    clientFor: (...asked) => {
      const client = parts.clientFor(...asked);
      const operations = { export: () => held(client.operations.export()) };
      return changed(client, { operations: changed(client.operations, operations) });
    },
  }));
  for (let at = 0; at < 5; at += 1)
    await served.send('POST', '/v1/orders', { body: { form: { brand: 'geotrust', type: 'ov' } } });
}, 120_000);
afterAll(() => served.stop());

async function exporting(): Promise<{ response: IncomingMessage; read: () => string }> {
  const authorization = await served.keyOf('owner');
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${served.url}/v1/operations/export`, { headers: { authorization }, agent: false }, resolve).on(
      'error',
      reject,
    );
  });
  let text = '';
  response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  response.on('error', () => undefined);
  return { response, read: () => text };
}

const lines = (text: string): number => text.split('\n').length - 1;

describe('the log', () => {
  it('comes while it is read, and is whole at its end', async () => {
    gate.isClosed = true;
    const { response, read } = await exporting();
    expect(response.headers).toMatchObject({
      'content-type': 'application/x-ndjson',
      'transfer-encoding': 'chunked',
    });
    await until('the first lines', () => Promise.resolve(lines(read()) === 2));
    expect(response.complete).toBe(false);
    gate.isClosed = false;
    gate.opened();
    await until('the end', () => Promise.resolve(response.complete));
    const verifier = createLogVerifier();
    for (const line of read().trimEnd().split('\n')) verifier.take(line);
    expect(verifier.end()).toMatchObject({ verified: true });
  });

  it('that can not be read to its end is no whole answer', async () => {
    gate.isClosed = true;
    const { response, read } = await exporting();
    await until('the first lines', () => Promise.resolve(lines(read()) === 2));
    gate.isClosed = false;
    gate.fail(new Error('The database is gone.'));
    await until('the cut', () => Promise.resolve(response.destroyed));
    expect(response.complete).toBe(false);
    expect((await served.send('GET', '/v1/operations?limit=1')).status).toBe(200);
  });

  it('is read no further for somebody who went away', async () => {
    gate.isClosed = true;
    gate.ended = false;
    const { response, read } = await exporting();
    await until('the first lines', () => Promise.resolve(lines(read()) === 2));
    response.destroy();
    gate.isClosed = false;
    await until('that the server noticed', () => {
      gate.opened();
      return Promise.resolve(gate.ended);
    });
    expect((await served.send('GET', '/v1/operations?limit=1')).status).toBe(200);
  });
});
