// Our account at an ACME directory: made once, found again, its key changed without losing it; what is refused is told exactly.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountRefOf } from '../../../../../activities/ca/providers/acme/account.js';
import { openAcmeKeys, sealAcmeKeys } from '../../../../../db/acme-keys.js';
import { loadAcmeAccount, recordAcmeKeys } from '../../../../../db/statements/connections/acme-accounts.js';
import type { AcmeForm } from '../../../../../domain/connections/kinds/acme.js';
import { OrderFailure } from '../../../../../domain/failures.js';
import { requestOf } from '../../../../conformance/ca/candidate.js';
import { startPebbleWorld, type PebbleWorld } from '../../../../conformance/ca/pebble-world.js';
import { startCuttingProxy } from '../../../../support/peers/cutting-proxy.js';
import { findPebble } from '../../../../support/peers/pebble.js';
import { selfSignedForLoopback } from '../../../../../bench/peers/self-signed-loopback.js';

const peer = await findPebble();
const program = 'path' in peer ? peer.path : '';
const BINDING = { kid: 'kid-1', hmacKey: 'zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W' };

async function refusalOf(call: Promise<unknown> | undefined): Promise<OrderFailure> {
  const failure: unknown = await call?.catch((error: unknown) => error);
  if (!(failure instanceof OrderFailure)) throw new Error(`no OrderFailure but ${String(failure)}`);
  expect(failure.message + failure.words.zh).not.toContain(BINDING.hmacKey);
  return failure;
}

describe.skipIf('missing' in peer)('an account at an ACME directory', () => {
  let world: PebbleWorld;
  let bound: PebbleWorld;
  beforeAll(async () => {
    world = await startPebbleWorld(program);
    bound = await startPebbleWorld(program, { externalAccountBinding: BINDING });
  });
  afterAll(async () => {
    await world.stop();
    await bound.stop();
  });

  const accountOf = async (of: PebbleWorld, form: AcmeForm = of.form()) => {
    const access = { ca: 'pebble', directoryUrl: form.directoryUrl };
    const accountRef = accountRefOf({ ...of.ports, form, access });
    const stored = await loadAcmeAccount(of.database, accountRef);
    if (!stored?.sealedKeys) throw new Error('There is no account.');
    return { ...stored, keys: openAcmeKeys(stored.sealedKeys, accountRef, of.ports.masterKeys) };
  };

  it('is made once, however many ask for it at once, and by connections that come later', async () => {
    await Promise.all([1, 2, 3].map(async () => await world.open().tryAccess?.()));
    const { accountUrl } = await accountOf(world);
    await world.open(undefined, { connectionId: 'another' }).tryAccess?.();
    expect((await accountOf(world)).accountUrl).toBe(accountUrl);
    expect(
      readFileSync(world.pebble.logFile, 'utf8').match(/There are now \d+ accounts in memory/g),
    ).toHaveLength(1);
  });

  it('is another one for another owner', async () => {
    await world.open(undefined, { account: 'someone-else' }).tryAccess?.();
    const { rows } = await world.database.query<{ urls: number }>(
      'select count(distinct account_url)::int as urls from acme_accounts',
    );
    expect(rows[0]?.urls).toBe(2);
  });

  it('whose making was answered to nobody is found by its key', async () => {
    const proxy = await startCuttingProxy(bound.pebble);
    const form = bound.form({ directoryUrl: proxy.directoryUrl, rootPem: proxy.tlsCertificate });
    try {
      // The first such request looks for an account; the second makes it.
      proxy.cut({ path: /^\/sign-me-up/, when: 'before', times: 1 });
      await refusalOf(bound.open(form).tryAccess?.());
      const before = proxy.answered.filter((each) => each.includes('/sign-me-up')).length;
      expect(before).toBe(0);
      await bound.open(form).tryAccess?.();
      const made = proxy.answered.filter((each) => each.includes('/sign-me-up') && each.endsWith('201'));
      expect(made).toHaveLength(1);
      const { accountUrl } = await accountOf(bound, form);
      // As if the answer had been lost.
      await bound.database.query('update acme_accounts set account_url = null');
      await bound.open(form).tryAccess?.();
      expect((await accountOf(bound, form)).accountUrl).toBe(accountUrl);
      expect(
        proxy.answered.filter((each) => each.includes('/sign-me-up') && each.endsWith('201')),
      ).toHaveLength(1);
    } finally {
      await proxy.stop();
    }
  });

  it('gets another key, by which living orders go on', async () => {
    const ca = world.open();
    const placed = await ca.placeOrder(await requestOf('acme'));
    const before = await accountOf(world);
    await ca.rollOverAccountKey?.();
    const after = await accountOf(world);
    expect(after.accountUrl).toBe(before.accountUrl);
    expect(after.keys.current).not.toBe(before.keys.current);
    expect(after.keys.next).toBeUndefined();
    const looked = await ca.orderStatus(placed.caReference);
    // What is to be shown is made of the key: it is another one now, and the order is told.
    expect(looked.validations[0]?.record?.value).not.toBe(placed.validations[0]?.record?.value);
  });

  it('is not lost with the answer to a change of keys', async () => {
    const { accountRef, keys } = await accountOf(world);
    const { rows } = await world.database.query<{ accountUrl: string }>(
      'select account_url as "accountUrl" from acme_accounts where account_ref = $1',
      [accountRef],
    );
    const seal = (of: { current: string; next?: string }) =>
      sealAcmeKeys(of, accountRef, world.ports.masterKeys);
    await world.open().rollOverAccountKey?.();
    const { keys: changed } = await accountOf(world);
    // The directory has changed it, and nobody heard of it; then: it was never asked.
    for (const pair of [
      { current: keys.current, next: changed.current },
      { current: changed.current, next: keys.current },
    ]) {
      await recordAcmeKeys(world.database, accountRef, seal(pair));
      await world.open().tryAccess?.();
      const settled = await accountOf(world);
      expect(settled.keys).toEqual({ current: changed.current });
      expect(settled.accountUrl).toBe(rows[0]?.accountUrl);
    }
  });

  it('that a directory makes only with a binding says so', async () => {
    const form = { ...bound.form(), eabKeyId: undefined, eabHmacKey: undefined };
    const failure = await refusalOf(bound.open(form).tryAccess?.());
    expect(failure.message).toContain('requires an external account binding');
    expect(failure.words.zh).toContain('eabKeyId');
  });

  it('with a wrong binding is refused in the directory’s words', async () => {
    const form = bound.form({ eabKeyId: 'kid-1', eabHmacKey: 'AAAA' });
    const failure = await refusalOf(bound.open(form, { account: 'wrong-binding' }).tryAccess?.());
    expect(failure.message).toContain('pebble refused the account');
    expect(failure.words.zh).toContain('pebble 拒绝注册账户');
  });

  it('at a directory whose TLS is not trusted says how to trust it', async () => {
    const failure = await refusalOf(
      world.open({ ...world.form(), rootPem: undefined }, { account: 'x' }).tryAccess?.(),
    );
    expect(failure.message).toMatch(/TLS certificate that is not trusted \(.*\): .*rootPem/);
  });

  it('at what is no directory says so', async () => {
    const { key, cert } = await selfSignedForLoopback();
    const server = createServer({ key, cert }, (_, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"newNonce":"http://x/"}'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const form = world.form({ directoryUrl: `https://127.0.0.1:${port}/dir`, rootPem: cert });
    const failure = await refusalOf(world.open(form).tryAccess?.());
    server.closeAllConnections();
    server.close();
    expect(failure.message).toMatch(/is no ACME directory|not as RFC 8555 has it/);
  });

  it('with a profile that the directory does not have names those that it has', async () => {
    const failure = await refusalOf(world.open(world.form({ profile: 'forever' })).tryAccess?.());
    expect(failure.message).toContain('no profile forever; it offers default, shortlived');
    await world.open(world.form({ profile: 'shortlived' })).tryAccess?.();
  });

  it('has its keys nowhere in clear', async () => {
    const { keys } = await accountOf(world);
    const { rows } = await world.database.query<{ row: string }>(
      'select to_jsonb(a)::text as row from acme_accounts a union all select to_jsonb(o)::text from acme_orders o',
    );
    const secret = keys.current.split('\n')[1] ?? 'no key';
    for (const { row } of rows) {
      expect(row).not.toContain(secret);
      expect(row).not.toContain(BINDING.hmacKey);
      expect(row).not.toContain('ops@example.com');
    }
  });
});
