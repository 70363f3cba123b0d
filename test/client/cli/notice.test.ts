/** `sealflow notice` and the switch of a certificate: what people read and set. */
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stackFilePath } from '../../../config/stack-file.js';
import { runHere, type CommandResult } from '../../support/command-line.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { ended, order } from '../../support/orders.js';
import { until } from '../../support/until.js';

let world: OrderWorld;
let orderId: string;
beforeAll(async () => {
  world = await createOrderWorld();
  writeFileSync(
    stackFilePath(world.dataDir),
    JSON.stringify({ pid: process.pid, environment: world.environment, controlUrl: 'http://127.0.0.1:1' }),
  );
  orderId = await order(world, 'cli.notices.com');
  await ended(world, orderId);
  await until('its end is in the inbox', async () => (await world.orders.notices.list()).length === 2);
}, 60_000);
afterAll(() => world.stop());

function sealflow(...args: string[]): Promise<CommandResult> {
  return runHere([...args, '--data-dir', world.dataDir], { LANG: 'en_GB.UTF-8' });
}

it('lists, shows and marks as read', async () => {
  const { stdout } = await sealflow('notice', 'list');
  expect(stdout).toMatch(
    /\* +[0-9a-f]{32} +\d{4}-\d\d-\d\d \d\d:\d\d +issued +Certificate issued: cli\.notices\.com/,
  );
  const [id = ''] = /[0-9a-f]{32}/.exec(stdout) ?? [];
  const shown = await sealflow('notice', 'show', id);
  expect(shown.stdout).toContain(`sealflow certificate download ${orderId} --out DIR`);
  expect(shown.stdout).toMatch(/inbox +delivered/);
  expect(shown.stdout).toMatch(/mail +no-recipient/);
  expect(await sealflow('notice', 'read', id)).toMatchObject({ exitCode: 0 });
  expect((await sealflow('notice', 'list', '--unread')).stdout).not.toContain(id);
  const chinese = await sealflow('notice', 'list', '--lang', 'zh', '--kind', 'issued', '--about', orderId);
  expect(chinese.stdout).toContain('证书已签发');
  expect(await sealflow('notice', 'show', 'nobody')).toMatchObject({ exitCode: 3 });
  expect(await sealflow('notice', 'list', '--kind', 'gossip')).toMatchObject({ exitCode: 2 });
});

it('shows and changes preferences', async () => {
  expect((await sealflow('notice', 'preferences')).stdout).toMatch(/Webhook +none\nSwitched off +nothing/);
  const set = await sealflow(
    ...['notice', 'preferences', '--webhook', 'https://hooks.example.com/x', '--language', 'zh'],
    ...['--off', 'submitted:mail', '--off', 'issued:webhook', '--mail', 'me@example.com'],
    ...['--mail-time-zone', 'UTC', '--sms', 'on'],
  );
  expect(set.stdout).toMatch(/Time zone +UTC\n[\s\S]*Text messages +on\n/);
  expect(set.stdout).toMatch(/Secret, shown once +whsec_/);
  expect(set.stdout).toContain('submitted:mail, issued:webhook');
  const again = await sealflow('notice', 'preferences', '--on', 'submitted:mail', '--mail', 'none');
  expect(again.stdout).not.toContain('whsec_');
  expect(again.stdout).toMatch(/Mail address +none/);
  expect(again.stdout).toMatch(/Switched off +issued:webhook\n/);
  expect(await sealflow('notice', 'preferences', '--off', 'mail')).toMatchObject({ exitCode: 2 });
  expect(await sealflow('notice', 'preferences', '--sms', 'maybe')).toMatchObject({ exitCode: 2 });
  expect(await sealflow('notice', 'preferences', '--mail-time-zone', 'Mars')).toMatchObject({ exitCode: 2 });
  expect(await sealflow('notice', 'preferences', '--off', 'gossip:mail')).toMatchObject({ exitCode: 2 });
});

it('switches the notices of one certificate’s expiry', async () => {
  expect((await sealflow('certificate', 'notices', orderId, 'off')).stdout).toBe(
    'Notices of its expiry are off.\n',
  );
  expect(await sealflow('certificate', 'notices', orderId, 'maybe')).toMatchObject({ exitCode: 2 });
  expect(await sealflow('certificate', 'notices', 'nobody', 'on')).toMatchObject({ exitCode: 3 });
});
