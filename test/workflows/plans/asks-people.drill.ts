/** Plans whose certificates take people, on skipped time: asked in time, spared where the rules allow, told until the last day. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { NoticeView } from '../../../client/notices/index.js';
import type { LifecycleStep } from '../../../domain/plans/facts.js';
import { EXPIRY_NOTICE_DAYS } from '../../../domain/certificates/state.js';
import { domainReuseEndsAt, validityDays } from '../../../domain/catalogue/dated-rules.js';
import { DAYS_UNTIL_NEXT_ATTEMPT } from '../../../domain/plans/lifecycle-step.js';
import { livedUntil } from '../../support/living-plans.js';
import { actUntilEnd, orderForCompany, organizationTrack } from '../../support/organization-orders.js';
import {
  actAsSubscriber,
  ended,
  order,
  remoteActivitiesOf,
  standing,
  workflowOf,
} from '../../support/orders.js';
import { createSkippedTimeWorld, type SkippedTimeWorld } from '../../support/skipped-time.js';
import { until } from '../../support/until.js';

vi.setConfig({ testTimeout: 300_000 });

const DAY_MS = 86_400_000;
/** An attempt that Temporal took up late believes in the time it was meant for: one look later it knows. */
const ONE_LOOK_MS = 2 * 3_600_000;
/** A letter for every order (ordering rules, section 6): no earlier one serves again. */
const BY_LETTER = { brand: 'globalsign', type: 'ov' } as const;

/** Each plan is bought today: months that another one has lived through would change the rules. */
let skipped: SkippedTimeWorld;
beforeEach(async () => {
  skipped = await createSkippedTimeWorld();
});
afterEach(() => skipped.stop());

interface Issued {
  readonly certificateId: string;
  readonly orderId: string;
  readonly from: number;
  readonly to: number;
}

/** Oldest first. */
async function certificatesOf(planId: string): Promise<Issued[]> {
  const { rows } = await skipped.world.dependencies.database.query<{
    certificateId: string;
    orderId: string;
    from: Date;
    to: Date;
  }>(
    `select certificate_id as "certificateId", order_id as "orderId", not_before as "from", not_after as "to"
       from certificates where plan_id = $1 order by not_before`,
    [planId],
  );
  return rows.map(({ from, to, ...ids }) => ({ ...ids, from: from.getTime(), to: to.getTime() }));
}

interface Successor {
  readonly orderId: string;
  readonly attempt: number;
  readonly openedAt: number;
}

/** The plan's own next orders, in the order in which they were opened. */
async function successorsOf(planId: string): Promise<Successor[]> {
  const { rows } = await skipped.world.dependencies.database.query<Successor>(
    `select order_id as "orderId", plan_attempt as attempt, plan_number
       from orders where plan_id = $1 and plan_attempt is not null order by plan_number, plan_attempt`,
    [planId],
  );
  return await Promise.all(
    rows.map(async (row) => {
      const { startTime } = await workflowOf(skipped.world, row.orderId).describe();
      return { ...row, openedAt: startTime.getTime() };
    }),
  );
}

interface Rest {
  readonly step: LifecycleStep;
  /** The order that waits for a letter. */
  readonly waiting: string | undefined;
}

/** Until nothing is at work: an order that is under way waits for its letter, and the lifecycle for a time to come. */
async function atRest(planId: string): Promise<Rest> {
  return await until(
    `${planId} rests`,
    async () => {
      const newest = (await certificatesOf(planId)).at(-1);
      const open = await openOrders(planId);
      for (const orderId of open) if (!(await waitsForLetter(orderId))) return false;
      const step = skipped.steps.get(planId);
      if (!newest || !step || !isToCome(step, newest.certificateId, open)) return false;
      return { step, waiting: open[0] };
    },
    90_000,
  );
}

function isToCome(step: LifecycleStep, newestId: string, open: readonly string[]): boolean {
  if (step.do === 'end') return open.length === 0;
  if (step.do === 'wait') return open.length > 0;
  if ('certificateId' in step && step.certificateId !== newestId) return false;
  return Date.parse(step.at) > skipped.now();
}

async function openOrders(planId: string): Promise<string[]> {
  const { rows } = await skipped.world.dependencies.database.query<{ orderId: string }>(
    'select order_id as "orderId" from orders where plan_id = $1',
    [planId],
  );
  const stands = await Promise.all(
    rows.map(async ({ orderId }) => ({
      orderId,
      status: (await workflowOf(skipped.world, orderId).describe()).status.name,
    })),
  );
  return stands.filter(({ status }) => status === 'RUNNING').map(({ orderId }) => orderId);
}

async function waitsForLetter(orderId: string): Promise<boolean> {
  const view = await skipped.world.orders.show(orderId);
  const isProven = view.tracks.some(({ track, status }) => track === 'domain' && status === 'done');
  return isProven && organizationTrack(view)?.waitingOn === 'subscriber-letter';
}

async function noticesAbout(id: string): Promise<NoticeView[]> {
  return await skipped.world.orders.notices.list({ about: id, limit: 100 });
}

/** Rungs that were told of it, newest last. */
async function toldOf(id: string, kind: 'expiring' | 'expired' | 'waiting'): Promise<number[]> {
  const told = (await noticesAbout(id)).filter((notice) => notice.kind === kind).map(({ rung }) => rung);
  return told.reverse();
}

async function boughtByLetter(label: string): Promise<string> {
  const planId = await orderForCompany(skipped.world, BY_LETTER, label);
  expect(await actUntilEnd(skipped.world, planId)).toMatchObject({ state: 'issued' });
  return planId;
}

it('a letter every time: asked 30 days before, and where it comes there is no gap to the plan’s last day', async () => {
  const planId = await boughtByLetter('letter-each-time');
  const asked: string[] = [];
  for (;;) {
    const { step, waiting } = await atRest(planId);
    if (waiting !== undefined) {
      // Somebody is told, at once, of the letter that is missing.
      await until(`${waiting} asks for its letter`, async () =>
        (await toldOf(waiting, 'waiting')).includes(0),
      );
      asked.push(waiting);
      expect(await actUntilEnd(skipped.world, waiting)).toMatchObject({ state: 'issued' });
    } else if ('at' in step) await skipped.advanceTo(Date.parse(step.at));
    else break;
  }

  const issued = await certificatesOf(planId);
  expect(issued.length).toBeGreaterThan(2);
  expect(issued.slice(1).map(({ orderId }) => orderId)).toEqual(asked);
  for (const [index, next] of issued.slice(1).entries()) {
    const overlapDays = ((issued[index]?.to ?? 0) - next.from) / DAY_MS;
    expect(overlapDays).toBeGreaterThan(0);
    expect(overlapDays).toBeLessThanOrEqual(30);
    // A last one that is short comes later: it must not take more than it gives.
    if (next !== issued.at(-1)) expect(overlapDays).toBeGreaterThan(29.9);
  }
  const { endsAt } = await skipped.world.orders.plans.show(planId);
  expect(Math.abs((issued.at(-1)?.to ?? 0) - Date.parse(endsAt))).toBeLessThanOrEqual(1_000);
  // Of the last one nothing follows: that is told in time.
  expect(await toldOf(issued.at(-1)?.certificateId ?? '', 'expiring')).toEqual([...EXPIRY_NOTICE_DAYS]);
});

it('nobody acts: every rung is told, then the expiry; so many attempts later nothing is left to do', async () => {
  const planId = await boughtByLetter('letter-never');
  const [certificate] = await certificatesOf(planId);
  if (!certificate) throw new Error('Nothing was issued.');
  const ends: number[] = [];
  for (;;) {
    const { step, waiting } = await atRest(planId);
    if ('at' in step) await skipped.advanceTo(Date.parse(step.at));
    else if (waiting === undefined) break;
    else {
      await endOf(waiting, ends.length);
      ends.push(await endedAt(waiting));
    }
  }

  expect(await toldOf(certificate.certificateId, 'expiring')).toEqual([...EXPIRY_NOTICE_DAYS]);
  expect(await toldOf(certificate.certificateId, 'expired')).toEqual([0]);
  const successors = await successorsOf(planId);
  expect(successors.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  const [first, ...later] = successors;
  expect((certificate.to - (first?.openedAt ?? 0)) / DAY_MS).toBeCloseTo(30, 1);
  for (const [index, { openedAt }] of later.entries())
    expect((openedAt - (ends[index] ?? 0)) / DAY_MS).toBeCloseTo(DAYS_UNTIL_NEXT_ATTEMPT[index] ?? 0, 1);
  expect(await certificatesOf(planId)).toHaveLength(1);
  expect(skipped.steps.get(planId)).toEqual({
    do: 'end',
    reason: 'its certificate has expired, and no other could be had',
  });
});

/** The first one is left to its deadline; whoever gave up by then withdraws the others, which saves months of looking. */
async function endOf(orderId: string, attemptsBefore: number): Promise<void> {
  const { orders } = skipped.world;
  if (attemptsBefore === 0) {
    const deadline = organizationTrack(await orders.show(orderId))?.deadline;
    await skipped.advanceTo(Date.parse(deadline ?? '') + ONE_LOOK_MS);
  } else await orders.cancel(orderId);
  const { state } = await ended(skipped.world, orderId);
  expect(state).toBe(attemptsBefore === 0 ? 'expired' : 'cancelled');
}

async function endedAt(orderId: string): Promise<number> {
  const { closeTime } = await workflowOf(skipped.world, orderId).describe();
  return closeTime?.getTime() ?? 0;
}

it('a record set by hand once serves a second time: re-issued before its reuse lapses, with nobody asked', async () => {
  const { world } = skipped;
  const planId = await order(world, 'spared.example.com', { validation: 'manual-dns' });
  const waiting = await standing(world, planId, 'subscriber-dns');
  await actAsSubscriber(world, waiting);
  expect(await ended(world, planId)).toMatchObject({ state: 'issued' });
  for (const { record } of waiting.validations) if (record) await world.dns.zone.remove(record.name);
  const proven = await world.dependencies.database.query<{ at: Date }>(
    'select min(validated_at) as at from domain_validations where order_id = $1',
    [planId],
  );
  const validatedAt = proven.rows[0]?.at ?? new Date(Number.NaN);

  await livedUntil(skipped, planId, 2);
  const [first, second] = await certificatesOf(planId);
  if (!first || !second) throw new Error('There is no second certificate.');
  const lapsesAt = domainReuseEndsAt('trustasia', 'dv', validatedAt)?.getTime() ?? 0;
  // Before the proof lapses, though long before the certificate ends: 30 days before its end somebody would be asked.
  expect(second.from).toBeLessThan(lapsesAt);
  expect(lapsesAt).toBeLessThan(first.to - 30 * DAY_MS);
  expect((lapsesAt - second.from) / DAY_MS).toBeLessThan(5.1);
  expect(validityDays(new Date(second.from), new Date(second.to))).toBeGreaterThan(100);
  expect(await remoteActivitiesOf(world, second.orderId)).not.toContain('publishAndConfirm');
  expect(await toldOf(second.orderId, 'waiting')).toEqual([]);
  expect(await noticesAbout(first.certificateId)).not.toContainEqual(
    expect.objectContaining({ kind: 'expiring' }),
  );
});
