/** `sealflow quota` and `sealflow order sweep`: places as people read them, and those of orders that never were, given back. */
import { Client } from '@temporalio/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Sweep } from '../../../client/orders/abandoned.js';
import type { FreePlacesView } from '../../../client/catalogue/free-places.js';
import { OrderClient } from '../../../client/order-client.js';
import { runHere } from '../../support/command-line.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { order } from '../../support/orders.js';

let world: OrderWorld;
let running: string;

beforeAll(async () => {
  world = await createOrderWorld({ worker: false });
  running = await order(world, 'www.quota.com', { type: 'dv-free', validation: 'manual-dns' });
});
afterAll(() => world.stop());

async function run(...args: string[]) {
  return await runHere(args, world.environment);
}

/** Its program died between storing and starting it, an hour ago. */
async function abandoned(orderId: string, name: string): Promise<void> {
  const temporal = new Client({ connection: world.temporal.connection });
  temporal.withDeadline = () => Promise.reject(new Error('The process died.'));
  const { database, masterKeys } = world.dependencies;
  const client = new OrderClient({ temporal, database, masterKeys, taskQueue: world.taskQueue });
  const form = { brand: 'trustasia', type: 'dv-free', names: [name], validation: 'manual-dns' } as const;
  await expect(client.create({ form, orderId })).rejects.toThrow('died');
  await database.query(
    "update orders set created_at = now() - interval '1 hour', updated_at = now() - interval '1 hour' where order_id = $1",
    [orderId],
  );
}

it('tells what is taken, by account and by domain', async () => {
  const { exitCode, stdout } = await run('quota');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^FREE CERTIFICATES +TAKEN +LIMIT +NEXT RELEASE \(UTC\+8\)\n/);
  expect(stdout).toMatch(/this account +1 +50 +-/);
  expect(stdout).toMatch(/quota\.com +1 +20 +-/);
  const other = await run('quota', '--account', 'other', '--json');
  expect((JSON.parse(other.stdout) as FreePlacesView).perAccount.taken).toBe(0);
});

it('sweeps what was never started, and says what it kept; again there is nothing to sweep', async () => {
  await abandoned('cli-lost', 'lost.quota.com');
  const { database } = world.dependencies;
  const forgotten =
    "update orders set started_at = null, created_at = now() - interval '1 hour', updated_at = now() - interval '1 hour' where order_id = $1";
  await database.query(forgotten, [running]);
  expect(JSON.parse((await run('order', 'sweep', '--account', 'other', '--json')).stdout) as Sweep).toEqual({
    removed: [],
    found: [],
  });
  const swept = await run('order', 'sweep');
  expect(swept).toMatchObject({ exitCode: 0 });
  expect(swept.stdout).toContain('cli-lost was never started: removed');
  expect(swept.stdout).toContain(`${running} runs: kept`);
  expect((await run('order', 'sweep')).stdout).toBe('No order was left behind.\n');
  expect((await run('order', 'show', 'cli-lost')).exitCode).toBe(3);
  expect((await run('quota')).stdout).toMatch(/this account +1 +50/);
});
