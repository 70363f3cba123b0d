/** An order's steps at a CA that tells of other orders, other names, or no proofs: nothing of it is taken, and nothing is bought twice. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CaOrder, CertificateAuthority } from '../../../activities/ca/certificate-authority.js';
import { fittingCa } from '../../../activities/ca/fitting-ca.js';
import { createCaActivities } from '../../../activities/ca/index.js';
import { createCertificateStore } from '../../../activities/certificates/store.js';
import { createCsrActivities } from '../../../activities/certificates/csr.js';
import { createDueReminders } from '../../../activities/notices/due-reminders.js';
import { loadOrder } from '../../../db/statements/orders/row.js';
import type { Hostility } from '../../../domain/development/ca.js';
import { OrderFailure } from '../../../domain/failures.js';
import { startWait } from '../../../domain/waits.js';
import { type CaWorld, startCaWorld } from '../../dev/ca/ca-world.js';
import { postingWithoutTemporal } from '../../support/notices.js';
import { ownDatabase } from '../../support/own-database.js';
import { storeOrder, TEST_MASTER_KEYS } from '../../support/stored-orders.js';

const database = await ownDatabase();
let world: CaWorld;
beforeAll(async () => {
  world = await startCaWorld();
});
afterEach(() => world.control('DELETE', '/hostile'));
afterAll(() => world.stop());

const wait = startWait('ca-placement', { deadlineDays: 20, reminderDays: [] }, Date.now());

function activities() {
  const clock = () => Date.now();
  return createCaActivities({
    database,
    ca: world.adapter,
    clock,
    certificates: createCertificateStore({ database }),
    masterKeys: TEST_MASTER_KEYS,
    reminders: createDueReminders(postingWithoutTemporal(database, clock)),
  });
}

async function prepared(orderId: string): Promise<void> {
  await storeOrder(database, { orderId, form: { names: [`www.${orderId}.com`] } });
  await createCsrActivities({ database, masterKeys: TEST_MASTER_KEYS }).prepareCsr(orderId);
}

async function atCa(): Promise<{ id: string; reference: string; status: string }[]> {
  const { orders } = (await world.control('GET', '/orders')) as {
    orders: { id: string; reference: string; status: string }[];
  };
  return orders;
}

describe('a placement answered with', () => {
  it.each([
    'strange-order',
    'strange-names',
    'no-proofs',
    'proofs-twice',
    'long-value',
    'gzip-bomb',
  ] as const satisfies readonly Hostility['mode'][])(
    '%s is a broken protocol, kept nowhere, and heals: one order, ours',
    async (mode) => {
      const orderId = `placed-${mode}`;
      await prepared(orderId);
      await world.hostile({ mode, times: 2 });
      for (let time = 0; time < 2; time += 1)
        await expect(activities().placeOrder({ orderId, wait })).rejects.toMatchObject({
          type: 'CaProtocolBroken',
          nonRetryable: false,
        });
      expect((await loadOrder(database, orderId))?.caReference).toBeNull();

      const { caReference } = await activities().placeOrder({ orderId, wait });
      const ours = (await atCa()).filter(({ reference }) => reference === orderId);
      expect(ours.map(({ id }) => id)).toEqual([caReference]);
    },
  );
});

describe('a withdrawal', () => {
  it('cancels no stranger’s order, and its own once the CA tells of it', async () => {
    const orderId = 'withdrawn';
    await prepared(orderId);
    const { caReference } = await activities().placeOrder({ orderId, wait });
    await world.hostile({ mode: 'strange-order' });
    await expect(activities().cancelAtCa(orderId)).rejects.toMatchObject({ type: 'CaProtocolBroken' });
    expect((await atCa()).find(({ id }) => id === caReference)?.status).toBe('validating');
    expect((await loadOrder(database, orderId))?.caReference).toBe(caReference);
    await world.control('DELETE', '/hostile');
    await expect(activities().cancelAtCa(orderId)).resolves.toBe('cancelled');
    expect((await atCa()).find(({ id }) => id === caReference)?.status).toBe('cancelled');
  });

  it('needs no proofs to be told of', async () => {
    const orderId = 'withdrawn-unproven';
    await prepared(orderId);
    await activities().placeOrder({ orderId, wait });
    await world.hostile({ mode: 'no-proofs' });
    await expect(activities().cancelAtCa(orderId)).resolves.toBe('cancelled');
  });
});

describe('what a CA asks to be shown', () => {
  const orderId = 'shown';
  let order: CaOrder;
  beforeAll(async () => {
    await prepared(orderId);
    const { caReference } = await activities().placeOrder({ orderId, wait });
    order = await world.adapter.orderStatus(caReference);
  });

  async function seen(told: CaOrder): Promise<CaOrder> {
    const stored = await loadOrder(database, orderId);
    if (!stored?.terms) throw new Error('the order was stored');
    const ca: CertificateAuthority = { ...world.adapter, orderStatus: () => Promise.resolve(told) };
    return await fittingCa(ca, { ...stored, terms: stored.terms }).orderStatus(told.caReference);
  }

  const shownInstead = (change: object): CaOrder => ({
    ...order,
    validations: order.validations.map((validation) => ({ ...validation, ...change })),
  });

  it('is taken where it is in the subscriber’s own zone, at whatever label', async () => {
    await expect(seen(order)).resolves.toEqual(order);
    const record = { type: 'CNAME', name: '_X1.shown.com.', value: 'y' } as const;
    await expect(seen(shownInstead({ record }))).resolves.toBeDefined();
  });

  it.each([
    ['a record in a stranger’s zone', { record: { type: 'TXT', name: '_dnsauth.bank.com', value: 'x' } }],
    ['a record of a like-sounding zone', { record: { type: 'TXT', name: 'x.notshown.com', value: 'x' } }],
    ['nothing', { record: undefined }],
    ['a file at a stranger’s', { method: 'file', file: { url: 'http://bank.com/a', content: 'x' } }],
    ['a file nowhere', { method: 'file', file: { url: 'x', content: 'x' } }],
  ])('is refused where it is %s', async (_, change) => {
    const failure: unknown = await seen(shownInstead(change)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(OrderFailure);
    expect(failure).toMatchObject({ type: 'CaProtocolBroken' });
  });

  it('may be nothing where the order has ended', async () => {
    const ended: CaOrder = { ...order, status: 'refused', validations: [] };
    await expect(seen(ended)).resolves.toEqual(ended);
  });
});
