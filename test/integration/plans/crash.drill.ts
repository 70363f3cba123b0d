/**
 * The worker is killed after the effect of each step around issuance and after it — money, the plan, notices, revocations —
 * before its result is reported; a fresh one goes on. Each ends as it would have, and nothing is done twice.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { paymentKeyOf } from '../../../activities/payments/provider.js';
import type { HoldState } from '../../../domain/development/payments.js';
import { certificateLifecycleWorkflowId } from '../../../workflows/messages.js';
import { CrashingOrder } from '../../support/crashing-order.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { dvForm, statusAtCa } from '../../support/orders.js';
import {
  expectMatchingCertificate,
  expectNothingPublished,
  expectOneOrderAtCa,
} from '../../support/proofs-of-order.js';
import { revocationOver, revokedSerials } from '../../support/revocations.js';
import { until } from '../../support/until.js';

// A server takes 10 to 15 seconds to believe that a worker is dead: the dying wait side by side, as many as two cores start.
vi.setConfig({ maxConcurrency: 6, testTimeout: 300_000 });

const PATIENCE_MS = 120_000;

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld({ worker: false, payments: true });
});
afterAll(() => world.stop());

/** What is played on an order, and what must be true of it afterwards. */
interface Life {
  readonly validation?: 'auto-dns' | 'manual-dns';
  /** Runs beside the worker that is going to die. */
  readonly before?: (order: CrashingOrder) => Promise<unknown>;
  readonly end?: 'issued' | 'cancelled';
  /** What the payment house did, in order. */
  readonly money?: readonly HoldState[];
  /** Throws where something is not as it would have been. */
  readonly proof?: (order: CrashingOrder) => Promise<void>;
}

const LIVES = {
  paid: {},
  'paid and withdrawn': {
    validation: 'manual-dns',
    before: async (order) => {
      await order.until(({ waitingOn }) => waitingOn === 'subscriber-dns');
      await order.insist((orders, orderId) => orders.cancel(orderId));
    },
    end: 'cancelled',
    money: ['held', 'released'],
  },
  watched: { proof: expectOneLifecycle },
  told: { proof: expectOneMailEach },
  revoked: {
    before: async (order) => {
      await order.untilEnd();
      await order.workflowEnd();
      await order.insist((orders, orderId) =>
        orders.certificates.revoke(orderId, { reason: 'keyCompromise' }),
      );
    },
    proof: expectRevokedOnce,
  },
} satisfies Record<string, Life>;

interface Death {
  readonly activity: string;
  readonly nth?: number;
  readonly life: keyof typeof LIVES;
}

const DEATHS: readonly Death[] = [
  { activity: 'holdPayment', life: 'paid' },
  { activity: 'capturePayment', life: 'paid' },
  { activity: 'returnPayment', life: 'paid and withdrawn' },
  { activity: 'concludeIssued', life: 'watched' },
  { activity: 'deliverNotice', life: 'told' },
  { activity: 'deliverNotice', nth: 2, life: 'told' },
  { activity: 'requestRevocation', life: 'revoked' },
  { activity: 'awaitRevocation', life: 'revoked' },
  { activity: 'removeRevocationProof', life: 'revoked' },
  // It tells that the CA is asked, that its proof is under way, and the end.
  { activity: 'recordRevocation', nth: 1, life: 'revoked' },
  { activity: 'recordRevocation', nth: 2, life: 'revoked' },
  { activity: 'recordRevocation', nth: 3, life: 'revoked' },
];

describe.concurrent('killed after the effect of', () => {
  it.each(DEATHS.map((death) => ({ ...death, title: titleOf(death) })))(
    '$title',
    async ({ title, activity, nth, life }) => {
      await playThrough(world, title, LIVES[life], activity, nth);
    },
  );
});

describe.concurrent('killed after the effect of revokeWithdrawn', () => {
  it('the certificate that nobody wants is revoked once, and its price given back', async () => {
    // The CA is faster than the withdrawal, and says so only when it is asked to cancel. Its bad day is this order's alone.
    const worldOfItsOwn = await createOrderWorld({ worker: false, payments: true, issuanceDelayMs: 5_000 });
    const { caControls } = worldOfItsOwn;
    const unwanted: Life = {
      before: async (order) => {
        await order.until(({ waitingOn }) => waitingOn === 'ca-issuance');
        await caControls.beHostile({ mode: 'server-error', path: 'status', times: 10_000 });
        await until(
          'issued at the CA',
          async () => (await statusAtCa(order.world, order.orderId)) === 'issued',
        );
        await order.insist((orders, orderId) => orders.cancel(orderId, { revokeIfIssued: true }));
        await caControls.bePeaceful();
      },
      money: ['held', 'released'],
      proof: async (order) => {
        const certificate = await order.orders.certificates.show(order.orderId);
        expect(certificate).toMatchObject({ state: 'revoked', revocationReason: 'cessationOfOperation' });
        await expectListedOnce(order, certificate.serialNumber);
      },
    };
    try {
      await playThrough(worldOfItsOwn, 'revokeWithdrawn', unwanted, 'revokeWithdrawn');
    } finally {
      await worldOfItsOwn.stop();
    }
  });
});

/** Resolves once the order has ended, as it would have without the death of its worker. */
async function playThrough(inWorld: OrderWorld, title: string, life: Life, activity: string, nth?: number) {
  const label = title.toLowerCase().replaceAll(/\W+/g, '-');
  const order = new CrashingOrder(inWorld, label);
  try {
    const dying = order.startDyingWorker(activity, nth);
    await created(order, life, label);
    await Promise.all([life.before?.(order), dying.ended]).catch((error: unknown) => order.explained(error));
    await order.startFreshWorker();
    await expectAsUndisturbed(order, life, `${label}.example.com`);
  } finally {
    await order.stopWorker();
  }
}

async function created(order: CrashingOrder, { validation = 'auto-dns' }: Life, label: string) {
  const form = dvForm(`${label}.example.com`, { validation, notificationEmail: recipientOf(order) });
  await order.create(form);
}

async function expectAsUndisturbed(order: CrashingOrder, life: Life, name: string): Promise<void> {
  const { end = 'issued', money = ['held', 'captured'], proof } = life;
  expect(await order.untilEnd()).toMatchObject({ state: end });
  await order.workflowEnd();
  await proof?.(order);
  await expectOneOrderAtCa(order.world, order.orderId, end);
  expectNothingPublished(order.world, name);
  await expectMoney(order, money);
  const isInUse = end === 'issued' && !(await revokedSerials(order.world)).includes(await serialOf(order));
  if (isInUse) await expectMatchingCertificate(order.orders, order.orderId, await order.spkiSha256());
}

/** Every effect once, and not even asked for twice. */
async function expectMoney({ world, orderId }: CrashingOrder, money: readonly HoldState[]): Promise<void> {
  const kept = await world.paymentControls.hold(paymentKeyOf(orderId));
  expect(kept?.effects.map(({ state }) => state)).toEqual(money);
  for (const path of ['hold', 'capture', 'release', 'refund'] as const)
    expect(kept?.requests[path], path).toBeLessThanOrEqual(1);
}

async function expectOneLifecycle({ world, orderId }: CrashingOrder): Promise<void> {
  const lifecycle = world.temporal.workflow.getHandle(certificateLifecycleWorkflowId(orderId));
  const { status, runId } = await lifecycle.describe();
  expect(status.name).toBe('RUNNING');
  const { events } = await lifecycle.fetchHistory();
  const started = events?.[0]?.workflowExecutionStartedEventAttributes;
  expect(started?.firstExecutionRunId).toBe(runId);
}

function recipientOf({ orderId }: CrashingOrder): string {
  return `${orderId}@example.com`;
}

/** One mail for each notice that was delivered, and none beside. */
async function expectOneMailEach(order: CrashingOrder): Promise<void> {
  const outcomes = await until(
    'all mails are settled',
    async () => {
      const settled = await outcomesOf(order);
      return settled.length >= 2 && !settled.includes('pending') && settled;
    },
    PATIENCE_MS,
  );
  const mails = order.world.mail.mails().filter(({ to }) => to.includes(recipientOf(order)));
  expect(mails).toHaveLength(outcomes.filter((outcome) => outcome === 'delivered').length);
  expect(new Set(mails.map(({ subject }) => subject)).size).toBe(mails.length);
  expect(mails.length).toBeGreaterThan(0);
}

async function outcomesOf({ world, orderId }: CrashingOrder): Promise<string[]> {
  const { rows } = await world.dependencies.database.query<{ outcome: string }>(
    `select outcome from account_notices join notice_deliveries using (notice_id)
      where order_id = $1 and channel = 'mail'`,
    [orderId],
  );
  return rows.map(({ outcome }) => outcome);
}

async function expectRevokedOnce(order: CrashingOrder): Promise<void> {
  const { world, orderId, orders } = order;
  const revocation = await until(
    'the end of the revocation',
    async () => {
      const shown = await orders.certificates.revocation(orderId);
      return shown.endedAt !== null && shown;
    },
    PATIENCE_MS,
  );
  expect(revocation).toMatchObject({ state: 'revoked' });
  await revocationOver(world, revocation);
  expect(await world.caControls.revocationsOf(orderId)).toMatchObject([{ status: 'revoked' }]);
  await expectListedOnce(order, await serialOf(order));
}

async function expectListedOnce({ world }: CrashingOrder, serialNumber: string): Promise<void> {
  expect((await revokedSerials(world)).filter((serial) => serial === serialNumber)).toHaveLength(1);
}

async function serialOf({ orders, orderId }: CrashingOrder): Promise<string> {
  return (await orders.certificates.show(orderId)).serialNumber;
}

function titleOf({ activity, nth, life }: Death): string {
  return `${activity}${nth ? ` ${nth}` : ''}, ${life}`;
}
