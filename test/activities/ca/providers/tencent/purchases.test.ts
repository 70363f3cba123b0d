// Whatever becomes of an answer that costs money, one certificate is bought for an order: what else there is, is cancelled and told.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadTencentOrder } from '../../../../../db/statements/connections/tencent-orders.js';
import { PURCHASE_SETTLES_MS, REFERENCE_TAG } from '../../../../../domain/tencent/ordering-policy.js';
import { requestOf } from '../../../../conformance/ca/candidate.js';
import { ownDatabase } from '../../../../support/own-database.js';
import type { BadDay } from '../../../../support/peers/tencent-reseller.js';
import { until } from '../../../../support/until.js';
import { failureOf, placedAtLast, startTencentWorld, type TencentWorld } from './world.js';

const database = await ownDatabase();
let world: TencentWorld;
beforeEach(async () => {
  world = await startTencentWorld(database);
});
afterEach(() => world.reseller.stop());

const living = () => [...world.reseller.certificates.values()].filter(({ status }) => status !== 7);
const callsOf = () => world.reseller.calls.map(({ action }) => action);

it('buys, calls it by our reference, hands its form in, and tells what is to be shown', async () => {
  const request = await requestOf('trustasia');
  const placed = await world.open().placeOrder(request);
  expect(callsOf()).toEqual([
    'CreateCertificate',
    'DescribeCertificate',
    'ModifyCertificateAlias',
    'CertificateInfoSubmit',
    'CertificateOrderSubmit',
    'DescribeCertificate',
  ]);
  const [bought] = living();
  expect(bought).toMatchObject({
    productId: 104,
    domainCount: 1,
    years: 1,
    alias: request.reference,
    tags: [{ TagKey: REFERENCE_TAG, TagValue: request.reference }],
  });
  expect(bought?.information).toMatchObject({
    GenCsrType: 'parse',
    Csr: request.csrPem,
    CertCommonName: request.names[0],
    CompanyType: 1,
    ContactEmail: 'ops@example.com',
    VerifyType: 'DNS',
  });
  expect(placed).toMatchObject({
    caReference: bought?.id,
    reference: request.reference,
    status: 'validating',
  });
});

const LOST: readonly (readonly [string, BadDay['how']])[] = [
  ['the connection is lost before it arrives', 'dropped-before'],
  ['the connection is lost after it was sold', 'dropped-after'],
  ['the service answers 500 after it has sold', 'fails-after'],
  ['the service tells of an internal error after it has sold', 'internal-after'],
];

describe.each([
  ['that keeps what a purchase is tagged with', true],
  ['that keeps no tags', false],
])('at a service %s', (_, keepsTags) => {
  beforeEach(() => {
    world.reseller.keepsTags = keepsTags;
  });

  it.each(LOST)('buys once where %s', async (_does, how) => {
    world.reseller.badDays.push({ action: 'CreateCertificate', how });
    const request = await requestOf('trustasia');
    const placed = await placedAtLast(world, request);
    expect(living().map(({ id }) => id)).toEqual([placed.caReference]);
    expect(world.reseller.certificates.size).toBe(1);
  });

  it('buys nothing a second time before it is sure that nothing was sold', async () => {
    world.reseller.badDays.push({ action: 'CreateCertificate', how: 'dropped-before' });
    const request = await requestOf('trustasia');
    expect((await failureOf(world.open().placeOrder(request))).type).toBe('CaUnavailable');
    world.pass(PURCHASE_SETTLES_MS - 10_000);
    const failure = await failureOf(world.open().placeOrder(request));
    expect(failure.message).toMatch(/not known/);
    expect(failure.words.zh).toMatch(/结果未知/);
    expect(callsOf().filter((action) => action === 'CreateCertificate')).toHaveLength(1);
    world.pass(10_001);
    await world.open().placeOrder(request);
    expect(callsOf().filter((action) => action === 'CreateCertificate')).toHaveLength(2);
    expect(living()).toHaveLength(1);
  });
});

it.each(['ModifyCertificateAlias', 'CertificateInfoSubmit', 'CertificateOrderSubmit', 'DescribeCertificate'])(
  'goes on where %s is lost, before and after it was done',
  async (action) => {
    for (const how of ['dropped-before', 'dropped-after', 'fails-after', 'internal-after'] as const)
      world.reseller.badDays.push({ action, how });
    const placed = await placedAtLast(world, await requestOf('trustasia'));
    expect(placed.validations).toHaveLength(1);
    expect(living().map(({ id }) => id)).toEqual([placed.caReference]);
  },
);

it('keeps one of two that were sold for one order, and cancels the other', async () => {
  world.reseller.badDays.push({ action: 'CreateCertificate', how: 'twice' });
  const request = await requestOf('trustasia');
  const placed = await placedAtLast(world, request);
  expect(world.reseller.certificates.size).toBe(2);
  expect(living().map(({ id }) => id)).toEqual([placed.caReference]);
});

it('cancels what comes late, when another one was bought in its place', async () => {
  world.reseller.badDays.push({ action: 'CreateCertificate', how: 'late' });
  const request = await requestOf('trustasia');
  const placed = await placedAtLast(world, request);
  world.reseller.deliverLate();
  expect(living()).toHaveLength(2);
  await world.open().orderStatus(placed.caReference);
  expect(living().map(({ id }) => id)).toEqual([placed.caReference]);
  const connectionId =
    [
      ...(
        await database.query<{ id: string }>(
          'select distinct connection_id as id from tencent_orders where reference = $1',
          [request.reference],
        )
      ).rows,
    ][0]?.id ?? '';
  const row = await loadTencentOrder(database, { connectionId, reference: request.reference });
  expect(row?.spareIds).toHaveLength(1);
});

it('cancels what an attempt buys that was taken for dead, and goes on with what its successor bought', async () => {
  world.reseller.badDays.push({ action: 'CreateCertificate', how: 'held' });
  const request = await requestOf('trustasia');
  const stalled = world.open().placeOrder(request);
  await until('it is asked to sell', () => Promise.resolve(callsOf().includes('CreateCertificate')));
  world.pass(PURCHASE_SETTLES_MS);
  const placed = await world.open().placeOrder(request);
  world.reseller.release();
  expect((await stalled).caReference).toBe(placed.caReference);
  expect(world.reseller.certificates.size).toBe(2);
  expect(living().map(({ id }) => id)).toEqual([placed.caReference]);
});

it('asks a person where it can’t tell which one was sold, and takes the one that is called by our reference', async () => {
  world.reseller.keepsTags = false;
  world.reseller.badDays.push({ action: 'CreateCertificate', how: 'twice' });
  const request = await requestOf('trustasia');
  expect((await failureOf(world.open().placeOrder(request))).type).toBe('CaUnavailable');
  const undecided = await failureOf(world.open().placeOrder(request));
  const [one, other] = living();
  for (const words of [undecided.words.zh, undecided.words.en]) {
    expect(words).toContain(one?.id);
    expect(words).toContain(other?.id);
    expect(words).toContain(request.reference);
  }
  if (one && other) {
    one.alias = request.reference;
    other.alias = 'of somebody else';
  }
  expect((await world.open().placeOrder(request)).caReference).toBe(one?.id);
});

it('takes nothing that people bought and named, nor what another order of ours has', async () => {
  world.reseller.keepsTags = false;
  const first = await world.open().placeOrder(await requestOf('trustasia'));
  world.reseller.badDays.push({ action: 'CreateCertificate', how: 'dropped-after' });
  const placed = await placedAtLast(world, await requestOf('trustasia'));
  expect(placed.caReference).not.toBe(first.caReference);
  expect(living()).toHaveLength(2);
});

it('buys the same product for one order after the other', async () => {
  world.reseller.badDays.push({ action: 'CreateCertificate', how: 'dropped-after' });
  const [one, other] = [await requestOf('trustasia'), await requestOf('trustasia')];
  await failureOf(world.open().placeOrder(one));
  const waits = await failureOf(world.open().placeOrder(other));
  expect(waits.type).toBe('StillWaiting');
  expect(waits.message).toContain(one.reference);
  // Whoever had begun never comes back: its purchase is found out by the next one, and stays its own.
  world.pass(PURCHASE_SETTLES_MS);
  await failureOf(world.open().placeOrder(other));
  const placed = await world.open().placeOrder(other);
  const found = await world.open().findByReference(one.reference);
  expect(found?.isUnfinished).toBe(true);
  expect(found?.caReference).not.toBe(placed.caReference);
  expect(living()).toHaveLength(2);
});

it('buys for orders of two products at the same time', async () => {
  world.reseller.badDays.push({ action: 'CreateCertificate', how: 'dropped-after' });
  await failureOf(world.open().placeOrder(await requestOf('trustasia')));
  const placed = await world.open().placeOrder(await requestOf('wotrus'));
  expect(placed.status).toBe('validating');
});

it('waits while the account has no money, and goes on once it has', async () => {
  world.reseller.badDays.push({
    action: 'CreateCertificate',
    how: 'refused',
    code: 'FailedOperation.TradeError',
  });
  const request = await requestOf('trustasia');
  const failure = await failureOf(world.open().placeOrder(request));
  expect(failure.type).toBe('CaUnavailable');
  expect(failure.message).toMatch(/balance/);
  expect(failure.words.zh).toMatch(/余额/);
  await world.open().placeOrder(request);
  expect(living()).toHaveLength(1);
});

it('finds what was bought by the time the order is withdrawn, and cancels it', async () => {
  world.reseller.badDays.push({ action: 'CreateCertificate', how: 'dropped-after' });
  const request = await requestOf('trustasia');
  await failureOf(world.open().placeOrder(request));
  const found = await world.open().findByReference(request.reference);
  expect(found?.isUnfinished).toBe(true);
  await expect(world.open().cancelOrder(found?.caReference ?? '')).resolves.toBe('cancelled');
  expect(living()).toEqual([]);
});

it('says of a purchase that never was, once that is sure, that there is none', async () => {
  world.reseller.badDays.push({ action: 'CreateCertificate', how: 'dropped-before' });
  const request = await requestOf('trustasia');
  await failureOf(world.open().placeOrder(request));
  expect((await failureOf(world.open().findByReference(request.reference))).type).toBe('CaUnavailable');
  world.pass(PURCHASE_SETTLES_MS);
  await expect(world.open().findByReference(request.reference)).resolves.toBeUndefined();
});

it('finds what it bought in a database that was put back to a moment before', async () => {
  const request = await requestOf('trustasia');
  const placed = await world.open().placeOrder(request);
  await database.query('delete from tencent_orders where reference = $1', [request.reference]);
  const found = await world.open().findByReference(request.reference);
  expect(found).toMatchObject({ caReference: placed.caReference, status: 'validating' });
  expect(living()).toHaveLength(1);
});

it('refuses what is not sold there before anything is bought', async () => {
  const free = await failureOf(
    world.open().placeOrder(await requestOf('trustasia', { certificateType: 'dv-free' })),
  );
  expect(free.type).toBe('OrderRefusedByCa');
  expect(free.words.zh).toMatch(/私钥/);
  const unknown = await failureOf(world.open().placeOrder(await requestOf('acme')));
  expect(unknown.type).toBe('OrderRefusedByCa');
  expect(world.reseller.calls).toEqual([]);
});
