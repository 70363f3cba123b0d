/** Delegated names at the account's door, and orders that rely on them: the whole way, on a zone that is not ours. */
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OrderClient } from '../../../client/order-client.js';
import { stackFilePath } from '../../../config/stack-file.js';
import type { DnsProvider } from '../../../activities/dns/dns-provider.js';
import { quoted } from '../../../domain/told.js';
import { runHere } from '../../support/command-line.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { ended, looksNow, order, standing } from '../../support/orders.js';
import { refusalOf } from '../../support/refusal-of.js';

const ZONE = 'validation.ours.net';

let world: OrderWorld;
let other: OrderClient;
beforeAll(async () => {
  world = await createOrderWorld({
    // The embedded server has every zone: seen here as one that has a single one.
    changedDoors: (name, real) =>
      name === 'dns' ? { ...real, ...onlyBelow(ZONE, real as unknown as DnsProvider) } : real,
  });
  const { temporal, taskQueue, dependencies } = world;
  const { database, masterKeys } = dependencies;
  other = new OrderClient({ temporal, taskQueue, database, masterKeys, account: 'other' });
  writeFileSync(
    stackFilePath(world.dataDir),
    JSON.stringify({ pid: process.pid, environment: world.environment, addresses: {} }),
  );
}, 120_000);
afterAll(() => world.stop());

function onlyBelow(zone: string, real: DnsProvider): Pick<DnsProvider, 'publish' | 'zoneOf'> {
  return {
    publish: async (record) =>
      record.name.endsWith(zone)
        ? await real.publish(record)
        : { outcome: 'not-served', reason: quoted('the server has one zone only') },
    zoneOf: (name) => Promise.resolve(name.endsWith(zone) ? zone : undefined),
  };
}

async function cnamesFor(name: string): Promise<string> {
  const { records, target } = await world.orders.delegations.add({ name, zone: ZONE });
  for (const record of records) await world.dns.zone.set(record.name, record.type, record.value);
  return target;
}

describe('sealflow delegation', () => {
  const sealflow = (...words: string[]) => runHere([...words, '--data-dir', world.dataDir], {});

  it('add prints the CNAMEs to set, the same ones each time; check says whether they stand', async () => {
    const english = await sealflow('delegation', 'add', 'cli.theirs.com', '--zone', ZONE, '--lang', 'en');
    expect(english.stderr).toBe('');
    const lines = english.stdout.split('\n');
    expect(lines[0]).toBe('Set these records in the DNS of cli.theirs.com, once:');
    const [, target = ''] =
      /^_dnsauth\.cli\.theirs\.com\s+CNAME\s+([a-z2-7]{26}\.validation\.ours\.net)$/.exec(lines[1] ?? '') ??
      [];
    expect(lines[2]).toMatch(new RegExp(`^_acme-challenge\\.cli\\.theirs\\.com\\s+CNAME\\s+${target}$`));
    const chinese = await sealflow('delegation', 'add', 'CLI.theirs.com.', '--zone', ZONE, '--lang', 'zh');
    expect(chinese.stdout).toContain('请在 cli.theirs.com 的 DNS 中设置以下记录,只需一次:');
    expect(chinese.stdout).toContain(target);

    expect((await sealflow('delegation', 'check', 'cli.theirs.com', '--lang', 'zh')).stdout).toContain(
      '没有 CNAME',
    );
    await world.dns.zone.set('_dnsauth.cli.theirs.com', 'CNAME', target);
    const checked = await sealflow('delegation', 'check', 'cli.theirs.com', '--lang', 'en');
    expect(checked.stdout).toMatch(/State +standing/);
    expect((await sealflow('delegation', 'list', '--lang', 'zh')).stdout).toMatch(/cli\.theirs\.com +有效/);
    const removed = await sealflow('delegation', 'remove', 'cli.theirs.com', '--json');
    expect(JSON.parse(removed.stdout)).toEqual({ name: 'cli.theirs.com', removed: true });
    expect((await sealflow('delegation', 'show', 'cli.theirs.com')).exitCode).toBe(3);
    const again = await world.orders.delegations.add({ name: '*.cli.theirs.com', zone: ZONE });
    expect(again.target).toBe(target);
  });

  it('says in both languages that a zone is not ours', async () => {
    const words = ['delegation', 'add', 'x.theirs.com', '--zone', 'elsewhere.org'];
    const english = await sealflow(...words, '--lang', 'en');
    expect(english.exitCode).toBe(2);
    expect(english.stderr).toContain('No automatic DNS service has the zone elsewhere.org');
    expect((await sealflow(...words, '--lang', 'zh')).stderr).toContain(
      '没有自动 DNS 服务管理 elsewhere.org',
    );
    expect((await refusalOf(world.orders.delegations.show('x.theirs.com'))).code).toBe('NotFound');
  });
});

it('each account and each name has a target of its own', async () => {
  const requests = [
    [world.orders, 'a.theirs.com'],
    [world.orders, 'b.theirs.com'],
    [other, 'a.theirs.com'],
  ] as const;
  const targets = await Promise.all(
    requests.map(async ([client, name]) => (await client.delegations.add({ name, zone: ZONE })).target),
  );
  expect(new Set(targets).size).toBe(3);
  const elsewhere = await refusalOf(
    world.orders.delegations.add({ name: 'a.theirs.com', zone: `below.${ZONE}` }),
  );
  expect(elsewhere).toMatchObject({ code: 'RefusedInThisState', field: 'zone' });
});

it.each([
  ['1.2.3.4', ZONE, 'name'],
  ['not a name', ZONE, 'name'],
  ['com', ZONE, 'name'],
  ['a.theirs.com', '*.ours.net', 'zone'],
  ['a.theirs.com', 'x', 'zone'],
])('%s in %s is refused by %s', async (name, zone, field) => {
  expect(await refusalOf(world.orders.delegations.add({ name, zone }))).toMatchObject({
    code: 'InvalidInput',
    field,
  });
});

describe('an order by automatic DNS for a name whose zone is not ours', () => {
  it('is issued by way of its delegation, and leaves nothing at the target', async () => {
    const target = await cnamesFor('shop.theirs.com');
    const orderId = await order(world, 'shop.theirs.com');
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
    expect(world.dns.zone.list(target)).toEqual([]);
  });

  it('of a wildcard as well', async () => {
    await cnamesFor('wild.theirs.com');
    const orderId = await order(world, '*.wild.theirs.com');
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  });

  it('waits on the subscriber until the CNAME is set, says which one, and then goes on by itself', async () => {
    const { target } = await world.orders.delegations.add({ name: 'late.theirs.com', zone: ZONE });
    const orderId = await order(world, 'late.theirs.com');
    const view = await standing(world, orderId, 'subscriber-dns');
    expect(view.reason).toContain(
      `_dnsauth.late.theirs.com is delegated and has no CNAME: set one to ${target}`,
    );
    expect(JSON.stringify(view)).toContain('已委派,但没有 CNAME');
    await world.dns.zone.set('_dnsauth.late.theirs.com', 'CNAME', target);
    await looksNow(world, orderId);
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  });

  it('of one account is never validated by another account’s delegation', async () => {
    await cnamesFor('victim.theirs.com');
    const { orderId } = await other.create({
      form: {
        brand: 'trustasia',
        type: 'dv',
        names: ['victim.theirs.com'],
        validation: 'auto-dns',
        csr: { mode: 'generate', algorithm: 'ecc-p256', hash: 'sha256' },
      },
    });
    const { target } = await world.orders.delegations.show('victim.theirs.com');
    await expect
      .poll(async () => (await other.show(orderId)).waitingOn, { timeout: 20_000 })
      .toBe('subscriber-dns');
    expect(world.dns.zone.list(target)).toEqual([]);
    await other.cancel(orderId);
  });
});
