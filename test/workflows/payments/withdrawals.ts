/** Paid orders that are withdrawn at a point of their life, or not, while a worker crashes and refunds fail: played, and judged. */
import { expect } from 'vitest';
import { paymentKeyOf } from '../../../activities/payments/provider.js';
import { createHttpPaymentService } from '../../../activities/payments/providers/http-payment-service.js';
import { Refusal } from '../../../domain/refusals.js';
import { Gates, type Place } from '../../support/gates.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { dvForm, ended, leftBehind, statusAtCa } from '../../support/orders.js';
import { until } from '../../support/until.js';

/** The CA issues when it is told to: no withdrawal comes too late because a machine is slow. */
const ISSUANCE_DELAY_MS = 3_600_000;
export const PRICE = 40_000;

export type Cancel = 'none' | 'plain' | 'revoke-if-issued';
export type Crash = 'none' | 'dies-there' | 'worker-replaced';
export type RefundError = 'none' | 'refused-twice' | 'lost-answer';
export type End = 'cancelled' | 'issued' | 'revoked';

export interface Point {
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

export const POINTS: readonly Point[] = [
  { name: 'before the hold', place: 'holdPayment', ...WITHDRAWN },
  { name: 'the hold noted, not sent', place: 'hold-sent', ...WITHDRAWN },
  { name: 'the hold taken, not heard of', place: 'hold-answered', ...WITHDRAWN },
  { name: 'held, before placement', place: 'prepareAndPlace', ...WITHDRAWN },
  { name: 'waiting for DNS', place: 'publishAndConfirm', ...WITHDRAWN },
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

export interface Case {
  readonly orderId: string;
  readonly point: Point;
  readonly cancel: Cancel;
  readonly crash: Crash;
  readonly refundError: RefundError;
  readonly end: End;
}

/** What is taken is not given back: there, an error of refunds can't come. */
export function casesOf(point: Point, crash: Crash): Case[] {
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

export class Withdrawals {
  readonly played: Case[] = [];

  private constructor(
    readonly world: OrderWorld,
    readonly gates: Gates,
  ) {}

  /** Call `world.stop()` in `afterAll`. */
  static async open(): Promise<Withdrawals> {
    const gates = new Gates();
    const world = await createOrderWorld({
      payments: true,
      issuanceDelayMs: ISSUANCE_DELAY_MS,
      changedActivities: gates.around,
      overrides: { payments: gates.payments },
    });
    const { url, token } = world.paymentControls;
    gates.house = createHttpPaymentService({ url, token });
    return new Withdrawals(world, gates);
  }

  /** Plays them side by side, to their ends. */
  async play(cases: readonly Case[]): Promise<void> {
    const gatesOfCases = await Promise.all(cases.map((each) => this.#withdrawnAtPoint(each)));
    if (cases.some(({ crash }) => crash === 'worker-replaced')) {
      const stopped = this.world.stopWorker();
      this.gates.workerDies();
      await stopped;
      await this.world.startWorker();
    }
    await Promise.all(
      cases.map(async ({ orderId, point, end }, index) => {
        gatesOfCases[index]?.open();
        if (end !== 'cancelled' && !point.afterIssuance && !point.tooLate) await this.#issue(orderId);
        await ended(this.world, orderId);
        await this.gates.quiet(orderId);
      }),
    );
    this.played.push(...cases);
  }

  async expectLegal({ orderId, end }: Case): Promise<void> {
    const effects = await this.#effectsOf(orderId);
    expect(LEGAL_EFFECTS[end], `${orderId} at the payment house`).toContainEqual(effects);
    const order = await this.world.orders.show(orderId);
    expect(order.state, orderId).toBe(end === 'cancelled' ? 'cancelled' : 'issued');
    expect(await this.#isRevoked(orderId), orderId).toBe(end === 'revoked');
    expect(order.payment, orderId).toMatchObject({ state: recordedAfter(effects), amount: PRICE });
    expect(await leftBehind(this.world, orderId), orderId).toEqual([]);
    for (const atCa of await this.world.caControls.ordersOf(orderId))
      expect(atCa.status, orderId).toBe(end === 'cancelled' ? 'cancelled' : 'issued');
  }

  /** Brings the order to its point, and withdraws it there. */
  async #withdrawnAtPoint({ orderId, point, cancel, crash, refundError }: Case) {
    const { world } = this;
    const gate = this.gates.at(orderId, point.place, { dies: crash === 'dies-there' });
    for (const path of ['release', 'refund'] as const) {
      const met = { path, key: paymentKeyOf(orderId) };
      if (refundError === 'refused-twice')
        await world.paymentControls.beHostile({ ...met, mode: 'refuse', times: 2 });
      if (refundError === 'lost-answer')
        await world.paymentControls.beHostile({ ...met, mode: 'lost-answer', times: 1 });
    }
    await world.orders.create({ orderId, form: dvForm(`${orderId}.example.com`) });
    if (point.tooLate) await this.#issue(orderId);
    await gate.reached;
    if (point.afterIssuance) await this.#issue(orderId);
    if (cancel !== 'none') await this.#withdraw(orderId, cancel, point);
    return gate;
  }

  /** Once it is proven. */
  async #issue(orderId: string): Promise<void> {
    const { world } = this;
    await until(`the CA issues ${orderId}`, async () => (await statusAtCa(world, orderId)) === 'issuing');
    await world.caControls.issueOrder(orderId);
  }

  async #withdraw(orderId: string, cancel: Cancel, { tooLate }: Point): Promise<void> {
    const asked = this.world.orders.cancel(orderId, { revokeIfIssued: cancel === 'revoke-if-issued' });
    if (tooLate) await expect(asked).rejects.toThrow(Refusal);
    else await asked;
  }

  async #effectsOf(orderId: string): Promise<string[]> {
    const hold = await this.world.paymentControls.hold(paymentKeyOf(orderId));
    return (hold?.effects ?? []).map(({ state }) => state);
  }

  async #isRevoked(orderId: string): Promise<boolean> {
    const all = await this.world.orders.certificates.list();
    return all.some((certificate) => certificate.orderId === orderId && certificate.revokedAt !== null);
  }
}

/** Our own record of what the payment house did. */
function recordedAfter(effects: readonly string[]): string {
  if (!effects.includes('held')) return 'void';
  return effects.includes('captured') && !effects.includes('refunded') ? 'captured' : 'returned';
}
