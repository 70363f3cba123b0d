/** CAs asked when they want certificates replaced: how often, by one worker, and what a plan's lifecycle hears of the answers. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { CaRenewalWindow, CertificateAuthority } from '../../../activities/ca/certificate-authority.js';
import type { Connections } from '../../../activities/connections/reaching.js';
import { createLifecycleActivities } from '../../../activities/plans/index.js';
import { watchRenewalWindows } from '../../../activities/plans/renewal-windows.js';
import { OrderFailure } from '../../../domain/failures.js';
import type { LifecycleStep } from '../../../domain/plans/facts.js';
import { quoted } from '../../../domain/told.js';
import { ownDatabase } from '../../support/own-database.js';
import { storeIssued } from '../../support/stored-plans.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BEGIN = '2026-11-01T00:00:00.000Z';
const after = (days: number) => new Date(Date.parse(BEGIN) + days * DAY_MS).toISOString();

const database = await ownDatabase();
let now = Date.parse(BEGIN);
/** Stands in for Temporal. */
const startedByFake: { planId: string; startDelayMs: number }[] = [];
let startFails = false;
const starter = {
  followPlan(planId: string, { startDelayMs }: { startDelayMs: number }) {
    if (startFails) return Promise.reject(new OrderFailure('TemporalUnavailable', quoted('nobody is there')));
    startedByFake.push({ planId, startDelayMs });
    return Promise.resolve();
  },
  deliverNotice: () => Promise.resolve(),
};

/** What the CA behind each connection says; a CA that is not here is asked in vain. */
const saidBy = new Map<string, () => Promise<CaRenewalWindow | undefined>>();
const askedOf: string[] = [];

function caBehind(connectionId: string): CertificateAuthority {
  const say = saidBy.get(connectionId);
  const ca: Partial<CertificateAuthority> = {
    name: connectionId,
    ...(say && {
      renewalWindow: () => {
        askedOf.push(connectionId);
        return say();
      },
    }),
  };
  return ca as CertificateAuthority;
}

const connections: Connections = {
  caOf: ({ terms }) => Promise.resolve(caBehind(terms?.connections?.ca ?? '')),
  dnsOf: () => Promise.resolve(undefined),
  filesOf: () => Promise.resolve(undefined),
  everyCa: () => Promise.resolve([]),
};

const dependencies = {
  database,
  starter,
  connections,
  ca: caBehind('of the environment'),
  takesPayments: false,
  clock: () => now,
};
const lifecycle = createLifecycleActivities({
  ...dependencies,
  notices: { post: () => Promise.resolve() },
  pages: { namespace: 'default' },
});

beforeEach(async () => {
  await database.query('delete from renewal_windows');
  now = Date.parse(BEGIN);
  startFails = false;
  saidBy.clear();
  startedByFake.length = 0;
  askedOf.length = 0;
});

let count = 0;

/** A plan whose first certificate came by this connection and lives 90 days, watched; resolves to its id. */
async function watched(
  connectionId: string,
  form: Readonly<Record<string, unknown>> = {},
): Promise<{ planId: string; certificateId: string }> {
  const planId = `windowed-${++count}`;
  const certificateId = await storeIssued(database, {
    orderId: planId,
    form: { validation: 'auto-dns', ...form },
    notBefore: BEGIN,
    days: 90,
  });
  await database.query(
    `update orders set terms = terms || jsonb_build_object('connections', jsonb_build_object('ca', $2::text))
      where order_id = $1`,
    [planId, connectionId],
  );
  await lifecycle.followPlan({ planId, now: BEGIN });
  startedByFake.length = 0;
  return { planId, certificateId };
}

const windowOf = (from: number, until: number, askAgainAfterMs = 6 * HOUR_MS): CaRenewalWindow => ({
  start: after(from),
  end: after(until),
  askAgainAfterMs,
});

const nextStep = (planId: string): Promise<LifecycleStep> =>
  lifecycle.planNextStep({ planId, now: new Date(now).toISOString() });

/** By day of the certificate's life. */
async function reissuedOn(planId: string): Promise<number> {
  const step = await nextStep(planId);
  if (step.do !== 'reissue') throw new Error(`${planId} comes to ${step.do}`);
  return (Date.parse(step.at) - Date.parse(BEGIN)) / DAY_MS;
}

async function rowsOf(certificateId: string): Promise<number> {
  const { rowCount } = await database.query('select from renewal_windows where certificate_id = $1', [
    certificateId,
  ]);
  return rowCount;
}

describe('a certificate that came by a connection', () => {
  it('is replaced in the window that its CA names, and its lifecycle hears of it once', async () => {
    const { planId } = await watched('conn_a');
    expect(await reissuedOn(planId)).toBeCloseTo(75, 3);
    saidBy.set('conn_a', () => Promise.resolve(windowOf(58, 60)));
    expect(await watchRenewalWindows(dependencies)).toEqual({ asked: 1, silent: 0, sooner: 1 });
    const day = await reissuedOn(planId);
    expect(day).toBeGreaterThanOrEqual(58);
    expect(day).toBeLessThanOrEqual(60);
    expect(startedByFake).toEqual([{ planId, startDelayMs: Math.round(day * DAY_MS) }]);
    expect(await watchRenewalWindows(dependencies)).toEqual({ asked: 0, silent: 0, sooner: 0 });
  });

  it('is asked about again when its CA allows it; an answer that changes nothing wakes nobody', async () => {
    await watched('conn_a');
    saidBy.set('conn_a', () => Promise.resolve(windowOf(58, 60)));
    await watchRenewalWindows(dependencies);
    startedByFake.length = 0;
    now += 6 * HOUR_MS - 1;
    expect(await watchRenewalWindows(dependencies)).toMatchObject({ asked: 0 });
    now += 1;
    // The same window, as another program of the CA's writes it.
    const { start, end, askAgainAfterMs } = windowOf(58, 60);
    const written = (instant: string) => instant.replace('.000Z', '.000123+00:00');
    saidBy.set('conn_a', () =>
      Promise.resolve({ start: written(start), end: written(end), askAgainAfterMs }),
    );
    expect(await watchRenewalWindows(dependencies)).toEqual({ asked: 1, silent: 0, sooner: 0 });
    expect(startedByFake).toEqual([]);
  });

  it('is asked about once an hour at most, however often its CA would be asked', async () => {
    await watched('conn_a');
    saidBy.set('conn_a', () => Promise.resolve(windowOf(58, 60, 60_000)));
    await watchRenewalWindows(dependencies);
    now += HOUR_MS - 1;
    expect(await watchRenewalWindows(dependencies)).toMatchObject({ asked: 0 });
    now += 1;
    expect(await watchRenewalWindows(dependencies)).toMatchObject({ asked: 1 });
  });

  it('whose window moves back waits longer, and finds that out by itself', async () => {
    const { planId } = await watched('conn_a');
    saidBy.set('conn_a', () => Promise.resolve(windowOf(58, 60)));
    await watchRenewalWindows(dependencies);
    startedByFake.length = 0;
    now += DAY_MS;
    saidBy.set('conn_a', () => Promise.resolve(windowOf(70, 71)));
    expect(await watchRenewalWindows(dependencies)).toMatchObject({ asked: 1, sooner: 0 });
    expect(startedByFake).toEqual([]);
    expect(await reissuedOn(planId)).toBeGreaterThanOrEqual(70);
  });

  it('that its CA has to revoke is replaced before its time, also where it lasts until the plan’s end', async () => {
    const { planId } = await watched('conn_a');
    await database.query('update plans set ends_at = $2 where plan_id = $1', [planId, after(85)]);
    expect(await nextStep(planId)).not.toMatchObject({ do: 'reissue' });
    saidBy.set('conn_a', () => Promise.resolve(windowOf(0.1, 0.2)));
    expect(await watchRenewalWindows(dependencies)).toMatchObject({ sooner: 1 });
    expect(await reissuedOn(planId)).toBeCloseTo(0.5, 3);
    expect(startedByFake).toMatchObject([{ planId }]);
  });

  it('is asked about no more once it is replaced, revoked or expired', async () => {
    saidBy.set('conn_a', () => Promise.resolve(windowOf(58, 60)));
    const [replaced, revoked, expired] = [
      await watched('conn_a'),
      await watched('conn_a'),
      await watched('conn_a'),
    ];
    await database.query(
      'update certificates set replaced_by = $2, replaced_at = now() where certificate_id = $1',
      [replaced.certificateId, expired.certificateId],
    );
    await database.query('update certificates set revoked_at = now() where certificate_id = $1', [
      revoked.certificateId,
    ]);
    expect(await watchRenewalWindows(dependencies)).toMatchObject({ asked: 1 });
    now += 91 * DAY_MS;
    expect(await watchRenewalWindows(dependencies)).toMatchObject({ asked: 0 });
    for (const { certificateId } of [replaced, revoked, expired]) expect(await rowsOf(certificateId)).toBe(0);
  });
});

describe('a CA', () => {
  it('that never says anything is asked once, and one that says nothing yet in a day', async () => {
    const never = await watched('conn_without');
    const later = await watched('conn_a');
    saidBy.set('conn_a', () => Promise.resolve(undefined));
    await watchRenewalWindows(dependencies);
    expect(await rowsOf(never.certificateId)).toBe(0);
    expect(await reissuedOn(later.planId)).toBeCloseTo(75, 3);
    now += DAY_MS - 1;
    expect(await watchRenewalWindows(dependencies)).toMatchObject({ asked: 0 });
    now += 0.1 * DAY_MS + 1;
    expect(await watchRenewalWindows(dependencies)).toMatchObject({ asked: 1 });
  });

  it('that does not answer is left alone for the rest of the round; what it said before stands', async () => {
    const { planId } = await watched('conn_a');
    saidBy.set('conn_a', () => Promise.resolve(windowOf(58, 60)));
    await watchRenewalWindows(dependencies);
    const day = await reissuedOn(planId);
    for (let more = 0; more < 20; more += 1) await watched('conn_a');
    await watched('conn_b');
    saidBy.set('conn_a', () => Promise.reject(new OrderFailure('CaUnavailable', quoted('down'))));
    saidBy.set('conn_b', () => Promise.resolve(windowOf(58, 60)));
    askedOf.length = 0;
    now += DAY_MS;
    const round = await watchRenewalWindows(dependencies);
    expect(round.sooner).toBe(1);
    const inVain = askedOf.filter((connectionId) => connectionId === 'conn_a').length;
    expect(round.silent).toBe(inVain);
    // As many as are asked at once, not all twenty-one.
    expect(inVain).toBeLessThanOrEqual(8);
    expect(await reissuedOn(planId)).toBe(day);
  });

  it('that limits us is asked again when it said', async () => {
    await watched('conn_a');
    const retryAfterMs = 9 * HOUR_MS;
    saidBy.set('conn_a', () =>
      Promise.reject(new OrderFailure('CaRateLimited', quoted('too often'), { retryAfterMs })),
    );
    expect(await watchRenewalWindows(dependencies)).toMatchObject({ asked: 1, silent: 1 });
    now += retryAfterMs - 1;
    expect(await watchRenewalWindows(dependencies)).toMatchObject({ asked: 0 });
    now += 0.1 * retryAfterMs + 1;
    expect(await watchRenewalWindows(dependencies)).toMatchObject({ asked: 1 });
  });

  it('is asked by one worker, however many there are', async () => {
    for (let more = 0; more < 12; more += 1) await watched('conn_a');
    saidBy.set('conn_a', () => Promise.resolve(windowOf(58, 60)));
    const rounds = await Promise.all([1, 2, 3].map(() => watchRenewalWindows(dependencies)));
    expect(rounds.reduce((sum, { asked }) => sum + asked, 0)).toBe(12);
    expect(askedOf).toHaveLength(12);
  });

  it('is not asked about free certificates, nor about those that no connection led to', async () => {
    const free = await watched('conn_a', { type: 'dv-free' });
    expect(await rowsOf(free.certificateId)).toBe(0);
    const planId = `windowed-${++count}`;
    const certificateId = await storeIssued(database, {
      orderId: planId,
      form: { validation: 'auto-dns' },
      notBefore: BEGIN,
      days: 90,
    });
    await lifecycle.followPlan({ planId, now: BEGIN });
    expect(await rowsOf(certificateId)).toBe(0);
  });
});

describe('a worker that dies between an answer and the lifecycle', () => {
  it('leaves it to the next round to tell', async () => {
    const { planId } = await watched('conn_a');
    saidBy.set('conn_a', () => Promise.resolve(windowOf(58, 60)));
    startFails = true;
    await expect(watchRenewalWindows(dependencies)).rejects.toMatchObject({ type: 'TemporalUnavailable' });
    startFails = false;
    expect(await watchRenewalWindows(dependencies)).toEqual({ asked: 0, silent: 0, sooner: 1 });
    expect(startedByFake).toMatchObject([{ planId }]);
    expect(await watchRenewalWindows(dependencies)).toMatchObject({ sooner: 0 });
  });

  it('leaves what it was about to ask to a later round', async () => {
    await watched('conn_a');
    saidBy.set('conn_a', () => Promise.reject(new OrderFailure('DatabaseUnavailable', quoted('gone'))));
    await expect(watchRenewalWindows(dependencies)).rejects.toMatchObject({ type: 'DatabaseUnavailable' });
    saidBy.set('conn_a', () => Promise.resolve(windowOf(58, 60)));
    expect(await watchRenewalWindows(dependencies)).toMatchObject({ asked: 0 });
    now += HOUR_MS / 4;
    expect(await watchRenewalWindows(dependencies)).toMatchObject({ asked: 1 });
  });
});
