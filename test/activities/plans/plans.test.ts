/** A stored certificate begins its plan, takes its predecessor's place, and has the labels of its order. */
import { expect, it } from 'vitest';
import { loadPlan } from '../../../db/statements/plans/row.js';
import { ownDatabase } from '../../support/own-database.js';
import { issueStored, storeIssued } from '../../support/stored-plans.js';

const database = await ownDatabase();

async function rowOf(certificateId: string) {
  const { rows } = await database.query<Record<string, unknown>>(
    'select plan_id, replaced_by, replaced_at, alias, tags, project from certificates where certificate_id = $1',
    [certificateId],
  );
  return rows[0];
}

it('a plan of years ends on the same day of a later year, whatever its first certificate lives', async () => {
  await storeIssued(database, {
    orderId: 'years',
    form: {
      names: ['*.example.com'],
      validation: 'auto-dns',
      planYears: 3,
      autoRenew: true,
      reissueBeforeDays: 20,
      reuseConfiguration: true,
    },
    notBefore: '2028-02-29T10:00:00.000Z',
    days: 99,
  });
  expect(await loadPlan(database, 'years')).toMatchObject({
    kind: 'series',
    years: 3,
    beginsAt: new Date('2028-02-29T10:00:00.000Z'),
    endsAt: new Date('2031-02-28T10:00:00.000Z'),
    reissueBeforeDays: 20,
    keepsConfiguration: true,
    autoRenew: true,
    issued: 1,
    renewed: false,
  });
});

it('a free certificate is a plan of its own length', async () => {
  await storeIssued(database, {
    orderId: 'free',
    form: { type: 'dv-free' },
    notBefore: '2026-11-01T00:00:00.000Z',
    days: 90,
  });
  const plan = await loadPlan(database, 'free');
  expect(plan).toMatchObject({ kind: 'single', autoRenew: false });
  expect(plan?.endsAt).toEqual(plan?.newest?.notAfter);
});

it('a reissue joins the plan and takes its predecessor’s place, and stored again it changes nothing', async () => {
  const labels = { alias: 'shop', tags: [{ key: 'env', value: 'live' }], project: 'p1' };
  const first = await storeIssued(database, {
    orderId: 'first',
    form: labels,
    notBefore: '2026-11-01T00:00:00.000Z',
    days: 199,
  });
  expect(await rowOf(first)).toMatchObject({ ...labels, plan_id: 'first', replaced_by: null });
  const again = { orderId: 'second', notBefore: '2027-01-01T00:00:00.000Z', days: 199 };
  const second = await storeIssued(database, {
    ...again,
    columns: { purpose: 'reissue', plan_id: 'first', predecessor_certificate_id: first },
  });
  await issueStored(database, { ...again, notBefore: '2027-02-01T00:00:00.000Z' });
  expect(await rowOf(first)).toMatchObject({
    replaced_by: second,
    replaced_at: new Date('2027-01-01T00:00:00.000Z'),
  });
  expect(await loadPlan(database, 'second')).toBeUndefined();
  expect(await loadPlan(database, 'first')).toMatchObject({
    issued: 2,
    newest: { certificateId: second, isReplaced: false },
    endsAt: new Date('2027-11-01T00:00:00.000Z'),
  });
});

it.each([
  ['what is left of the old plan', '2027-10-22T00:00:00.000Z', '2028-11-01T00:00:00.000Z'],
  ['30 days of it at most', '2027-09-01T00:00:00.000Z', '2028-10-01T00:00:00.000Z'],
  ['nothing of a plan that is over', '2027-12-01T00:00:00.000Z', '2028-12-01T00:00:00.000Z'],
])('a renewal adds %s', async (_what, notBefore, endsAt) => {
  const orderId = `renewed-${notBefore}`;
  const old = await storeIssued(database, { orderId, notBefore: '2026-11-01T00:00:00.000Z', days: 199 });
  const renewal = `${orderId}-next`;
  await storeIssued(database, {
    orderId: renewal,
    columns: { purpose: 'renewal', plan_id: renewal, predecessor_certificate_id: old },
    notBefore,
    days: 199,
  });
  expect(await loadPlan(database, renewal)).toMatchObject({ endsAt: new Date(endsAt) });
  expect(await loadPlan(database, orderId)).toMatchObject({ renewed: true, newest: { isReplaced: true } });
});
