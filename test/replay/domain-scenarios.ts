/** The ways of orders that validate names only: how each is played, and what its history protects. */
import { FakeForgetfulDnsProvider } from '../support/forgetful-dns.js';
import type { OrderWorld } from '../support/order-world.js';
import { actAsSubscriber, dvForm, order, standing, statusAtCa, workflowOf } from '../support/orders.js';
import { until } from '../support/until.js';
import type { Scenario } from './scenario.js';

const DAY_MS = 86_400_000;
const FORBIDDING_CAA = '0 issue "another-ca.example"';

export const DOMAIN_SCENARIOS: readonly Scenario[] = [
  {
    name: 'issued-by-auto-dns',
    protects: 'the shortest way: four steps, nobody asks anything',
    ends: 'issued',
    play: ({ world }) => order(world, 'auto-dns.example.com'),
  },
  {
    name: 'issued-by-file',
    protects: 'a wait on the subscriber, cut short by "check now"',
    ends: 'issued',
    async play({ world }) {
      const orderId = await order(world, 'file.example.com', { validation: 'file' });
      await provenBySubscriber(world, orderId);
      return orderId;
    },
  },
  {
    name: 'issued-from-draft',
    protects: 'the wait for the form, ended by the form; automatic file',
    ends: 'issued',
    async play({ world }) {
      const { orderId } = await world.orders.create({ form: { brand: 'trustasia', type: 'dv' } });
      await standing(world, orderId, 'subscriber-form');
      await world.orders.submit(orderId, dvForm('draft.example.com', { validation: 'auto-file' }));
      return orderId;
    },
  },
  {
    name: 'repaired-in-place',
    protects: 'changes of the validation method: manual DNS, file, automatic DNS',
    ends: 'issued',
    async play({ world }) {
      const orderId = await order(world, 'repaired.example.com', { validation: 'manual-dns' });
      await standing(world, orderId, 'subscriber-dns');
      await world.orders.repair(orderId, { validation: 'file' });
      await standing(world, orderId, 'subscriber-file');
      await world.orders.repair(orderId, { validation: 'auto-dns' });
      return orderId;
    },
  },
  {
    name: 'passed-the-ball',
    protects: 'a wait that passes to the subscriber for CAA and back',
    ends: 'issued',
    async play({ world }) {
      await world.dns.zone.set('caa.example.com', 'CAA', FORBIDDING_CAA);
      const orderId = await order(world, 'caa.example.com');
      await standing(world, orderId, 'subscriber-caa');
      await world.dns.zone.remove('caa.example.com', 'CAA');
      await world.orders.check(orderId);
      return orderId;
    },
  },
  {
    name: 'lost-its-proof',
    protects: 'a proof that disappears before issuance: back to validating, then issued',
    ends: 'issued',
    options: { issuanceDelayMs: 1_000 },
    async play({ world }) {
      const orderId = await order(world, 'lost.example.com', { validation: 'manual-dns' });
      const { validations } = await provenBySubscriber(world, orderId);
      await until('the CA is issuing', async () => (await statusAtCa(world, orderId)) === 'issuing');
      await world.dns.zone.remove(validations[0]?.record?.name ?? '');
      await until('the CA went back', async () => (await statusAtCa(world, orderId)) === 'validating');
      await until('the order went back', async () => {
        const { state, reason } = await world.orders.show(orderId);
        return state === 'validating' && reason?.includes('no longer accepts');
      });
      await provenBySubscriber(world, orderId);
      return orderId;
    },
  },
  {
    name: 'cancelled-while-waiting',
    protects: 'a withdrawal with a record of ours in DNS: undone at the CA and in DNS',
    ends: 'cancelled',
    async play({ world }) {
      await world.dns.zone.set('withdrawn.example.com', 'CAA', FORBIDDING_CAA);
      const orderId = await order(world, 'withdrawn.example.com');
      await standing(world, orderId, 'subscriber-caa');
      await world.orders.cancel(orderId);
      return orderId;
    },
  },
  {
    name: 'cancelled-as-draft',
    protects: 'a withdrawal before the CA heard of the order',
    ends: 'cancelled',
    async play({ world }) {
      const { orderId } = await world.orders.create({ form: { brand: 'trustasia', type: 'dv' } });
      await standing(world, orderId, 'subscriber-form');
      await world.orders.cancel(orderId);
      return orderId;
    },
  },
  {
    name: 'cancelled-by-operator',
    protects: 'a cancelled workflow: undone all the same',
    ends: 'cancelled',
    async play({ world }) {
      const orderId = await order(world, 'operator.example.com', { validation: 'manual-dns' });
      await standing(world, orderId, 'subscriber-dns');
      await workflowOf(world, orderId).cancel();
      return orderId;
    },
  },
  {
    name: 'withdrawn-too-late',
    protects: 'a withdrawal that issuance overtook: the certificate is delivered',
    ends: 'issued',
    options: { issuanceDelayMs: 1_000 },
    async play({ world }) {
      const orderId = await order(world, 'too-late.example.com');
      await standing(world, orderId, 'ca-issuance');
      await world.caControls.beHostile({ mode: 'server-error', path: 'status' });
      await until('issued at the CA', async () => (await statusAtCa(world, orderId)) === 'issued');
      await world.orders.cancel(orderId);
      await world.caControls.bePeaceful();
      return orderId;
    },
  },
  {
    name: 'rejected-by-ca',
    protects: 'a CA that says no when it is asked to validate',
    ends: 'rejected',
    async play({ world }) {
      await world.caControls.beHostile({ mode: 'refuse-name', path: 'validate', times: 1 });
      return await order(world, 'refused.example.com');
    },
  },
  {
    name: 'rejected-misissued',
    protects: 'a certificate that was not ordered: revoked, never delivered',
    ends: 'rejected',
    async play({ world }) {
      await world.caControls.beHostile({ mode: 'wrong-san', times: 1 });
      return await order(world, 'misissued.example.com');
    },
  },
  {
    name: 'expired-as-draft',
    protects: 'the end of the wait for the form',
    ends: 'expired',
    skipsTime: true,
    async play({ world, skipped }) {
      const { orderId } = await world.orders.create({ form: { brand: 'trustasia', type: 'dv' } });
      await standing(world, orderId, 'subscriber-form');
      await skipped?.time.sleep(31 * DAY_MS);
      return orderId;
    },
  },
  {
    name: 'expired-unproven',
    protects: 'the end of a wait for DNS: cancelled at the CA, our record removed',
    ends: 'expired',
    skipsTime: true,
    options: { overrides: { dnsProvider: new FakeForgetfulDnsProvider() } },
    async play({ world, skipped }) {
      await world.dns.zone.set('unproven.example.com', 'CAA', FORBIDDING_CAA);
      const orderId = await order(world, 'unproven.example.com');
      await standing(world, orderId, 'subscriber-caa');
      await world.dns.zone.remove('unproven.example.com', 'CAA');
      await world.orders.check(orderId);
      await standing(world, orderId, 'dns');
      await skipped?.time.sleep(15 * DAY_MS);
      return orderId;
    },
  },
  {
    name: 'random-value-replaced',
    protects: 'a random value older than 30 days: replaced, announced, proven',
    ends: 'issued',
    skipsTime: true,
    async play({ world, skipped }) {
      const orderId = await order(world, 'aged.example.com', { validation: 'manual-dns' });
      await standing(world, orderId, 'subscriber-dns');
      await skipped?.time.sleep(30.2 * DAY_MS);
      await provenBySubscriber(world, orderId);
      return orderId;
    },
  },
];

async function provenBySubscriber(world: OrderWorld, orderId: string) {
  const view = await until(`order ${orderId} asks its subscriber`, async () => {
    const shown = await world.orders.show(orderId);
    return shown.party === 'subscriber' && shown;
  });
  await actAsSubscriber(world, view);
  await world.orders.check(orderId, { waitMs: 0 });
  return view;
}
