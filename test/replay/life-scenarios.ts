/** The ways around issuance and after it — money, plans, revocations, notices: how each is played, and what its history protects. */
import type { WorkflowHandle } from '@temporalio/client';
import {
  certificateLifecycleWorkflowId,
  certificateRevocationWorkflowId,
  noticeDeliveryWorkflowId,
} from '../../domain/workflow-names.js';
import { livedThrough, livedUntil } from '../support/living-plans.js';
import type { OrderWorld } from '../support/order-world.js';
import { actUntilEnd, orderForCompany } from '../support/organization-orders.js';
import { actAsSubscriber, ended, order, standing, statusAtCa } from '../support/orders.js';
import { revocationAt, revocationEnd, uploadRevocationLetter } from '../support/revocations.js';
import { until } from '../support/until.js';
import { startWebhookReceiver } from '../support/webhook-receiver.js';
import { skippedTimeOf, type Scenario, type Stage } from './scenario.js';

const HOUR_MS = 3_600_000;

/** Where money, a plan or a wish to revoke takes an order. */
const ORDERS: readonly Scenario[] = [
  {
    name: 'paid-and-captured',
    protects: 'the price set aside before anything else, taken after issuance',
    ends: 'issued',
    options: { payments: true },
    play: ({ world }) => order(world, 'paid.example.com'),
  },
  {
    name: 'paid-then-cancelled',
    protects: 'a withdrawal after the price was set aside: given back',
    ends: 'cancelled',
    options: { payments: true },
    async play({ world }) {
      const orderId = await order(world, 'given-back.example.com', { validation: 'manual-dns' });
      await standing(world, orderId, 'subscriber-dns');
      await world.orders.cancel(orderId);
      return orderId;
    },
  },
  {
    name: 'payment-never-came',
    protects: 'the end of the wait for funds: the CA never heard of the order',
    ends: 'expired',
    options: { payments: true },
    skipsTime: true,
    async play(stage) {
      const { world } = stage;
      await world.paymentControls.setBalance(0);
      const orderId = await order(world, 'never-paid.example.com');
      const { deadline } = await standing(world, orderId, 'subscriber-payment');
      await skippedTimeOf(stage).advanceTo(Date.parse(deadline ?? '') + 3 * HOUR_MS);
      await standing(world, orderId, 'expired');
      return orderId;
    },
  },
  {
    name: 'issued-then-revoked',
    protects:
      'a withdrawal that issuance overtook, of a certificate that nobody wants: revoked, the price given back',
    ends: 'issued',
    options: { payments: true, issuanceDelayMs: 1_000 },
    async play({ world }) {
      const orderId = await order(world, 'unwanted.example.com');
      await standing(world, orderId, 'ca-issuance');
      await world.caControls.beHostile({ mode: 'server-error', path: 'status' });
      await until('issued at the CA', async () => (await statusAtCa(world, orderId)) === 'issued');
      await world.orders.cancel(orderId, { revokeIfIssued: true });
      await world.caControls.bePeaceful();
      return orderId;
    },
  },
  {
    name: 'reissued-within-plan',
    protects: 'the plan’s next certificate: an order that the lifecycle began',
    ends: 'issued',
    skipsTime: true,
    async play(stage) {
      const planId = await order(stage.world, 'next-of-plan.example.com', { planYears: 1 });
      const [, next] = await livedUntil(skippedTimeOf(stage), planId, 2);
      return next?.orderId ?? '';
    },
  },
  {
    name: 'reissued-with-kept-key',
    protects: 'a reissue with the same CSR: no key is made, the plan is told',
    ends: 'issued',
    async play({ world }) {
      const first = await issued(world, 'kept-key.example.com');
      const { orderId } = await world.orders.certificates.reissue(first, { csr: 'same' });
      return orderId;
    },
  },
  {
    name: 'upgraded-from-free',
    protects: 'an order that begins a plan of its own: the plan of the certificate before it is told as well',
    ends: 'issued',
    async play({ world }) {
      const first = await issued(world, 'upgraded.example.com', { type: 'dv-free' });
      const paid = { brand: 'trustasia', type: 'dv' } as const;
      const { orderId } = await world.orders.certificates.upgrade(first, paid);
      return orderId;
    },
  },
];

const LIFECYCLES: readonly Scenario[] = [
  {
    name: 'lifecycle-of-a-plan',
    protects: 'a lifecycle that ordered the next certificate and, once it was there, began its history anew',
    skipsTime: true,
    async play(stage) {
      const planId = await order(stage.world, 'watched-plan.example.com', { planYears: 1 });
      await livedUntil(skippedTimeOf(stage), planId, 2);
      return planId;
    },
    recorded: runBeforeLast,
  },
  {
    name: 'lifecycle-free-to-its-end',
    protects: 'a free certificate that nobody follows: each rung of its expiry, its end, its place released',
    skipsTime: true,
    async play(stage) {
      const planId = await order(stage.world, 'watched-free.example.com', { type: 'dv-free' });
      await livedThrough(skippedTimeOf(stage), planId);
      return planId;
    },
    recorded: lifecycleOf,
  },
];

const REVOCATIONS: readonly Scenario[] = [
  {
    name: 'revoked-by-domain-control',
    protects: 'a revocation that nobody has to act for: our record proves control, and is removed',
    async play({ world }) {
      return await revoked(world, await issued(world, 'auto.revoked.com'));
    },
    recorded: revocationOf,
  },
  {
    name: 'revoked-by-letter',
    protects: 'a letter that is rejected, then another one that is accepted',
    async play({ world }) {
      const orderId = await orderForCompany(world, { brand: 'globalsign', type: 'ov' }, 'letter-revoked');
      await actUntilEnd(world, orderId);
      await world.orders.certificates.revoke(orderId, { reason: 'affiliationChanged' });
      await reviewedLetter(world, orderId, '1');
      await world.caControls.returnRevocation(orderId, 'no stamp');
      await world.orders.certificates.checkRevocation(orderId);
      await reviewedLetter(world, orderId, '2');
      await world.caControls.passRevocation(orderId);
      await world.orders.certificates.checkRevocation(orderId);
      return await endOfRevocation(world, orderId, 'revoked');
    },
    recorded: revocationOf,
  },
  {
    name: 'revocation-refused',
    protects: 'a proof that never comes: the certificate stays in use',
    skipsTime: true,
    async play(stage) {
      const { world } = stage;
      const orderId = await order(world, 'never-proven.com', { validation: 'manual-dns' });
      await actAsSubscriber(world, await standing(world, orderId, 'subscriber-dns'));
      await standing(world, orderId, 'issued');
      await world.orders.certificates.revoke(orderId, { reason: 'keyCompromise' });
      const { deadline } = await revocationAt(world, orderId, 'subscriber-revocation-proof');
      // An attempt that is taken up late believes in the time it was meant for: one look later it knows.
      await skippedTimeOf(stage).advanceTo(Date.parse(deadline ?? '') + 2 * HOUR_MS);
      return await endOfRevocation(world, orderId, 'refused');
    },
    recorded: revocationOf,
  },
];

const NOTICES: readonly Scenario[] = [
  {
    name: 'notice-delivered',
    protects: 'one notice on its way by mail and by webhook',
    play: toldTwice,
    recorded: ({ temporal }, noticeId) => temporal.workflow.getHandle(noticeDeliveryWorkflowId(noticeId)),
  },
];

export const LIFE_SCENARIOS: readonly Scenario[] = [...ORDERS, ...LIFECYCLES, ...REVOCATIONS, ...NOTICES];

/** Resolves to the order's id, once its certificate is there and its workflow has ended. */
async function issued(
  world: OrderWorld,
  name: string,
  fields: Parameters<typeof order>[2] = {},
): Promise<string> {
  const orderId = await order(world, name, fields);
  const { state, reason } = await ended(world, orderId);
  if (state !== 'issued') throw new Error(`${name} ended as ${state}: ${reason ?? ''}`);
  return orderId;
}

function lifecycleOf({ temporal }: OrderWorld, planId: string): WorkflowHandle {
  return temporal.workflow.getHandle(certificateLifecycleWorkflowId(planId));
}

/** The run that was continued as the one that is there now. */
async function runBeforeLast(world: OrderWorld, planId: string): Promise<WorkflowHandle> {
  const before = await until(`the lifecycle of ${planId} begins its history anew`, async () => {
    const { events } = await lifecycleOf(world, planId).fetchHistory();
    return events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || false;
  });
  return world.temporal.workflow.getHandle(certificateLifecycleWorkflowId(planId), before);
}

/** Resolves to the revocation's id, at its end. */
async function revoked(world: OrderWorld, orderId: string): Promise<string> {
  await world.orders.certificates.revoke(orderId, { reason: 'keyCompromise' });
  return await endOfRevocation(world, orderId, 'revoked');
}

async function endOfRevocation(world: OrderWorld, orderId: string, state: 'revoked' | 'refused') {
  const end = await revocationEnd(world, orderId);
  if (end.state !== state) throw new Error(`It ended as ${end.state}: ${end.detail ?? ''}`);
  return end.revocationId;
}

function revocationOf({ temporal }: OrderWorld, revocationId: string): WorkflowHandle {
  return temporal.workflow.getHandle(certificateRevocationWorkflowId(revocationId));
}

async function reviewedLetter(world: OrderWorld, orderId: string, mark: string): Promise<void> {
  await revocationAt(world, orderId, 'subscriber-revocation-letter');
  await uploadRevocationLetter(world, orderId, mark);
  await revocationAt(world, orderId, 'reviewer-revocation');
}

/** Resolves to the id of the notice that was delivered on both channels. */
async function toldTwice({ world }: Stage): Promise<string> {
  const receiver = await startWebhookReceiver(() => Date.now());
  try {
    const { webhookSecret } = await world.orders.notices.setPreferences({ webhookUrl: receiver.url });
    receiver.secret = webhookSecret;
    const orderId = await issued(world, 'told.example.com', { notificationEmail: 'told@example.com' });
    return await until('a notice is delivered twice', async () => {
      const { rows } = await world.dependencies.database.query<{ noticeId: string }>(
        `select notice_id as "noticeId" from account_notices join notice_deliveries using (notice_id)
          where order_id = $1 and kind = 'submitted' and channel in ('mail', 'webhook') and outcome = 'delivered'
          group by notice_id having count(*) = 2`,
        [orderId],
      );
      return rows[0]?.noticeId;
    });
  } finally {
    await receiver.stop();
  }
}
