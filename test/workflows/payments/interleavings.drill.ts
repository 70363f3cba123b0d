// Every interleaving of {cancel, the CA issues, crash, refund error}: each ends in one legal state, with the money equal to it.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { paymentKeyOf } from '../../../activities/payments/provider.js';
import { createHttpPaymentService } from '../../../activities/payments/providers/http-payment-service.js';
import { GENEROUS_BALANCE } from '../../../dev/payments/server.js';
import { Refusal } from '../../../domain/refusals.js';
import { Gates, type Place } from '../../support/gates.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { dvForm, ended, leftBehind, statusAtCa } from '../../support/orders.js';
import { until } from '../../support/until.js';

vi.setConfig({ testTimeout: 180_000 });

/** Longer than it takes to withdraw an order that the CA is issuing. */
const ISSUANCE_DELAY_MS = 6_000;
const PRICE = 40_000;

type Cancel = 'none' | 'plain' | 'revoke-if-issued';
type Crash = 'none' | 'dies-there' | 'worker-replaced';
type RefundError = 'none' | 'refused-twice' | 'lost-answer';
type End = 'cancelled' | 'issued' | 'revoked';

interface Point {
  readonly name: string;
  readonly place: Place;
  /** What an order that is withdrawn here ends as. */
  readonly plain: End;
  readonly revokeIfIssued: End;
  /** The order is withdrawn once the CA has issued, which we don't know yet. */
  readonly afterIssuance?: true;
  /** The order has ended: whoever withdraws it is refused. */
  readonly tooLate?: true;
}

const WITHDRAWN = { plain: 'cancelled', revokeIfIssued: 'cancelled' } as const;
const ENDED = { plain: 'issued', revokeIfIssued: 'issued', tooLate: true } as const;

const POINTS: readonly Point[] = [
  { name: 'before the hold', place: 'holdPayment', ...WITHDRAWN },
  { name: 'the hold noted, not sent', place: 'hold-sent', ...WITHDRAWN },
  { name: 'the hold taken, not heard of', place: 'hold-answered', ...WITHDRAWN },
  { name: 'held, before placement', place: 'placeOrder', ...WITHDRAWN },
  { name: 'waiting for DNS', place: 'confirmDomainControl', ...WITHDRAWN },
  { name: 'while the CA issues', place: 'collectCertificate', ...WITHDRAWN },
  {
    name: 'issued at the CA, unknown to us',
    place: 'collectCertificate',
    plain: 'issued',
    revokeIfIssued: 'revoked',
    afterIssuance: true,
  },
  { name: 'after issuance, before the capture', place: 'capturePayment', ...ENDED },
  { name: 'captured, not heard of', place: 'capture-answered', ...ENDED },
];
const CRASHES: readonly Crash[] = ['none', 'dies-there', 'worker-replaced'];

interface Case {
  readonly orderId: string;
  readonly point: Point;
  readonly cancel: Cancel;
  readonly crash: Crash;
  readonly refundError: RefundError;
  readonly end: End;
}

/** What is taken is not given back: there, an error of refunds can't come. */
function casesOf(point: Point, crash: Crash): Case[] {
  const cancels: readonly Cancel[] = ['none', 'plain', 'revoke-if-issued'];
  return cancels.flatMap((cancel) => {
    const end = endOf(point, cancel);
    const errors: readonly RefundError[] =
      end === 'issued' ? ['none'] : ['none', 'refused-twice', 'lost-answer'];
    return errors.map((refundError) => ({
      orderId: ['money', POINTS.indexOf(point), cancel, crash, refundError].join('-'),
      point,
      cancel,
      crash,
      refundError,
      end,
    }));
  });
}

function endOf(point: Point, cancel: Cancel): End {
  if (cancel === 'none') return 'issued';
  return cancel === 'plain' ? point.plain : point.revokeIfIssued;
}

const gates = new Gates();
const played: Case[] = [];
let world: OrderWorld;

beforeAll(async () => {
  world = await createOrderWorld({
    payments: true,
    issuanceDelayMs: ISSUANCE_DELAY_MS,
    changedActivities: gates.around,
    overrides: { payments: gates.payments },
  });
  const { url, token } = world.paymentControls;
  gates.house = createHttpPaymentService({ url, token });
});
afterAll(() => world.stop());

/** Brings the order to its point, and withdraws it there. */
async function withdrawnAtPoint({ orderId, point, cancel, crash, refundError }: Case) {
  const gate = gates.at(orderId, point.place, { dies: crash === 'dies-there' });
  for (const path of ['release', 'refund'] as const) {
    const met = { path, key: paymentKeyOf(orderId) };
    if (refundError === 'refused-twice')
      await world.paymentControls.beHostile({ ...met, mode: 'refuse', times: 2 });
    if (refundError === 'lost-answer')
      await world.paymentControls.beHostile({ ...met, mode: 'lost-answer', times: 1 });
  }
  await world.orders.create({ orderId, form: dvForm(`${orderId}.example.com`) });
  await gate.reached;
  if (point.afterIssuance)
    await until(`${orderId} issued at the CA`, async () => (await statusAtCa(world, orderId)) === 'issued');
  if (cancel !== 'none') await withdraw(orderId, cancel, point);
  return gate;
}

async function withdraw(orderId: string, cancel: Cancel, { tooLate }: Point): Promise<void> {
  const asked = world.orders.cancel(orderId, { revokeIfIssued: cancel === 'revoke-if-issued' });
  if (tooLate) await expect(asked).rejects.toThrow(Refusal);
  else await asked;
}

async function play(cases: readonly Case[]): Promise<void> {
  const gatesOfCases = await Promise.all(cases.map(withdrawnAtPoint));
  if (cases.some(({ crash }) => crash === 'worker-replaced')) {
    const stopped = world.stopWorker();
    gates.workerDies();
    await stopped;
    await world.startWorker();
  }
  await Promise.all(
    cases.map(async ({ orderId }, index) => {
      gatesOfCases[index]?.open();
      await ended(world, orderId);
      await gates.quiet(orderId);
    }),
  );
  played.push(...cases);
}

async function effectsOf(orderId: string): Promise<string[]> {
  return ((await world.paymentControls.hold(paymentKeyOf(orderId)))?.effects ?? []).map(({ state }) => state);
}

async function isRevoked(orderId: string): Promise<boolean> {
  const all = await world.orders.certificates.list();
  return all.some((certificate) => certificate.orderId === orderId && certificate.revokedAt !== null);
}

/** What the payment house may have done for an order that ends like this; each thing once. */
const LEGAL_EFFECTS: Record<End, readonly (readonly string[])[]> = {
  // A key closed before it was used: nothing can be held under it any more.
  cancelled: [[], ['released'], ['held', 'released']],
  issued: [['held', 'captured']],
  revoked: [
    ['held', 'released'],
    ['held', 'captured', 'refunded'],
  ],
};

async function expectLegal({ orderId, end }: Case): Promise<void> {
  const effects = await effectsOf(orderId);
  expect(LEGAL_EFFECTS[end], `${orderId} at the payment house`).toContainEqual(effects);
  const order = await world.orders.show(orderId);
  expect(order.state, orderId).toBe(end === 'cancelled' ? 'cancelled' : 'issued');
  expect(await isRevoked(orderId), orderId).toBe(end === 'revoked');
  expect(order.payment, orderId).toMatchObject({ state: recordedAfter(effects), amount: PRICE });
  expect(await leftBehind(world, orderId), orderId).toEqual([]);
  for (const atCa of await world.caControls.ordersOf(orderId))
    expect(atCa.status, orderId).toBe(end === 'cancelled' ? 'cancelled' : 'issued');
}

/** Our own record of what the payment house did. */
function recordedAfter(effects: readonly string[]): string {
  if (!effects.includes('held')) return 'void';
  return effects.includes('captured') && !effects.includes('refunded') ? 'captured' : 'returned';
}

describe.each(CRASHES)('crash: %s;', (crash) => {
  // All orders share the worker that is replaced.
  const itEach = crash === 'worker-replaced' ? it.each(POINTS) : it.concurrent.each(POINTS);
  itEach('cancelled, or not, $name', async (point) => {
    const cases = casesOf(point, crash);
    await play(cases);
    for (const each of cases) await expectLegal(each);
  });
});

it('leaves the account with all that was not taken for a certificate', async () => {
  const taken = played.filter(({ end }) => end === 'issued').length * PRICE;
  expect(played.length).toBeGreaterThan(100);
  expect(await world.paymentControls.balance()).toEqual({
    account: 'default',
    balance: GENEROUS_BALANCE - taken,
    held: 0,
    captured: taken,
  });
  expect(await world.orders.payments.list({ state: 'owed' })).toEqual([]);
  expect(await world.orders.payments.list({ state: 'held' })).toEqual([]);
});

it('asks for nothing twice where nothing was lost', async () => {
  const undisturbed = played.filter(({ crash, refundError }) => crash === 'none' && refundError === 'none');
  for (const { orderId } of undisturbed) {
    const { requests } = (await world.paymentControls.hold(paymentKeyOf(orderId))) ?? {};
    for (const path of ['hold', 'capture', 'release', 'refund'] as const)
      expect(requests?.[path] ?? 0, `${path} of ${orderId}`).toBeLessThanOrEqual(1);
  }
});
