/** A first order by hand, as the README tells it: every command on a stack that runs in this process. */
import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderView, WhyView } from '../../../client/orders/views.js';
import { stackFilePath } from '../../../config/stack-file.js';
import { startControlServer, type ControlServer } from '../../../dev/control.js';
import { runHere, type CommandResult } from '../../support/command-line.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
let world: OrderWorld;
let control: ControlServer;

beforeAll(async () => {
  world = await createOrderWorld();
  control = await startControlServer(world.dns.zone, world.environment.SEALFLOW_CONTROL_TOKEN ?? '');
  const stack = { pid: process.pid, environment: world.environment, controlUrl: control.url };
  writeFileSync(stackFilePath(world.dataDir), JSON.stringify(stack));
});
afterAll(async () => {
  await control.stop();
  await world.stop();
});

/** As typed, on this stack; the environment names another server, which must not be asked. */
function sealflow(...args: string[]): Promise<CommandResult> {
  return runHere([...args, '--data-dir', world.dataDir], {
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    LANG: 'en_GB.UTF-8',
  });
}

async function json<Answer>(...args: string[]): Promise<Answer> {
  const { exitCode, stdout, stderr } = await sealflow(...args, '--json');
  expect({ args, exitCode, stderr }).toEqual({ args, exitCode: 0, stderr: '' });
  return JSON.parse(stdout) as Answer;
}

const BASE = ['order', 'create', '--brand', 'trustasia', '--type', 'dv', '--key', 'ecc-p256'];

it('goes from form to certificate with a record set by hand', async () => {
  const created = await sealflow(
    ...BASE,
    '--name',
    'www.by-hand.com',
    '--validation',
    'manual-dns',
    '--json',
  );
  const { orderId } = JSON.parse(created.stdout) as { orderId: string };
  // The complimentary by-hand.com is validated as well.
  const records = (await waiting(orderId)).validations.flatMap(({ record }) => record ?? []);
  expect(records).toHaveLength(2);

  const { stdout: why } = await sealflow('order', 'why', orderId);
  expect(why).toContain('the subscriber');
  expect(why).toContain('请在域名的 DNS 中添加以下记录');
  for (const { name, value } of records) expect(why).toMatch(new RegExp(`${name}[^]*${value}`));
  expect(why).toMatch(/authoritative .*MISSING/);
  expect(why).toMatch(/resolver .*MISSING/);
  const explained = await json<WhyView>('order', 'why', orderId);
  expect(explained.validations[0]?.findings.length).toBeGreaterThan(1);

  for (const { name, type, value } of records) await json('dns', 'set', name, type, value);
  const { stdout: zone } = await sealflow('dns', 'list', 'by-hand.com');
  for (const { value } of records) expect(zone).toContain(value);
  expect(await json<{ fresh: boolean }>('order', 'check', orderId)).toMatchObject({ fresh: true });
  const watched = await sealflow('order', 'watch', orderId);
  expect(watched.exitCode).toBe(0);
  expect(watched.stdout).toMatch(/issued/);

  const shown = await json<OrderView>('order', 'show', orderId);
  expect(shown).toMatchObject({ state: 'issued', waitingOn: null, reason: null });
  const out = join(folder, 'issued');
  await json('certificate', 'download', shown.certificateId ?? '', '--out', out);
  expect(readdirSync(out)).toHaveLength(4);
  expect(await verified(out)).toContain('OK');
  expect((await sealflow('certificate', 'show', orderId)).stdout).toContain('www.by-hand.com');
  expect((await sealflow('certificate', 'list')).stdout).toContain(shown.certificateId);

  for (const { name } of records) await json('dns', 'remove', name);
  expect((await sealflow('dns', 'list', 'by-hand.com')).stdout).not.toContain('_dnsauth');
  expect((await sealflow('ca', 'orders')).stdout).toContain('www.by-hand.com');
});

it('takes a form file, and answers the same key with the same order', async () => {
  const form = join(folder, 'form.yaml');
  writeFileSync(form, 'brand: trustasia\ntype: dv\nvalidation: file\nnames: [form.by-hand.com]\n');
  const args = ['order', 'create', '--form', form, '--key', 'ecc-p256', '--idempotency-key', 'basket-1'];
  const { orderId } = await json<{ orderId: string }>(...args);
  expect(await json<{ orderId: string }>(...args)).toMatchObject({ orderId });
  const other = await sealflow(...args, '--name', 'other.by-hand.com', '--json');
  expect(other.exitCode).toBe(4);
  expect(JSON.parse(other.stderr)).toMatchObject({
    error: { code: 'RefusedInThisState', field: 'idempotencyKey' },
  });
  const shown = await json<OrderView>('order', 'show', orderId);
  expect(Object.keys(shown)).toEqual(
    expect.arrayContaining(['orderId', 'state', 'brand', 'type', 'names', 'waitingOn', 'since', 'deadline']),
  );
  expect(await json('order', 'list', '--name', 'FORM.by-hand.com')).toMatchObject([{ orderId }]);
});

it('submits a draft, repairs it and withdraws it', async () => {
  const { orderId } = await json<{ orderId: string }>(...BASE.slice(0, 6), '--draft');
  await json('order', 'submit', orderId, '--name', 'draft.by-hand.com', '--validation', 'manual-dns');
  const second = await sealflow(
    'order',
    'submit',
    orderId,
    '--name',
    'b.by-hand.com',
    '--validation',
    'file',
  );
  expect(second).toMatchObject({
    exitCode: 4,
    stderr: expect.stringContaining('submitted before') as string,
  });
  await waiting(orderId);
  expect((await sealflow('order', 'repair', orderId, '--validation', 'auto-file')).exitCode).toBe(0);
  const cancelled = await sealflow('order', 'cancel', orderId, '--json');
  // An agent may have the file in place, and the CA its answer ready, before the withdrawal comes.
  expect([0, 4]).toContain(cancelled.exitCode);
  expect(['cancelled', 'issued']).toContain((await json<OrderView>('order', 'show', orderId)).state);
});

it('ends a watched order that was refused with exit code 1, and its reason', async () => {
  await json('ca', 'hostile', 'refuse-name', '--name', 'refused.by-hand.com');
  try {
    const { orderId } = await json<{ orderId: string }>(
      ...[...BASE, '--name', 'refused.by-hand.com', '--validation', 'auto-dns'],
    );
    const { exitCode, stdout } = await sealflow('order', 'watch', orderId);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/rejected.*security review/i);
  } finally {
    await json('ca', 'hostile', 'off');
  }
  expect((await sealflow('ca', 'hostile')).stdout).toBe('The CA behaves.\n');
});

describe('what is refused', () => {
  it.each([
    [['--name', 'a.com', '--name', 'A.com', '--validation', 'manual-dns'], 'names[1]'],
    [['--name', '*.com', '--validation', 'manual-dns'], 'names[0]'],
    [['--name', '10.0.0.1', '--validation', 'file'], 'names[0]'],
    [['--name', '*.a.com', '--validation', 'file'], 'validation'],
    [['--name', 'a.com', '--validation', 'email'], 'validation'],
    [['--name', 'a.com', '--validation', 'file', '--csr', '/nowhere.csr'], 'key'],
  ])('%j is bad input', async (args, field) => {
    const { exitCode, stdout, stderr } = await sealflow(...BASE, ...args, '--json');
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    const { error } = JSON.parse(stderr) as { error: Record<string, unknown> };
    expect(error).toMatchObject({ code: 'InvalidInput', field });
    expect(error.accepted).toEqual(expect.any(String));
  });

  it('an unknown order is not found', async () => {
    expect(await sealflow('order', 'show', 'ord_none')).toMatchObject({ exitCode: 3, stdout: '' });
    expect((await sealflow('certificate', 'download', 'none', '--out', folder)).exitCode).toBe(3);
  });

  it('a filter that is no filter is bad input', async () => {
    expect((await sealflow('order', 'list', '--state', 'lost')).exitCode).toBe(2);
    expect((await sealflow('order', 'list', '--limit', 'all')).exitCode).toBe(2);
  });

  it('an unknown record type is told in the words of the DNS server', async () => {
    const { exitCode, stderr } = await sealflow('dns', 'set', 'a.com', 'NOPE', 'x', '--json');
    expect(exitCode).toBe(2);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'InvalidInput', field: 'type' } });
  });
});

/** The order once it waits for the subscriber and was looked at. */
async function waiting(orderId: string): Promise<OrderView> {
  for await (const view of world.orders.watch(orderId, { intervalMs: 100 })) {
    const looked = view.validations.every(({ lastFinding }) => lastFinding !== null);
    if (view.waitingOn === 'subscriber-dns' && looked) return view;
  }
  throw new Error(`${orderId} ended without waiting for DNS`);
}

async function verified(out: string): Promise<string> {
  const root = join(folder, 'root.pem');
  writeFileSync(root, await (await fetch(`${world.ca.url}/certificates/root.pem`)).text());
  const files = ['-CAfile', root, '-untrusted', join(out, 'chain.pem'), join(out, 'certificate.pem')];
  return execFileSync('openssl', ['verify', '-x509_strict', '-purpose', 'sslserver', ...files]).toString();
}
