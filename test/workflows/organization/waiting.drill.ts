/** Weeks of waiting on people and reviewers, skipped: no event is added, working days count, each party's clock is its own. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { attemptClock } from '../../../activities/attempt-clock.js';
import type { TrackView } from '../../../client/orders/views.js';
import { addWorkingDays, workingTimeBetween } from '../../../domain/organization/working-days.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import {
  orderForCompany,
  organizationAt,
  organizationTrack,
  uploadLetter,
} from '../../support/organization-orders.js';
import { ended, eventsOf, leftBehind, statusAtCa } from '../../support/orders.js';
import { createTimeSkippingServer } from '../../support/temporal.js';
import { until } from '../../support/until.js';

const DAY_MS = 86_400_000;
const TIMEOUT_MS = 240_000;

let server: TestWorkflowEnvironment;
let world: OrderWorld;
/** The newest time at which anything was tried: the CA lives in the same skipped time. */
let latest = 0;

/** Waits for a letter that never comes. */
let patient: string;
/** Its letter is reviewed, rejected, and reviewed again. */
let reviewed: string;
let eventsAfterAMinute: number;
let firstReview: TrackView;

beforeAll(async () => {
  server = await createTimeSkippingServer();
  world = await createOrderWorld({
    temporal: server,
    caClock: () => new Date(Math.max(Date.now(), latest)),
    overrides: { clock: () => (latest = Math.max(latest, attemptClock())) },
  });
});
afterAll(async () => {
  await world.stop();
  await server.teardown();
});

async function track(orderId: string): Promise<TrackView> {
  const found = organizationTrack(await world.orders.show(orderId));
  if (!found) throw new Error(`Order ${orderId} waits for no organization.`);
  return found;
}

async function skipTo(at: Date): Promise<void> {
  await server.sleep(Math.max(1, at.getTime() - (await server.currentTimeMs())));
}

function at(instant: string | null): Date {
  return new Date(instant ?? Number.NaN);
}

it(
  'the clock of a letter counts working days',
  async () => {
    const byLetter = { brand: 'globalsign', type: 'ov' } as const;
    patient = await orderForCompany(world, byLetter, 'patient-letter', {
      notificationEmail: 'patient@example.com',
    });
    reviewed = await orderForCompany(world, byLetter, 'reviewed-letter');
    await organizationAt(world, patient, 'subscriber-letter');
    await organizationAt(world, reviewed, 'subscriber-letter');
    await until('the names are proven', async () => {
      const { tracks } = await world.orders.show(patient);
      return tracks.some(({ track: name, status }) => name === 'domain' && status === 'done');
    });
    const { since, deadline } = await track(patient);
    expect(at(deadline)).toEqual(addWorkingDays(at(since), 40));

    await server.sleep('1 minute');
    eventsAfterAMinute = (await eventsOf(world, patient)).length;
  },
  TIMEOUT_MS,
);

it(
  'a reviewer has a clock of its own, and says when it is usually done',
  async () => {
    await uploadLetter(world, reviewed);
    await organizationAt(world, reviewed, 'reviewer-letter');
    firstReview = await track(reviewed);
    expect(at(firstReview.expectedBy)).toEqual(addWorkingDays(at(firstReview.since), 5));
    expect(at(firstReview.deadline)).toEqual(addWorkingDays(at(firstReview.since), 15));
  },
  TIMEOUT_MS,
);

it(
  'time on the subscriber’s side does not count for the reviewer',
  async () => {
    await skipTo(addWorkingDays(at(firstReview.since), 4));
    await world.caControls.returnStep(reviewed, 'letter', 'no stamp');
    await world.orders.check(reviewed, { waitMs: 0 });
    await organizationAt(world, reviewed, 'subscriber-letter');
    const { since: rejectedAt } = await track(reviewed);
    const used = workingTimeBetween(at(firstReview.since), at(rejectedAt));
    expect(used).toBeCloseTo(4, 1);

    await skipTo(addWorkingDays(at(rejectedAt), 9));
    await uploadLetter(world, reviewed);
    await organizationAt(world, reviewed, 'reviewer-letter');
    const second = await track(reviewed);
    expect(at(second.deadline)).toEqual(addWorkingDays(at(second.since), 15 - used));
    await world.orders.cancel(reviewed);
    expect(await ended(world, reviewed)).toMatchObject({ state: 'cancelled' });
  },
  TIMEOUT_MS,
);

it(
  'weeks of waiting for a letter leave the history as long as one minute of it',
  async () => {
    const { since } = await track(patient);
    await skipTo(addWorkingDays(at(since), 39));
    expect((await eventsOf(world, patient)).length).toBe(eventsAfterAMinute);
    expect(await track(patient)).toMatchObject({ waitingOn: 'subscriber-letter', since });
  },
  TIMEOUT_MS,
);

it('each reminder went out once, on its working day', async () => {
  const { rows } = await world.dependencies.database.query<{ rung_days: number; outcome: string }>(
    `select rung as rung_days, outcome from account_notices join notice_deliveries using (notice_id)
      where order_id = $1 and channel = 'mail' and occasion like 'subscriber-letter@%' order by rung`,
    [patient],
  );
  expect(rows).toEqual([0, 1, 3, 5, 10, 20, 35].map((rung_days) => ({ rung_days, outcome: 'delivered' })));
  const mails = world.mail
    .mails()
    .filter(({ to, subject }) => to.includes('patient@example.com') && !subject.includes('submitted'));
  expect(mails.some(({ subject }) => subject.includes('已等待 20 个工作日'))).toBe(true);
  expect(mails.every(({ text }) => text.includes(`sealflow letter upload ${patient}`))).toBe(true);
});

it(
  'a letter that never came ends the order: cancelled at the CA, nothing left in DNS',
  async () => {
    await skipTo(new Date(at((await track(patient)).deadline).getTime() + DAY_MS));
    expect(await ended(world, patient)).toMatchObject({
      state: 'expired',
      reason: 'The organization was not validated in time: waited on subscriber-letter.',
    });
    expect(await statusAtCa(world, patient)).toBe('cancelled');
    expect(await leftBehind(world, patient)).toEqual([]);
  },
  TIMEOUT_MS,
);
