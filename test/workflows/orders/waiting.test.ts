/** Weeks of waiting, skipped: what they add to the history, who is reminded how often, how each wait ends. One calendar, read in order. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { attemptClock } from '../../../activities/attempt-clock.js';
import type { OrderView } from '../../../client/orders/views.js';
import { FakeForgetfulDnsProvider } from '../../support/forgetful-dns.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import {
  actAsSubscriber,
  ended,
  eventsOf,
  leftBehind,
  order,
  standing,
  statusAtCa,
} from '../../support/orders.js';
import { createTimeSkippingServer } from '../../support/temporal.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Longer than the test: in this world the CA takes proofs and never issues. */
const NEVER_MS = 7 * DAY_MS;
/** A month is about 800 looks at a real DNS server. */
const TIMEOUT_MS = 180_000;

let server: TestWorkflowEnvironment;
const dnsProvider = new FakeForgetfulDnsProvider();
let world: OrderWorld;
let began: number;
/** The newest time at which anything was tried: the CA lives in the same skipped time. */
let latest = 0;

/** Orders of the calendar: their ids. */
let patient: string;
let draft: string;
let vanished: string;
let passed: string;
let eventsAfterAMinute: number;

beforeAll(async () => {
  server = await createTimeSkippingServer();
  world = await createOrderWorld({
    temporal: server,
    issuanceDelayMs: NEVER_MS,
    caClock: () => new Date(Math.max(Date.now(), latest)),
    overrides: {
      clock: () => (latest = Math.max(latest, attemptClock())),
      dnsProvider,
    },
  });
  began = await server.currentTimeMs();
});
afterAll(async () => {
  await world.stop();
  await server.teardown();
});

async function skipTo(days: number): Promise<void> {
  await server.sleep(began + days * DAY_MS - (await server.currentTimeMs()));
}

interface Notice {
  readonly rung_days: number;
  readonly outcome: string;
}

async function noticesOf(orderId: string): Promise<Notice[]> {
  const { rows } = await world.dependencies.database.query<Notice>(
    `select rung as rung_days, outcome from account_notices join notice_deliveries using (notice_id)
      where order_id = $1 and kind = 'waiting' and channel = 'mail' order by posted_at, rung`,
    [orderId],
  );
  return rows;
}

/** Of waits, oldest first; what was submitted or has ended is told apart. */
function mailsTo(recipient: string): string[] {
  const mails = world.mail.mails().filter(({ to }) => to.includes(recipient));
  const subjects = mails.map(({ subject }) => subject).reverse();
  return subjects.filter((subject) => !/Certificate order (submitted|expired)/.test(subject));
}

function daysUntilDeadline({ since, deadline }: OrderView): number {
  return (Date.parse(deadline ?? '') - Date.parse(since ?? '')) / DAY_MS;
}

it(
  'day 0: four orders begin to wait',
  async () => {
    patient = await order(world, 'patient.example.com', {
      validation: 'manual-dns',
      notificationEmail: 'patient@example.com',
    });
    ({ orderId: draft } = await world.orders.create({ form: { brand: 'trustasia', type: 'dv' } }));
    // The only one by automatic DNS: nobody ever sees what is published for it.
    vanished = await order(world, 'vanished.example.com');
    passed = await order(world, 'passed.example.com', { validation: 'manual-dns' });

    await standing(world, patient, 'subscriber-dns');
    await standing(world, draft, 'subscriber-form');
    await standing(world, passed, 'subscriber-dns');
    expect(daysUntilDeadline(await standing(world, vanished, 'dns'))).toBeCloseTo(14, 1);

    await server.sleep('1 minute');
    eventsAfterAMinute = (await eventsOf(world, patient)).length;
  },
  TIMEOUT_MS,
);

it(
  'day 5: the ball passes, and another clock starts',
  async () => {
    await skipTo(5);
    await world.dns.zone.set('passed.example.com', 'CAA', '0 issue "another-ca.example"');
    await world.orders.check(passed);
    expect(daysUntilDeadline(await standing(world, passed, 'subscriber-caa'))).toBe(60);
  },
  TIMEOUT_MS,
);

it(
  'day 10: the ball comes back, and only the time used before is gone',
  async () => {
    await skipTo(10);
    await world.dns.zone.remove('passed.example.com', 'CAA');
    await world.orders.check(passed);
    expect(daysUntilDeadline(await standing(world, passed, 'subscriber-dns'))).toBeCloseTo(60 - 5, 1);
    await world.orders.cancel(passed);
    expect(await ended(world, passed)).toMatchObject({ state: 'cancelled' });
  },
  TIMEOUT_MS,
);

it(
  'day 14: a record that DNS never showed ends the order, and nothing is left',
  async () => {
    await skipTo(14 + 1 / 24);
    expect(await ended(world, vanished)).toMatchObject({
      state: 'expired',
      reason: 'Domain control was not shown in time.',
    });
    expect(await statusAtCa(world, vanished)).toBe('cancelled');
    expect(await leftBehind(world, vanished)).toEqual([]);
    expect([...dnsProvider.published]).toEqual([]);
  },
  TIMEOUT_MS,
);

it(
  'day 29: a month of waiting left the history no longer than one minute of it',
  async () => {
    await skipTo(29.9);
    expect((await eventsOf(world, patient)).length).toBe(eventsAfterAMinute);
    expect(await world.orders.show(patient)).toMatchObject({ waitingOn: 'subscriber-dns' });
  },
  TIMEOUT_MS,
);

it('day 29: each reminder went out once', async () => {
  expect(await noticesOf(patient)).toEqual(
    [0, 1, 3, 7, 14, 25].map((rung_days) => ({ rung_days, outcome: 'delivered' })),
  );
  const subjects = mailsTo('patient@example.com');
  expect(subjects).toHaveLength(6);
  expect(new Set(subjects).size).toBe(6);
  expect(subjects[0]).toMatch(/Certificate order waiting/);
  expect(subjects[5]).toMatch(/waiting 25 days/);
});

it(
  'day 30: the form that never came ends its order; the CA never heard of it',
  async () => {
    await skipTo(30 + 1 / 24);
    expect(await ended(world, draft)).toMatchObject({
      state: 'expired',
      reason: 'The order form was not submitted in time.',
    });
    expect(await world.caControls.ordersOf(draft)).toEqual([]);
    expect((await noticesOf(draft)).map(({ rung_days }) => rung_days)).toEqual([3, 7, 14, 25]);
  },
  TIMEOUT_MS,
);

it(
  'day 30: the old random value is replaced and announced; the deadline stays',
  async () => {
    await skipTo(30.2);
    const { validations, since, deadline, reason } = await standing(world, patient, 'subscriber-dns');
    expect(reason).toMatch(/older than 30 days/);
    expect(daysUntilDeadline(await world.orders.show(patient))).toBe(60);
    expect(Date.parse(since ?? '')).toBeLessThan(began + DAY_MS);
    expect(Date.parse(deadline ?? '')).toBeGreaterThan(began + 59 * DAY_MS);

    const subjects = mailsTo('patient@example.com');
    expect(subjects).toHaveLength(7);
    expect(subjects[6]).toMatch(/New validation values/);
    const [announcement] = world.mail.mails();
    expect(announcement?.text).toContain(validations[0]?.record?.value);
  },
  TIMEOUT_MS,
);

it(
  'day 45: a CA that has all it asked for and never issues ends the order, and has none open',
  async () => {
    await actAsSubscriber(world, await world.orders.show(patient));
    await world.orders.check(patient);
    expect(daysUntilDeadline(await standing(world, patient, 'ca-issuance'))).toBe(14);
    expect(await statusAtCa(world, patient)).toBe('issuing');

    await skipTo(45);
    expect(await ended(world, patient)).toMatchObject({
      state: 'expired',
      reason: 'The CA did not issue in time.',
    });
    expect(await statusAtCa(world, patient)).toBe('cancelled');
    const reminders = await noticesOf(patient);
    expect(reminders.slice(-3)).toEqual([1, 3, 7].map((rung_days) => ({ rung_days, outcome: 'delivered' })));
    expect(mailsTo('patient@example.com')).toHaveLength(reminders.length);
  },
  TIMEOUT_MS,
);
