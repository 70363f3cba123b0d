// The development payment house: exact books, idempotent by key, the same after a restart.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpPaymentService } from '../../../activities/payments/providers/http-payment-service.js';
import type { PaymentProvider } from '../../../activities/payments/provider.js';
import { startPaymentHouse, type PaymentHouse } from '../../../dev/payments/server.js';
import { PaymentControls } from '../../support/payment-controls.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { until } from '../../support/until.js';

const TOKEN = 'token-of-the-test';
const START = 100_000;

const dataDir = temporaryFolder();
let house: PaymentHouse;
let service: PaymentProvider;
let controls: PaymentControls;

async function open(): Promise<void> {
  house = await startPaymentHouse({ dataDir, token: TOKEN, startBalance: START });
  service = createHttpPaymentService({ url: house.url, token: TOKEN });
  controls = new PaymentControls(house.url, TOKEN);
}
beforeAll(open);
afterAll(() => house.stop());

const order = (key: string, account: string, amount = 40_000) =>
  ({ key, account, amount, currency: 'CNY' }) as const;

async function effectsOf(key: string): Promise<string[]> {
  return ((await controls.hold(key))?.effects ?? []).map(({ state }) => state);
}

describe('a hold', () => {
  it('is one for its key, however often it is asked for, and every request is counted', async () => {
    for (let time = 0; time < 3; time += 1) expect(await service.hold(order('once', 'one'))).toBe('held');
    expect(await controls.balance('one')).toMatchObject({ balance: START - 40_000, held: 40_000 });
    expect(await effectsOf('once')).toEqual(['held']);
    expect((await controls.hold('once'))?.requests.hold).toBe(3);
  });

  it('is refused under the key of another one', async () => {
    await expect(service.hold(order('once', 'one', 1))).rejects.toMatchObject({ type: 'PaymentRefused' });
  });

  it('is refused where the funds do not cover it, and taken once they do', async () => {
    await controls.setBalance(39_999, 'poor');
    expect(await service.hold(order('poor', 'poor'))).toBe('insufficient-funds');
    expect(await service.find(order('poor', 'poor'))).toBeUndefined();
    await controls.setBalance(40_000, 'poor');
    expect(await service.hold(order('poor', 'poor'))).toBe('held');
    expect(await controls.balance('poor')).toMatchObject({ balance: 0, held: 40_000 });
  });

  it('is captured once, then refunded once', async () => {
    await service.capture(order('once', 'one'));
    await service.capture(order('once', 'one'));
    expect(await controls.balance('one')).toMatchObject({ held: 0, captured: 40_000 });
    await expect(service.release(order('once', 'one'))).rejects.toMatchObject({ type: 'PaymentRefused' });
    await service.refund(order('once', 'one'));
    expect(await service.refund(order('once', 'one'))).toEqual({ state: 'refunded', wasHeld: true });
    await expect(service.capture(order('once', 'one'))).rejects.toMatchObject({ type: 'PaymentRefused' });
    expect(await controls.balance('one')).toMatchObject({ balance: START, captured: 0 });
    expect(await effectsOf('once')).toEqual(['held', 'captured', 'refunded']);
  });

  it('comes too late under a key that was closed before it was used', async () => {
    expect(await service.release(order('early', 'late'))).toEqual({ state: 'released', wasHeld: false });
    expect(await service.hold(order('early', 'late'))).toBe('closed');
    expect(await controls.balance('late')).toMatchObject({ balance: START, held: 0 });
  });
});

describe('the house', () => {
  it('lets nobody in without the token, and says which setting to correct', async () => {
    const stranger = createHttpPaymentService({ url: house.url, token: 'another' });
    await expect(stranger.find(order('once', 'one'))).rejects.toMatchObject({
      type: 'PaymentUnavailable',
      message: expect.stringContaining('SEALFLOW_PAYMENT_TOKEN') as string,
    });
  });

  it.each(['server-error', 'lost-answer', 'late'] as const)('has bad days: %s', async (mode) => {
    const key = `bad-${mode}`;
    const impatient = createHttpPaymentService({ url: house.url, token: TOKEN, timeoutMs: 100 });
    await controls.beHostile({ mode, path: 'hold', key, times: 1, delayMs: 1_000 });
    await expect(impatient.hold(order(key, key))).rejects.toMatchObject({ type: 'PaymentUnavailable' });
    // Where nobody hears the answer, it is not known either when the house has come to do it.
    if (mode === 'server-error') expect(await effectsOf(key)).toEqual([]);
    else await until('the money is held', async () => (await effectsOf(key)).length > 0);
    expect(await service.hold(order(key, key))).toBe('held');
    expect(await effectsOf(key)).toEqual(['held']);
  });

  it('refuses as often as it was told to', async () => {
    await service.hold(order('refusing', 'refusing'));
    await controls.beHostile({ mode: 'refuse', path: 'release', key: 'refusing', times: 2 });
    await expect(service.release(order('refusing', 'refusing'))).rejects.toMatchObject({
      type: 'PaymentRefused',
    });
    await expect(service.release(order('refusing', 'refusing'))).rejects.toMatchObject({
      type: 'PaymentRefused',
    });
    expect(await service.release(order('refusing', 'refusing'))).toEqual({
      state: 'released',
      wasHeld: true,
    });
  });

  it('knows everything again after a restart', async () => {
    const before = await controls.holds();
    await house.stop();
    await open();
    const byKey = (one: { key: string }, other: { key: string }) => one.key.localeCompare(other.key);
    expect((await controls.holds()).sort(byKey)).toEqual([...before].sort(byKey));
    expect(await controls.balance('poor')).toMatchObject({ balance: 0, held: 40_000 });
  });

  it('keeps its books exact under any sequence of requests', async () => {
    const step = fc.record({
      key: fc.constantFrom('a', 'b', 'c'),
      what: fc.constantFrom('hold', 'capture', 'release', 'refund'),
      amount: fc.constantFrom(30_000, 50_000),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        run += 1;
        const account = `random-${run}`;
        for (const { key, what, amount } of steps) {
          const named = `${account}-${key}`;
          const asked = service[what](order(named, account, amount));
          await asked.catch(() => undefined);
        }
        const holds = (await controls.holds()).filter(({ key }) => key.startsWith(`${account}-`));
        const bound = holds.filter(({ state }) => state === 'held' || state === 'captured');
        const { balance, held, captured } = await controls.balance(account);
        expect(balance).toBe(START - bound.reduce((sum, { amount }) => sum + amount, 0));
        expect(balance).toBe(START - held - captured);
        expect(balance).toBeGreaterThanOrEqual(0);
        for (const { effects } of holds)
          expect(new Set(effects.map(({ state }) => state)).size).toBe(effects.length);
      }),
      { numRuns: 25 },
    );
  });
});
