/** `sealflow certificate revoke` and `revocation`: asked for confirmation, followed, and told to its end. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stackFilePath } from '../../../../config/stack-file.js';
import { runHere, type CommandResult } from '../../../support/command-line.js';
import { letterFile } from '../../../support/letter-files.js';
import { createOrderWorld, type OrderWorld } from '../../../support/order-world.js';
import { ended, order } from '../../../support/orders.js';
import { revocationAt, revocationEnd } from '../../../support/revocations.js';

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld();
  writeFileSync(
    stackFilePath(world.dataDir),
    JSON.stringify({ pid: process.pid, environment: world.environment, controlUrl: 'http://127.0.0.1:1' }),
  );
});
afterAll(() => world.stop());

function sealflow(...args: string[]): Promise<CommandResult> {
  return runHere(['certificate', ...args, '--data-dir', world.dataDir], { LANG: 'en_GB.UTF-8' });
}

it('asks for confirmation, is followed, and ends as revoked', async () => {
  const orderId = await order(world, 'cli.revoked.com', { brand: 'wotrus' });
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });

  const unconfirmed = await sealflow('revoke', orderId, '--reason', 'superseded');
  expect(unconfirmed).toMatchObject({ exitCode: 2 });
  expect(unconfirmed.stderr).toContain("can't be undone");
  expect(await sealflow('revocation', 'show', orderId)).toMatchObject({ exitCode: 3 });
  expect((await sealflow('revocation', 'list')).stdout).toBe(
    'Nobody has asked for a certificate to be revoked.\n',
  );
  expect(await sealflow('revoke', orderId, '--reason', 'bored', '--yes')).toMatchObject({ exitCode: 2 });
  expect(await sealflow('revoke', orderId, '--yes')).toMatchObject({ exitCode: 2 });

  const asked = await sealflow('revoke', orderId, '--reason', 'superseded', '--yes');
  expect(asked).toMatchObject({ exitCode: 0 });
  expect(asked.stdout).toMatch(/Reason +superseded/);
  expect(await sealflow('revoke', orderId, '--reason', 'superseded', '--yes')).toMatchObject({ exitCode: 4 });
  await revocationAt(world, orderId, 'reviewer-revocation');
  expect((await sealflow('revocation', 'list')).stdout).toMatch(
    /superseded +\S+ +reviewer-revocation \(reviewer\)/,
  );
  expect((await sealflow('show', orderId)).stdout).toMatch(/State +active; being revoked/);
  const out = join(world.dataDir, 'nothing');
  expect(await sealflow('download', orderId, '--out', out)).toMatchObject({ exitCode: 4 });
  const letter = join(world.dataDir, 'letter.pdf');
  writeFileSync(letter, letterFile('pdf'));
  expect(await sealflow('revocation', 'letter', orderId, letter)).toMatchObject({ exitCode: 4 });

  await world.caControls.passRevocation(orderId);
  const checked = await sealflow('revocation', 'check', orderId);
  expect(checked.stdout).toContain('It looks now');
  await revocationEnd(world, orderId);
  expect((await sealflow('revocation', 'show', orderId)).stdout).toMatch(/State +revoked/);
  const { stdout } = await sealflow('revocation', 'show', orderId, '--json');
  expect(JSON.parse(stdout)).toMatchObject({ state: 'revoked', reason: 'superseded', waitingOn: null });
  const listed = await sealflow('revocation', 'list', '--limit', '1', '--after', '--json');
  const {
    requestedBy: _by,
    validations: _validations,
    letters: _letters,
    ...shown
  } = JSON.parse(stdout) as Record<string, unknown>;
  expect(JSON.parse(listed.stdout)).toMatchObject({ items: [shown], next: null });
  expect((await sealflow('show', orderId)).stdout).toMatch(/State +revoked at .*, superseded/);
});
