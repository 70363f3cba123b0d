/** What follows a certificate, from the command line: reissued, refused with a way out, its plan shown. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stackFilePath } from '../../../../config/stack-file.js';
import { runHere, type CommandResult } from '../../../support/command-line.js';
import { createOrderWorld, type OrderWorld } from '../../../support/order-world.js';
import { ended, order } from '../../../support/orders.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';

const folder = temporaryFolder();
let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld();
  const stack = { pid: process.pid, environment: world.environment, controlUrl: 'http://127.0.0.1:1' };
  writeFileSync(stackFilePath(world.dataDir), JSON.stringify(stack));
});
afterAll(() => world.stop());

function sealflow(...args: string[]): Promise<CommandResult> {
  return runHere([...args, '--data-dir', world.dataDir], { LANG: 'en_GB.UTF-8' });
}

it('a certificate is reissued, and its plan tells both and what comes next', async () => {
  const first = await order(world, 'commands.example.com');
  await ended(world, first);
  const reissue = await sealflow('certificate', 'reissue', first, '--same-csr', '--json');
  expect(reissue).toMatchObject({ exitCode: 0, stderr: '' });
  const { orderId } = JSON.parse(reissue.stdout) as { orderId: string };
  await ended(world, orderId);
  const { stdout } = await sealflow('plan', 'show', first);
  expect(stdout).toMatch(/replaced .*purchase\n.*active .*reissue/);
  expect(stdout).toContain('order certificate 3 of the plan');
  expect((await sealflow('plan', 'list')).stdout).toContain(first);
});

it('what can’t be done is refused with a way out, and nothing is ordered', async () => {
  const first = await order(world, 'refused.example.com');
  await ended(world, first);
  const changes = join(folder, 'changes.yaml');
  writeFileSync(changes, 'alias: other\n');
  for (const [args, exitCode, words] of [
    [['renew', first], 4, /30 days before/],
    [['upgrade', first, '--brand', 'wotrus', '--type', 'dv'], 4, /certificate replace/],
    [['replace', first, '--form-changes', changes], 2, /another key alone is a reissue/],
    [['reissue', first, '--csr-file', join(folder, 'none.csr')], 2, /can't be read/],
    [['reissue', 'nothing'], 3, /no certificate/],
  ] as const) {
    const result = await sealflow('certificate', ...args);
    expect(result).toMatchObject({ exitCode });
    expect(result.stderr).toMatch(words);
  }
  expect((await world.orders.list({ name: 'refused.example.com' })).length).toBe(1);
});
