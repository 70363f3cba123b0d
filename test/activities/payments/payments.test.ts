// An order's money against a real payment house: at most once, whatever was lost, and nothing held once it is given back.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPaymentActivities } from '../../../activities/payments/index.js';
import { paymentKeyOf, type PaymentProvider } from '../../../activities/payments/provider.js';
import { createHttpPaymentService } from '../../../activities/payments/providers/http-payment-service.js';
import { readPayment, type PaymentRecord } from '../../../db/statements/payments/views.js';
import { startPaymentHouse, type PaymentHouse } from '../../../dev/payments/server.js';
import type { NoticeRequest } from '../../../domain/notices/words.js';
import { startWait } from '../../../domain/waits.js';
import { WAIT_POLICIES } from '../../../domain/orders/wait-policies.js';
import { ownDatabase } from '../../support/own-database.js';
import { PaymentControls } from '../../support/payment-controls.js';
import { storeOrder } from '../../support/stored-orders.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const DAY_MS = 86_400_000;
const BEGAN = Date.parse('2026-11-24T08:00:00Z');
const PRICE = 40_000;
const wait = startWait('subscriber-payment', WAIT_POLICIES['subscriber-payment'], BEGAN);

const dataDir = temporaryFolder();
const database = await ownDatabase();
let house: PaymentHouse;
let controls: PaymentControls;
let now = BEGAN;
let posted: NoticeRequest[] = [];
let reminded: string[] = [];

beforeAll(async () => {
  house = await startPaymentHouse({ dataDir, token: 'test' });
  controls = new PaymentControls(house.url, 'test');
});
afterAll(async () => {
  await house.stop();
});
beforeEach(async () => {
  now = BEGAN;
  posted = [];
  reminded = [];
  await controls.bePeaceful();
  await controls.setBalance(PRICE * 100);
});

const remind = (orderId: string) => Promise.resolve(void reminded.push(orderId));
const reminders = {
  ...{ sendDue: remind, sendDueOfRevocation: remind },
  ofToday: () => Promise.resolve({ outcome: 'not-their-turn' as const }),
  sendAsked: () => Promise.resolve(undefined),
};

/** `change`: what comes between us and the house. */
function activities(change: (real: PaymentProvider) => PaymentProvider = (real) => real) {
  return createPaymentActivities({
    database,
    payments: change(createHttpPaymentService({ url: house.url, token: 'test' })),
    notices: { post: (request) => Promise.resolve(void posted.push(request)) },
    reminders,
    clock: () => now,
  });
}

async function pricedOrder(orderId: string): Promise<void> {
  await storeOrder(database, { orderId });
  await database.query(
    `update orders set terms = jsonb_set(terms, '{price}', $2), started_at = now() where order_id = $1`,
    [orderId, JSON.stringify({ amount: PRICE, currency: 'CNY' })],
  );
}

async function recorded(orderId: string): Promise<PaymentRecord | undefined> {
  return await readPayment(database, 'default', orderId);
}

async function effectsOf(orderId: string): Promise<string[]> {
  return ((await controls.hold(paymentKeyOf(orderId)))?.effects ?? []).map(({ state }) => state);
}

const kindsPosted = () => posted.map(({ kind }) => kind);

describe('holding', () => {
  it('sets the price aside once, and notes it', async () => {
    await pricedOrder('held');
    expect((await recorded('held'))?.state).toBe('due');
    const made = activities();
    expect(await made.holdPayment({ orderId: 'held', wait })).toEqual({ outcome: 'held' });
    expect(await made.holdPayment({ orderId: 'held', wait })).toEqual({ outcome: 'held' });
    expect((await controls.hold(paymentKeyOf('held')))?.requests.hold).toBe(1);
    expect(await recorded('held')).toMatchObject({ state: 'held', amount: PRICE, lastFailure: null });
  });

  it('asks the house what it has before it asks again, where the answer was lost', async () => {
    await pricedOrder('lost');
    await controls.beHostile({ mode: 'lost-answer', path: 'hold', key: paymentKeyOf('lost'), times: 1 });
    const made = activities();
    await expect(made.holdPayment({ orderId: 'lost', wait })).rejects.toMatchObject({
      type: 'PaymentUnavailable',
    });
    expect((await recorded('lost'))?.lastFailure).toContain('not available');
    expect(await made.holdPayment({ orderId: 'lost', wait })).toEqual({ outcome: 'held' });
    expect((await controls.hold(paymentKeyOf('lost')))?.requests.hold).toBe(1);
  });

  it('says that funds are missing while that is news: nobody is reminded yet', async () => {
    await pricedOrder('news');
    await controls.setBalance(PRICE - 1);
    const ours = startWait('us', WAIT_POLICIES.us, BEGAN);
    expect(await activities().holdPayment({ orderId: 'news', wait: ours })).toEqual({
      outcome: 'funds-missing',
    });
    expect(reminded).toEqual([]);
    expect((await recorded('news'))?.lastFailure).toContain('cover');
  });

  it('waits for funds with the reminders of its ladder, until its deadline', async () => {
    await pricedOrder('poor');
    await controls.setBalance(PRICE - 1);
    const made = activities();
    for (const days of [0, 3, 29]) {
      now = BEGAN + days * DAY_MS;
      await expect(made.holdPayment({ orderId: 'poor', wait })).rejects.toMatchObject({
        type: 'StillWaiting',
      });
    }
    expect(reminded).toEqual(['poor', 'poor', 'poor']);
    now = BEGAN + 30 * DAY_MS;
    expect(await made.holdPayment({ orderId: 'poor', wait })).toEqual({ outcome: 'deadline-passed' });
    expect(await made.returnPayment('poor')).toBe('nothing-held');
    expect(await recorded('poor')).toMatchObject({ state: 'void', owedSince: null });
    expect(kindsPosted()).toEqual([]);
  });

  it('goes on once the funds are there', async () => {
    await pricedOrder('saved');
    await controls.setBalance(0);
    const made = activities();
    await expect(made.holdPayment({ orderId: 'saved', wait })).rejects.toMatchObject({
      type: 'StillWaiting',
    });
    await controls.setBalance(PRICE);
    expect(await made.holdPayment({ orderId: 'saved', wait })).toEqual({ outcome: 'held' });
    expect((await controls.balance()).balance).toBe(0);
  });
});

describe('a hold that is still under way when its order is withdrawn', () => {
  it('comes too late before anything was noted', async () => {
    await pricedOrder('late-1');
    const made = activities();
    expect(await made.returnPayment('late-1')).toBe('nothing-held');
    await expect(made.holdPayment({ orderId: 'late-1', wait })).rejects.toMatchObject({
      type: 'PaymentRefused',
    });
    expect(await effectsOf('late-1')).toEqual([]);
  });

  it('comes too late at the house, where it was noted and not sent', async () => {
    await pricedOrder('late-2');
    const made = activities();
    const interrupted = activities((real) => ({
      ...real,
      async hold(request) {
        expect(await made.returnPayment('late-2')).toBe('nothing-held');
        return await real.hold(request);
      },
    }));
    await expect(interrupted.holdPayment({ orderId: 'late-2', wait })).rejects.toMatchObject({
      type: 'PaymentRefused',
    });
    expect(await effectsOf('late-2')).toEqual(['released']);
    expect((await recorded('late-2'))?.state).toBe('void');
  });

  it('is given back where the house was faster', async () => {
    await pricedOrder('late-3');
    const made = activities();
    const interrupted = activities((real) => ({
      ...real,
      async hold(request) {
        const held = await real.hold(request);
        expect(await made.returnPayment('late-3')).toBe('returned');
        return held;
      },
    }));
    await expect(interrupted.holdPayment({ orderId: 'late-3', wait })).rejects.toMatchObject({
      type: 'PaymentRefused',
    });
    expect(await effectsOf('late-3')).toEqual(['held', 'released']);
    expect((await recorded('late-3'))?.state).toBe('returned');
  });
});

describe('taking and giving back', () => {
  async function held(orderId: string): Promise<ReturnType<typeof activities>> {
    await pricedOrder(orderId);
    const made = activities();
    await made.holdPayment({ orderId, wait });
    return made;
  }

  it('takes once, also where the answer was lost', async () => {
    const made = await held('taken');
    await controls.beHostile({ mode: 'lost-answer', path: 'capture', key: paymentKeyOf('taken'), times: 1 });
    await expect(made.capturePayment('taken')).rejects.toMatchObject({ type: 'PaymentUnavailable' });
    await made.capturePayment('taken');
    await made.capturePayment('taken');
    expect((await controls.hold(paymentKeyOf('taken')))?.requests.capture).toBe(1);
    expect((await recorded('taken'))?.state).toBe('captured');
  });

  it('releases what was held, and says nothing: nobody had paid', async () => {
    const made = await held('released');
    expect(await made.returnPayment('released')).toBe('returned');
    expect(await made.returnPayment('released')).toBe('returned');
    expect(await effectsOf('released')).toEqual(['held', 'released']);
    expect(kindsPosted()).toEqual([]);
  });

  it('refunds what was taken, and tells', async () => {
    const made = await held('refunded');
    await made.capturePayment('refunded');
    expect(await made.returnPayment('refunded')).toBe('returned');
    expect(await effectsOf('refunded')).toEqual(['held', 'captured', 'refunded']);
    expect(kindsPosted()).toEqual(['refunded']);
  });

  it('owes what it can not give back, says so, and says when it could', async () => {
    const made = await held('owed');
    await controls.beHostile({ mode: 'refuse', path: 'release', key: paymentKeyOf('owed'), times: 2 });
    await expect(made.returnPayment('owed')).rejects.toMatchObject({ type: 'PaymentRefused' });
    const since = await recorded('owed');
    expect(since).toMatchObject({ state: 'owed', owedSince: new Date(BEGAN).toISOString() });
    expect(since?.lastFailure).toContain('refused');
    now += DAY_MS;
    await expect(made.returnPayment('owed')).rejects.toMatchObject({ type: 'PaymentRefused' });
    expect(await made.returnPayment('owed')).toBe('returned');
    expect(await recorded('owed')).toMatchObject({
      state: 'returned',
      owedSince: since?.owedSince,
      returnedAt: new Date(now).toISOString(),
      lastFailure: null,
    });
    // The same notice asked for twice is one notice: that is what posting promises.
    expect(new Set(kindsPosted())).toEqual(new Set(['refund-owed', 'refunded']));
  });

  it('takes nothing that is being given back', async () => {
    const made = await held('decided');
    await controls.beHostile({ mode: 'refuse', path: 'release', key: paymentKeyOf('decided'), times: 1 });
    await expect(made.returnPayment('decided')).rejects.toMatchObject({ type: 'PaymentRefused' });
    await made.capturePayment('decided');
    expect(await effectsOf('decided')).toEqual(['held']);
  });
});
