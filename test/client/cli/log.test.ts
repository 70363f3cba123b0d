/** `sealflow log`, `--account` and labels, from the command line. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OperationView } from '../../../client/accounts/operations.js';
import { runHere } from '../../support/command-line.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { order } from '../../support/orders.js';

let world: OrderWorld;
let folder: string;
let orderId: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sealflow-log-'));
  world = await createOrderWorld({ worker: false });
  orderId = await order(world, 'log.example.com');
});
afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function run(...args: string[]) {
  return await runHere(args, world.environment);
}

it('labels are set, told and searched by; who did it stands in the log', async () => {
  const environment = { ...world.environment, SEALFLOW_ACTOR: 'night shift' };
  const label = [
    'order',
    'label',
    orderId,
    '--alias',
    'Front',
    '--tag',
    'a=b=c',
    '--tag',
    'd=',
    '--project',
    'p',
  ];
  const labelled = await runHere(label, environment);
  expect(labelled).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('a=b=c, d=') as string });
  expect((await run('order', 'list', '--tag', 'a', '--alias', 'front', '--project', 'p')).stdout).toContain(
    orderId,
  );
  expect((await run('order', 'label', orderId, '--no-alias', '--untag', 'd')).stdout).not.toContain('Front');
  expect((await run('order', 'list', '--alias', 'front')).stdout).toContain('No orders');
  expect(await run('order', 'label', orderId, '--tag', 'novalue')).toMatchObject({ exitCode: 2 });
  const { stdout } = await run('log', 'list', '--subject', orderId, '--json');
  const entries = JSON.parse(stdout) as OperationView[];
  const [first] = entries
    .filter(({ operation, outcome }) => operation === 'order.label' && outcome === 'asked')
    .slice(-1);
  expect(first).toMatchObject({ actor: 'night shift', details: { fields: ['alias', 'project', 'addTags'] } });
  expect(first?.origin).toMatch(/^cli@./);
});

it('an exported log is verified without the installation, and fails once a byte is another', async () => {
  const file = join(folder, 'log.jsonl');
  const exported = await run('log', 'export', '--out', file, '--json');
  const { head, count } = JSON.parse(exported.stdout) as { head: string; count: number };
  expect(count).toBeGreaterThan(0);
  expect(await runHere(['log', 'verify', file, '--head', head], {})).toMatchObject({ exitCode: 0 });
  expect(await run('log', 'verify', '--head', head)).toMatchObject({ exitCode: 0 });
  const content = readFileSync(file);
  const at = content.indexOf('order.create');
  content[at] = (content[at] ?? 0) ^ 1;
  writeFileSync(file, content);
  const verdict = await runHere(['log', 'verify', file], {});
  expect(verdict).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('(altered)') as string });
  expect(await runHere(['log', 'verify', join(folder, 'none')], {})).toMatchObject({ exitCode: 2 });
});

it('--account acts for another account, and a name that can’t be one is refused', async () => {
  expect((await run('order', 'list', '--account', 'other')).stdout).toBe('No orders.\n');
  expect((await run('--account', 'other', 'order', 'show', orderId)).exitCode).toBe(3);
  const refused = await run('order', 'list', '--account', 'a/b', '--json');
  expect(refused.exitCode).toBe(2);
  expect(JSON.parse(refused.stderr)).toMatchObject({ error: { code: 'InvalidInput', field: 'account' } });
});
