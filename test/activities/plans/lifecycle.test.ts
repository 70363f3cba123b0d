/** What comes next in a plan's life, read from the records; the next order, stored once; certificates of before, adopted. */
import { beforeEach, describe, expect, it } from 'vitest';
import { adoptUnwatched } from '../../../activities/plans/adoption.js';
import { createLifecycleActivities } from '../../../activities/plans/index.js';
import { loadForm } from '../../../db/statements/orders/row.js';
import { createNotices, type Notices } from '../../../activities/notices/posting.js';
import { occasionOfRenewal } from '../../../domain/plans/renewal-notice.js';
import type { NoticeRequest, NoticeText } from '../../../domain/notices/words.js';
import type { LifecycleActivities } from '../../../workflows/activity-contract/plans.js';
import { ownDatabase } from '../../support/own-database.js';
import { setColumns, storeIssued } from '../../support/stored-plans.js';

const DAY_MS = 86_400_000;
const BEGIN = '2026-11-01T00:00:00.000Z';
const after = (days: number, ms = 0) => new Date(Date.parse(BEGIN) + days * DAY_MS + ms).toISOString();
/** A certificate's last second is within it. */
const LAST_SECOND = -1_000;

const database = await ownDatabase();
/** Stand in for Temporal and for notices, which lie outside these activities. */
const startedByFake: { planId: string; startDelayMs: number }[] = [];
const postedByFake: NoticeRequest[] = [];
const starter = {
  followPlan: (planId: string, { startDelayMs }: { startDelayMs: number }) => {
    startedByFake.push({ planId, startDelayMs });
    return Promise.resolve();
  },
  deliverNotice: () => Promise.resolve(),
};

const fakeNotices: Notices = {
  post: (request) => {
    postedByFake.push(request);
    return Promise.resolve();
  },
};

const lifecycle = activities();
beforeEach(() => {
  startedByFake.length = 0;
  postedByFake.length = 0;
});

function activities(takesPayments = false, notices = fakeNotices): LifecycleActivities {
  return createLifecycleActivities({
    database,
    starter,
    notices,
    takesPayments,
    pages: { namespace: 'default' },
  });
}

const AUTOMATIC = { validation: 'auto-dns' } as const;
let count = 0;

/** A plan of one year whose first certificate lives 199 days; resolves to its id. */
async function plan(form = {}): Promise<{ planId: string; certificateId: string }> {
  const planId = `plan-${++count}`;
  const certificateId = await storeIssued(database, {
    orderId: planId,
    form: { ...AUTOMATIC, ...form },
    notBefore: BEGIN,
    days: 199,
  });
  return { planId, certificateId };
}

/** As the order's workflow would record it. */
async function progress(orderId: string, state: string): Promise<void> {
  await setColumns(database, orderId, { state, progress_sequence: 1 });
}

const reissue = (planId: string, attempt = 1, number = 2) =>
  ({ planId, purpose: 'plan-reissue', number, attempt, now: after(184) }) as const;

it('the next certificate comes 15 days before the old one ends; until then the lifecycle costs nothing', async () => {
  const { planId } = await plan();
  const step = await lifecycle.planNextStep({ planId, now: after(1) });
  expect(step).toEqual({ do: 'reissue', at: after(184, LAST_SECOND), number: 2, attempt: 1 });
  await lifecycle.followPlan({ planId, now: after(1) });
  expect(startedByFake).toEqual([{ planId, startDelayMs: 183 * DAY_MS + LAST_SECOND }]);
});

it('is one order, however often it is opened: same form, own key, the plan’s end, no price', async () => {
  const { planId, certificateId } = await plan({ alias: 'kept', notificationEmail: 'a@example.com' });
  const paid = activities(true);
  const [opened, again] = [
    await paid.openSuccessor(reissue(planId)),
    await paid.openSuccessor(reissue(planId)),
  ];
  expect(again).toEqual(opened);
  const orderId = opened?.input.orderId ?? '';
  expect(opened?.input).toMatchObject({
    account: 'default',
    planId,
    submission: { names: ['www.example.com'], validationMethod: 'auto-dns' },
  });
  expect(opened?.input.submission?.terms).not.toHaveProperty('price');
  expect(opened?.input).not.toHaveProperty('predecessorPlanId');
  expect(await loadForm(database, orderId)).toEqual(await loadForm(database, planId));
  const { rows } = await database.query(
    `select purpose, plan_id, predecessor_certificate_id, keeps_key_of_order_id, valid_until, plan_number, plan_attempt, alias
       from orders where order_id = $1`,
    [orderId],
  );
  expect(rows).toEqual([
    {
      purpose: 'plan-reissue',
      plan_id: planId,
      predecessor_certificate_id: certificateId,
      keeps_key_of_order_id: null,
      valid_until: new Date('2027-11-01T00:00:00.000Z'),
      plan_number: 2,
      plan_attempt: 1,
      alias: 'kept',
    },
  ]);
});

it('an order that was stored and never ran is started again; one that runs is waited for', async () => {
  const { planId } = await plan();
  const opened = await lifecycle.openSuccessor(reissue(planId));
  const now = after(184.5);
  const step = await lifecycle.planNextStep({ planId, now });
  expect(step).toMatchObject({ do: 'reissue', number: 2, attempt: 1 });
  expect('at' in step && step.at).toBe(after(184));
  await lifecycle.noteStarted(opened?.input.orderId ?? '');
  expect(await lifecycle.openSuccessor(reissue(planId))).toBeUndefined();
  expect((await lifecycle.planNextStep({ planId, now })).do).not.toBe('reissue');
});

it('after a failure there is another attempt, a day after the end that was noted', async () => {
  const { planId } = await plan({ reissueBeforeDays: 20 });
  const opened = await lifecycle.openSuccessor(reissue(planId));
  await progress(opened?.input.orderId ?? '', 'rejected');
  await lifecycle.followPlan({ planId, now: after(180) });
  await lifecycle.followPlan({ planId, now: after(183) });
  const next = { do: 'reissue', at: after(181), number: 2, attempt: 2 };
  expect(await lifecycle.planNextStep({ planId, now: after(180) })).toEqual(next);
  expect(await lifecycle.openSuccessor(reissue(planId))).toBeUndefined();
  expect(await lifecycle.openSuccessor(reissue(planId, 2))).toBeDefined();
});

it.each([
  ['reuse of the configuration', { reuseConfiguration: true }],
  ['a key password, which nobody can read', { keyPassword: 'pass-word-1' }],
])('key and CSR are kept with %s', async (_what, form) => {
  const { planId } = await plan(form);
  const opened = await lifecycle.openSuccessor(reissue(planId));
  const { rows } = await database.query(
    'select keeps_key_of_order_id as kept from orders where order_id = $1',
    [opened?.input.orderId],
  );
  expect(rows).toEqual([{ kept: planId }]);
});

it('nothing is opened for what was revoked or replaced meanwhile, nor beside another order', async () => {
  const [revoked, replaced, followed] = [await plan(), await plan(), await plan()];
  await database.query('update certificates set revoked_at = $2 where certificate_id = $1', [
    revoked.certificateId,
    after(100),
  ]);
  const columns = { purpose: 'replacement', predecessor_certificate_id: replaced.certificateId };
  await storeIssued(database, { orderId: 'other-plan', columns, notBefore: after(150), days: 199 });
  await storeIssued(database, {
    orderId: 'asked-for',
    columns: { purpose: 'reissue', plan_id: followed.planId },
    notBefore: after(150),
    days: 199,
  });
  await setColumns(database, 'asked-for', {
    state: 'validating',
    predecessor_certificate_id: followed.certificateId,
  });
  for (const { planId } of [revoked, replaced, followed])
    expect(await lifecycle.openSuccessor(reissue(planId))).toBeUndefined();
  expect(await lifecycle.planNextStep({ planId: revoked.planId, now: after(150) })).toMatchObject({
    do: 'end',
  });
  expect(await lifecycle.planNextStep({ planId: replaced.planId, now: after(160) })).toMatchObject({
    do: 'end',
  });
});

describe('a renewal', () => {
  /** Of a year, with one certificate until its end. */
  async function renewing() {
    const planId = `plan-${++count}`;
    const form = { ...AUTOMATIC, autoRenew: true };
    const certificateId = await storeIssued(database, { orderId: planId, form, notBefore: BEGIN, days: 365 });
    const request = (day: number) =>
      ({ planId, purpose: 'renewal', number: 1, attempt: 1, now: after(day) }) as const;
    return { planId, certificateId, request };
  }
  const PRICE = { amount: 40_000, currency: 'CNY' } as const;
  const notices = createNotices({
    database,
    starter,
    mailIsConfigured: false,
    clock: () => Date.parse(after(328)),
  });
  const tell = (certificateId: string, told: { amount: number; renewsAt: string }) =>
    activities(true, notices).postNotice({
      certificateId,
      kind: 'renewing',
      occasion: occasionOfRenewal({ ...PRICE, amount: told.amount, at: Date.parse(told.renewsAt) }),
      rung: 0,
    });

  it('is told a week before with what it costs, and then begins a plan of its own, paid', async () => {
    const { planId, certificateId, request } = await renewing();
    const paid = activities(true);
    const step = await paid.planNextStep({ planId, now: after(1) });
    const renewsAt = after(335);
    const told = { do: 'announce-renewal', at: after(328), certificateId, renewsAt, ...PRICE };
    expect(step).toEqual(told);
    expect(await paid.openSuccessor(request(335))).toBeUndefined();
    await tell(certificateId, { ...PRICE, renewsAt });
    const { rows } = await database.query<{ texts: NoticeText }>(
      `select texts from account_notices where certificate_id = $1 and kind = 'renewing'`,
      [certificateId],
    );
    const [{ texts } = { texts: undefined }] = rows;
    for (const text of [texts?.subject.zh, texts?.subject.en, texts?.body.zh, texts?.body.en])
      expect(text).toContain('400.00 CNY');
    for (const text of [texts?.body.zh, texts?.body.en]) {
      expect(text).toContain('2027-10-02 08:00');
      expect(text).toContain(`sealflow plan renewal ${certificateId} off`);
    }
    const renew = { do: 'renew', at: renewsAt, attempt: 1 };
    expect(await paid.planNextStep({ planId, now: after(329) })).toEqual(renew);
    expect(await paid.openSuccessor(request(334))).toBeUndefined();
    const opened = await paid.openSuccessor(request(335));
    expect(opened?.input).toMatchObject({ planId: opened?.input.orderId, predecessorPlanId: planId });
    expect(opened?.input.submission?.terms.price).toEqual(PRICE);
  });

  it('is told anew where the price list has changed since, and nothing is set aside before', async () => {
    const { planId, certificateId, request } = await renewing();
    const paid = activities(true);
    await tell(certificateId, { amount: 38_000, renewsAt: after(335) });
    const step = await paid.planNextStep({ planId, now: after(335) });
    expect(step).toMatchObject({ do: 'announce-renewal', renewsAt: after(342), ...PRICE });
    expect(await paid.openSuccessor(request(335))).toBeUndefined();
    await tell(certificateId, { ...PRICE, renewsAt: after(342) });
    expect(await paid.planNextStep({ planId, now: after(335) })).toMatchObject({
      do: 'renew',
      at: after(342),
    });
    expect(await paid.openSuccessor(request(342))).toBeDefined();
  });

  it('is not opened where it was switched off meanwhile', async () => {
    const { planId, certificateId, request } = await renewing();
    await tell(certificateId, { ...PRICE, renewsAt: after(335) });
    await database.query('update plans set auto_renew = false where plan_id = $1', [planId]);
    expect(await activities(true).openSuccessor(request(335))).toBeUndefined();
    expect(await activities(true).planNextStep({ planId, now: after(329) })).toMatchObject({
      do: 'announce-expiry',
    });
  });

  it('costs nothing, and is told of to nobody, where nothing is paid through this installation', async () => {
    const { planId, request } = await renewing();
    const step = await lifecycle.planNextStep({ planId, now: after(1) });
    expect(step).toMatchObject({ do: 'renew', at: after(335) });
    const opened = await lifecycle.openSuccessor(request(335));
    expect(opened?.input.submission?.terms).not.toHaveProperty('price');
  });
});

it('what was replaced or revoked is not told to expire', async () => {
  const { certificateId } = await plan();
  const notice = { certificateId, kind: 'expiring', occasion: 'expiring', rung: 30 } as const;
  await lifecycle.postNotice(notice);
  expect(postedByFake).toEqual([
    { subject: { certificateId }, kind: 'expiring', occasion: 'expiring', rung: 30 },
  ]);
  await database.query('update certificates set revoked_at = $2 where certificate_id = $1', [
    certificateId,
    after(1),
  ]);
  await lifecycle.postNotice({ ...notice, rung: 14 });
  expect(postedByFake).toHaveLength(1);
});

it('certificates of before plans were watched are adopted once; those that have expired are left alone', async () => {
  await database.query('update certificates set watched_at = now()');
  const [valid, expired] = [await plan(), await plan()];
  await database.query('delete from plans where plan_id = any ($1)', [[valid.planId, expired.planId]]);
  await database.query('update certificates set not_after = $2 where certificate_id = $1', [
    expired.certificateId,
    after(5),
  ]);
  const now = Date.parse(after(10));
  expect(await adoptUnwatched({ database, starter, takesPayments: false }, now)).toEqual({
    watched: 1,
    passedOver: [],
  });
  expect(startedByFake).toEqual([{ planId: valid.planId, startDelayMs: 174 * DAY_MS + LAST_SECOND }]);
  expect(await adoptUnwatched({ database, starter, takesPayments: false }, now)).toEqual({
    watched: 0,
    passedOver: [],
  });
});

it('one plan that can’t be adopted keeps no other one from it, and is told', async () => {
  await database.query('update certificates set watched_at = now()');
  const plans = [await plan(), await plan(), await plan()].map(({ planId }) => planId).sort();
  const [first = '', ...others] = plans;
  await database.query('delete from plans where plan_id = any ($1)', [plans]);
  const fakeThatFails: typeof starter = {
    ...starter,
    followPlan: (planId, options) =>
      planId === first ? Promise.reject(new Error('odd row')) : starter.followPlan(planId, options),
  };
  const now = Date.parse(after(10));
  expect(await adoptUnwatched({ database, starter: fakeThatFails, takesPayments: false }, now)).toEqual({
    watched: others.length,
    passedOver: [first],
  });
});

it('a plan of which nothing is known ends', async () => {
  expect(await lifecycle.planNextStep({ planId: 'unknown', now: BEGIN })).toMatchObject({ do: 'end' });
});
