/** What follows a certificate, at the door: reissued, renewed, replaced, upgraded once, or refused before anything is stored. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OrderClient } from '../../../client/order-client.js';
import type { FormChanges } from '../../../client/orders/prefilled-form.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { ended, order, standing } from '../../support/orders.js';
import { pastedCsr } from '../../support/pasted-csr.js';
import { refusalOf } from '../../support/refusal-of.js';

let world: OrderWorld;
let orders: OrderClient;
beforeAll(async () => {
  world = await createOrderWorld();
  orders = world.orders;
});
afterAll(() => world.stop());

let count = 0;

interface Issued {
  readonly certificateId: string;
  readonly orderId: string;
}

async function issued(fields: Parameters<typeof order>[2] = {}): Promise<Issued> {
  const orderId = await order(world, `s${++count}.example.com`, fields);
  const { state, certificateId } = await ended(world, orderId);
  expect(state).toBe('issued');
  return { orderId, certificateId: certificateId ?? '' };
}

const daysAhead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** As if its time had come. */
async function certificateEnds(certificateId: string, days: number): Promise<void> {
  await world.dependencies.database.query(
    'update certificates set not_after = $2 where certificate_id = $1',
    [certificateId, daysAhead(days)],
  );
}

async function planEnds(planId: string, days: number): Promise<void> {
  await world.dependencies.database.query('update plans set ends_at = $2 where plan_id = $1', [
    planId,
    daysAhead(days),
  ]);
}

async function followersOf(certificateId: string): Promise<number> {
  const { rows } = await world.dependencies.database.query(
    'select 1 from orders where predecessor_certificate_id = $1',
    [certificateId],
  );
  return rows.length;
}

/** Until it is withdrawn, an order that waits for a record set by hand follows the certificate. */
const BY_HAND: FormChanges = { names: ['other.example.org'], validation: 'manual-dns' };

describe('a reissue', () => {
  it('is an order of the same plan, linked to what it follows, and takes its place once issued', async () => {
    const old = await issued({ alias: 'shop' });
    const reissue = await orders.certificates.reissue(old.certificateId);
    expect(reissue).toMatchObject({ purpose: 'reissue', predecessorCertificateId: old.certificateId });
    const { certificateId } = await ended(world, reissue.orderId);
    expect(await orders.show(reissue.orderId)).toMatchObject({
      state: 'issued',
      purpose: 'reissue',
      planId: old.orderId,
      predecessorCertificateId: old.certificateId,
    });
    expect(await orders.certificates.show(old.orderId)).toMatchObject({ replacedBy: certificateId });
    const refusal = await refusalOf(orders.certificates.reissue(old.orderId));
    expect(refusal).toMatchObject({ code: 'RefusedInThisState' });
    expect(refusal.message).toContain(certificateId);
  });

  it('with the same idempotency key is the same order for ever; with another request the key is refused', async () => {
    const { certificateId } = await issued();
    const request = { csr: 'same', idempotencyKey: 'reissue-1' } as const;
    const { orderId } = await orders.certificates.reissue(certificateId, request);
    await ended(world, orderId);
    expect(await orders.certificates.reissue(certificateId, request)).toMatchObject({ orderId });
    const refusal = await refusalOf(
      orders.certificates.reissue(certificateId, { ...request, csr: 'new-key' }),
    );
    expect(refusal.field).toBe('idempotencyKey');
    expect(await followersOf(certificateId)).toBe(1);
  });

  it.each([
    ['an unknown certificate', 'crt_unknown', {}, 'NotFound', 'certificateId'],
    ['an unknown kind of key', '', { csr: 'older' as 'same' }, 'InvalidInput', 'csr'],
    [
      'a password for a key that stays',
      '',
      { csr: 'same', keyPassword: 'secret-1' },
      'InvalidInput',
      'keyPassword',
    ],
    ['a CSR that is none', '', { csr: { pem: 'x' } }, 'InvalidInput', 'csr.pem'],
  ] as const)('is refused for %s, and nothing is stored', async (_what, id, request, code, field) => {
    const { certificateId } = await issued();
    const refusal = await refusalOf(orders.certificates.reissue(id || certificateId, request));
    expect(refusal).toMatchObject({ code, field });
    expect(await followersOf(certificateId)).toBe(0);
  });

  it('asks for a password of its own where nobody can read the old one, unless the key is kept', async () => {
    const { certificateId } = await issued({ keyPassword: 'old-password-1' });
    const refusal = await refusalOf(orders.certificates.reissue(certificateId));
    expect(refusal).toMatchObject({ code: 'InvalidInput', field: 'keyPassword' });
    const { orderId } = await orders.certificates.reissue(certificateId, { csr: 'same' });
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
    const { privateKeyPem } = await orders.certificates.download(orderId, { keyPassword: 'old-password-1' });
    expect(privateKeyPem).toContain('BEGIN PRIVATE KEY');
  });

  it('needs more than 30 days left, and a certificate that is still in use', async () => {
    const [short, revoked] = [await issued(), await issued()];
    await certificateEnds(short.certificateId, 29);
    await world.dependencies.database.query(
      'update certificates set revoked_at = not_before where certificate_id = $1',
      [revoked.certificateId],
    );
    for (const { certificateId } of [short, revoked])
      expect(await refusalOf(orders.certificates.reissue(certificateId))).toMatchObject({
        code: 'RefusedInThisState',
      });
  });

  it('of a free certificate is had once', async () => {
    const free = await issued({ type: 'dv-free', csr: { mode: 'generate' } });
    const { orderId } = await orders.certificates.reissue(free.certificateId);
    const second = await ended(world, orderId);
    const refusal = await refusalOf(orders.certificates.reissue(second.certificateId ?? ''));
    expect(refusal).toMatchObject({ code: 'RefusedInThisState' });
    expect(refusal.message).toContain('once');
  });
});

describe('one order at a time follows a certificate', () => {
  it('the same request at once is the same order; any other is refused and names it, until it has ended', async () => {
    const { certificateId } = await issued();
    const replace = () => orders.certificates.replace(certificateId, { changes: BY_HAND });
    const answers = await Promise.all([replace(), replace(), replace()]);
    const ids = new Set(answers.map(({ orderId }) => orderId));
    expect(ids.size).toBe(1);
    expect(await followersOf(certificateId)).toBe(1);
    const [orderId = ''] = ids;
    const refusal = await refusalOf(orders.certificates.reissue(certificateId));
    expect(refusal.message).toContain(orderId);
    await standing(world, orderId, 'subscriber-dns');
    await orders.cancel(orderId);
    await ended(world, orderId);
    expect(await orders.certificates.show(certificateId)).toMatchObject({ replacedBy: null });
    const next = await orders.certificates.reissue(certificateId);
    expect(await ended(world, next.orderId)).toMatchObject({ state: 'issued' });
  });
});

describe('a renewal', () => {
  it('opens 30 days before the plan’s end, and begins a plan with what was left', async () => {
    const old = await issued({ reuseConfiguration: true });
    const refusal = await refusalOf(orders.certificates.renew(old.certificateId));
    expect(refusal).toMatchObject({ code: 'RefusedInThisState' });
    expect(refusal.message).toContain('30 days before');
    await planEnds(old.orderId, 20);
    const { orderId } = await orders.certificates.renew(old.certificateId);
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
    const { rows } = await world.dependencies.database.query<{ days: number }>(
      'select extract(epoch from ends_at - begins_at)::float8 / 86400 as days from plans where plan_id = $1',
      [orderId],
    );
    expect(rows[0]?.days).toBeGreaterThan(365 + 19);
    expect(rows[0]?.days).toBeLessThan(366 + 21);
  });

  it('keeps product and names, and is not for free certificates', async () => {
    const [paid, free] = [await issued(), await issued({ type: 'dv-free', csr: { mode: 'generate' } })];
    await planEnds(paid.orderId, 20);
    await planEnds(free.orderId, 20);
    const changed = orders.certificates.renew(paid.certificateId, { changes: { names: ['x.example.com'] } });
    expect(await refusalOf(changed)).toMatchObject({ code: 'InvalidInput', field: 'names' });
    expect(await refusalOf(orders.certificates.renew(free.certificateId))).toMatchObject({
      code: 'RefusedInThisState',
    });
  });
});

describe('a replacement', () => {
  it('is another product or other names, checked before anything is stored', async () => {
    const { certificateId } = await issued();
    const wrong: [FormChanges, string][] = [
      [{ alias: 'x' }, 'changes'],
      [{ names: ['nobody'] }, 'names[0]'],
      [{ type: 'ov' }, 'company'],
    ];
    for (const [changes, field] of wrong)
      expect(await refusalOf(orders.certificates.replace(certificateId, { changes }))).toMatchObject({
        code: 'InvalidInput',
        field,
      });
    expect(await followersOf(certificateId)).toBe(0);
  });

  it('that is submitted anew follows the same certificate', async () => {
    const old = await issued();
    const { orderId } = await orders.certificates.replace(old.certificateId, { changes: BY_HAND });
    await standing(world, orderId, 'subscriber-dns');
    const again = await orders.resubmit(orderId, { changes: { alias: 'again' } });
    expect(await orders.show(again.orderId)).toMatchObject({
      purpose: 'replacement',
      planId: again.orderId,
      predecessorCertificateId: old.certificateId,
    });
  });

  it('of a certificate with a pasted CSR gets a key of its own', async () => {
    const name = `s${++count}.example.com`;
    const { pem } = await pastedCsr({ names: [name] });
    const old = await order(world, name, { csr: { mode: 'paste', pem } });
    const { certificateId } = await ended(world, old);
    const { orderId } = await orders.certificates.replace(certificateId ?? '', {
      changes: { names: [name, `also-${name}`] },
    });
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
    expect((await orders.certificates.download(orderId)).privateKeyPem).not.toBeNull();
  });
});

describe('an upgrade', () => {
  it('is from free to paid only', async () => {
    const [paid, free] = [await issued(), await issued({ type: 'dv-free', csr: { mode: 'generate' } })];
    const toPaid = { brand: 'wotrus', type: 'dv' } as const;
    expect(await refusalOf(orders.certificates.upgrade(paid.certificateId, toPaid))).toMatchObject({
      code: 'RefusedInThisState',
    });
    const toFree = orders.certificates.upgrade(free.certificateId, { brand: 'trustasia', type: 'dv-free' });
    expect(await refusalOf(toFree)).toMatchObject({ code: 'InvalidInput', field: 'type' });
    const { orderId } = await orders.certificates.upgrade(free.certificateId, toPaid);
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
    expect(await orders.show(orderId)).toMatchObject({
      purpose: 'upgrade',
      brand: 'wotrus',
      planId: orderId,
    });
  });
});

it('another account’s certificate is not there', async () => {
  const { certificateId } = await issued();
  const stranger = new OrderClient({
    temporal: world.temporal,
    database: world.dependencies.database,
    masterKeys: world.dependencies.masterKeys,
    account: 'stranger',
    taskQueue: world.taskQueue,
  });
  const calls = [
    () => stranger.certificates.reissue(certificateId),
    () => stranger.certificates.renew(certificateId),
    () => stranger.certificates.replace(certificateId, { changes: { names: ['a.example.com'] } }),
    () => stranger.certificates.upgrade(certificateId, { brand: 'wotrus', type: 'dv' }),
  ];
  for (const call of calls) expect(await refusalOf(call())).toMatchObject({ code: 'NotFound' });
});
