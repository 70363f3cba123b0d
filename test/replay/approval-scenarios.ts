/** The ways of what a second person approves: how each is played, and what its history protects. */
import { OrderClient } from '../../client/order-client.js';
import { certificateRevocationWorkflowId } from '../../domain/workflow-names.js';
import type { OrderWorld } from '../support/order-world.js';
import { ended, order, standing } from '../support/orders.js';
import { until } from '../support/until.js';
import type { Scenario } from './scenario.js';

const DAY_MS = 86_400_000;

export const APPROVAL_SCENARIOS: readonly Scenario[] = [
  {
    name: 'approved-by-second-person',
    protects: 'a wait for approval that began with the order: approved, paid, issued',
    ends: 'issued',
    options: { payments: true },
    async play({ world }) {
      const orderId = await awaited(world, 'approved.example.com');
      await approver(world).approvals.approve(orderId);
      return orderId;
    },
  },
  {
    name: 'approved-as-draft',
    protects: 'the wait for the form, then the one for approval; nothing paid here',
    ends: 'issued',
    async play({ world }) {
      await world.orders.approvals.setRules({ approvesOrders: true });
      const { orderId } = await world.orders.create({ form: { brand: 'wotrus', type: 'dv' } });
      await standing(world, orderId, 'subscriber-form');
      await world.orders.submit(orderId, { ...FORM, names: ['draft-approved.example.com'] });
      await standing(world, orderId, 'approver-decision');
      await approver(world).approvals.approve(orderId);
      return orderId;
    },
  },
  {
    name: 'declined-by-second-person',
    protects: 'the end of an order that was declined: neither money nor the CA',
    ends: 'rejected',
    options: { payments: true },
    async play({ world }) {
      const orderId = await awaited(world, 'declined.example.com');
      await approver(world).approvals.decline(orderId);
      return orderId;
    },
  },
  {
    name: 'cancelled-before-approval',
    protects: 'a withdrawal while approval is waited for',
    ends: 'cancelled',
    async play({ world }) {
      const orderId = await awaited(world, 'withdrawn.example.com');
      await world.orders.cancel(orderId);
      return orderId;
    },
  },
  {
    name: 'expired-unapproved',
    protects: 'the end of a wait for approval that nobody gave',
    ends: 'expired',
    skipsTime: true,
    async play({ world, skipped }) {
      const orderId = await awaited(world, 'unapproved.example.com');
      await skipped?.time.sleep(15 * DAY_MS);
      return orderId;
    },
  },
  {
    name: 'revoked-once-approved',
    protects: 'a revocation that is approved before the CA is asked',
    play: ({ world }) => revocation(world, 'approve', 'revoked'),
    recorded: revocationOf,
  },
  {
    name: 'revocation-declined',
    protects: 'a revocation that is declined: the CA is not asked',
    play: ({ world }) => revocation(world, 'decline', 'refused'),
    recorded: revocationOf,
  },
];

const FORM = {
  brand: 'wotrus',
  type: 'dv',
  validation: 'auto-dns',
  csr: { mode: 'generate', algorithm: 'ecc-p256', hash: 'sha256' },
} as const;

/** Somebody else than whoever asks in this world. */
function approver({ temporal, taskQueue, dependencies }: OrderWorld): OrderClient {
  const { database, masterKeys } = dependencies;
  return new OrderClient({ temporal, taskQueue, database, masterKeys, actor: 'approver' });
}

async function awaited(world: OrderWorld, name: string): Promise<string> {
  await world.orders.approvals.setRules({ approvesOrders: true });
  const orderId = await order(world, name, { brand: 'wotrus' });
  await standing(world, orderId, 'approver-decision');
  return orderId;
}

/** Resolves to the id of the order. */
async function revocation(
  world: OrderWorld,
  decide: 'approve' | 'decline',
  end: 'revoked' | 'refused',
): Promise<string> {
  const orderId = await order(world, `${decide}.example.com`);
  await ended(world, orderId);
  await world.orders.approvals.setRules({ approvesRevocations: true });
  const { revocationId } = await world.orders.certificates.revoke(orderId, { reason: 'superseded' });
  const { approvals } = approver(world);
  await until('the wait for approval', async () => (await approvals.show(revocationId)).awaited);
  await approvals[decide](revocationId);
  await until(`the revocation is ${end}`, async () => {
    const { state } = await world.orders.certificates.revocation(orderId);
    return state === end;
  });
  return orderId;
}

async function revocationOf(world: OrderWorld, orderId: string) {
  const { revocationId } = await world.orders.certificates.revocation(orderId);
  return world.temporal.workflow.getHandle(certificateRevocationWorkflowId(revocationId));
}
