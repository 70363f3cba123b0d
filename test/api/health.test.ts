/** Whether a process lives and can serve, with each of its parts there and away: told to whoever asks, and soon. */
import { createServer, type AddressInfo, type Server } from 'node:net';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readinessOf } from '../../client/readiness.js';
import { createDatabase } from '../../db/database.js';
import { createServedWorld, type ServedWorld } from '../support/api/served-world.js';

let served: ServedWorld;
let silent: Server;
let silentPort: number;

beforeAll(async () => {
  served = await createServedWorld();
  // Takes connections, and never says a word.
  silent = createServer((socket) => socket.on('error', () => undefined));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  silentPort = (silent.address() as AddressInfo).port;
}, 120_000);
afterAll(async () => {
  silent.close();
  await served.stop();
});

const parts = () => {
  const { temporal, taskQueue, dependencies } = served.world;
  return { temporal, taskQueue, database: dependencies.database };
};

const ask = (path: string) => served.send('GET', path, { as: '' });

describe('a server', () => {
  it('with everything that it needs is alive and ready', async () => {
    const [live, ready] = [await ask('/health/live'), await ask('/health/ready')];
    expect([live.status, live.body]).toEqual([200, { live: true }]);
    expect([ready.status, ready.body]).toEqual([
      200,
      { ready: true, postgres: true, temporal: true, workers: true },
    ]);
  });

  it('whose workers serve another queue is not', async () => {
    expect(await readinessOf({ ...parts(), taskQueue: 'nobody-here' })).toEqual({
      postgres: true,
      temporal: true,
      workers: false,
    });
  });

  it.each([
    ['is not there', () => 9],
    ['says nothing', () => silentPort],
  ])('whose database %s is not', async (_what, port) => {
    const database = createDatabase(`postgres://nobody@127.0.0.1:${port()}/none`);
    const readiness = await readinessOf({ ...parts(), database });
    expect(readiness).toEqual({ postgres: false, temporal: true, workers: true });
    await database.end();
  });

  it.each([
    ['is not there', () => 9],
    ['says nothing', () => silentPort],
  ])('whose Temporal %s is not', async (_what, port) => {
    const connection = Connection.lazy({ address: `127.0.0.1:${port()}` });
    const readiness = await readinessOf({ ...parts(), temporal: new Client({ connection }) });
    expect(readiness).toEqual({ postgres: true, temporal: false, workers: false });
  });
});
