/** What a plan's lifecycle does next, line by line, and that whatever its facts it comes to an end. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LifecycleStep } from '../../../domain/plans/facts.js';
import { nextLifecycleStep } from '../../../domain/plans/lifecycle-step.js';
import { type CurrentCertificate, type PlanFacts, type ReissueFacts } from '../../../domain/plans/facts.js';

const DAY_MS = 86_400_000;
const at = (text: string) => Date.parse(text);
const notBefore = at('2026-11-24T00:00:00Z');
const notAfter = at('2027-06-10T23:59:59Z');
const daysBefore = (days: number) => new Date(notAfter - days * DAY_MS).toISOString();

const CURRENT: CurrentCertificate = {
  certificateId: 'cert-1',
  notBefore,
  notAfter,
  revokedAt: undefined,
  announcedDays: [],
  expiredAnnounced: false,
};
const BY_ITSELF: ReissueFacts = {
  brand: 'securesite',
  certificateType: 'ov',
  runsByItself: true,
  domainValidatedAt: undefined,
  organizationValidatedAt: undefined,
  beforeDays: undefined,
};
const SERIES: PlanFacts = {
  kind: 'series',
  endsAt: at('2029-11-24T00:00:00Z'),
  current: CURRENT,
  issued: 1,
  successorUnderWay: false,
  failedAttempts: 0,
  lastAttemptEndedAt: undefined,
  reissue: BY_ITSELF,
  autoRenew: false,
  renewed: false,
  place: undefined,
};
const WITH_PEOPLE = { ...SERIES, reissue: { ...BY_ITSELF, runsByItself: false } };
/** Reaches the end of its plan. */
const LAST = { ...SERIES, endsAt: notAfter };
const UPLOADED: PlanFacts = { ...LAST, kind: 'uploaded', reissue: undefined };
const FREE: PlanFacts = {
  ...LAST,
  kind: 'single',
  place: { releaseAt: notAfter + DAY_MS, told: false },
};

const expiring = (days: number): LifecycleStep => ({
  do: 'announce-expiry',
  at: daysBefore(days),
  certificateId: 'cert-1',
  days,
});
const EXPIRED: LifecycleStep = {
  do: 'announce-expired',
  at: '2027-06-11T00:00:00.000Z',
  certificateId: 'cert-1',
};
const reissue = (when: string, attempt = 1): LifecycleStep => ({
  do: 'reissue',
  at: when,
  number: 2,
  attempt,
});

/** `changes` are made to the current certificate. */
function stepOf(facts: PlanFacts, changes: Partial<CurrentCertificate>, now: number): LifecycleStep {
  return nextLifecycleStep({ ...facts, current: { ...CURRENT, ...changes } }, now);
}

describe('expiry of a certificate that nothing follows by itself', () => {
  it.each<[string, number, number[], LifecycleStep]>([
    ['the first rung comes next', notBefore, [], expiring(30)],
    ['a rung is due on its instant', notAfter - 30 * DAY_MS, [], expiring(30)],
    ['the next rung comes after it', notAfter - 30 * DAY_MS, [30], expiring(14)],
    ['of several past ones the newest is told', notAfter - 5 * DAY_MS, [], expiring(7)],
    ['the older ones are passed over', notAfter - 5 * DAY_MS, [7], expiring(3)],
    ['the last rung', notAfter - DAY_MS, [30, 14, 7, 3], expiring(1)],
    ['then the end itself', notAfter, [30, 14, 7, 3, 1], EXPIRED],
    ['no rung once it has expired', notAfter + 5 * DAY_MS, [], EXPIRED],
  ])('%s', (_title, now, announcedDays, step) => {
    expect(stepOf(UPLOADED, { announcedDays }, now)).toEqual(step);
    expect(stepOf(LAST, { announcedDays }, now)).toEqual(
      // The plan ends with its last second.
      step,
    );
  });

  it('ends once its expiry was told', () => {
    expect(stepOf(UPLOADED, { announcedDays: [1], expiredAnnounced: true }, notAfter + DAY_MS)).toEqual({
      do: 'end',
      reason: 'its term is over',
    });
  });
});

describe('the next certificate of a plan', () => {
  it('that comes by itself is ordered 15 days before, and no rung frightens anybody before', () => {
    expect(nextLifecycleStep(SERIES, notBefore)).toEqual(reissue(daysBefore(15)));
    expect(nextLifecycleStep(SERIES, notAfter - 20 * DAY_MS)).toEqual(reissue(daysBefore(15)));
  });

  it('is told of once it is late', () => {
    const underWay = { ...SERIES, successorUnderWay: true };
    expect(nextLifecycleStep(underWay, notAfter - 15 * DAY_MS)).toEqual(expiring(14));
    expect(stepOf(underWay, { announcedDays: [14] }, notAfter - 14 * DAY_MS)).toEqual(expiring(7));
  });

  it('that asks people is ordered 30 days before, and told of as any other', () => {
    expect(nextLifecycleStep(WITH_PEOPLE, notBefore)).toEqual(reissue(daysBefore(30)));
    const underWay = { ...WITH_PEOPLE, successorUnderWay: true };
    expect(nextLifecycleStep(underWay, notAfter - 30 * DAY_MS)).toEqual(expiring(30));
  });

  it('is late, and due at once', () => {
    expect(nextLifecycleStep(SERIES, notAfter - 5 * DAY_MS)).toEqual(reissue(daysBefore(15)));
    expect(stepOf(SERIES, { expiredAnnounced: true }, notAfter + DAY_MS)).toEqual(reissue(daysBefore(15)));
  });

  it('is tried again after one day, then three; then people are to act', () => {
    const failed = (failedAttempts: number): PlanFacts => ({
      ...SERIES,
      failedAttempts,
      lastAttemptEndedAt: notAfter - 15 * DAY_MS,
    });
    const now = notAfter - 15 * DAY_MS;
    // The 14 days' rung falls on the same instant as the second attempt, which comes first.
    expect(nextLifecycleStep(failed(1), now)).toEqual(reissue(daysBefore(14), 2));
    expect(stepOf(failed(2), { announcedDays: [14] }, now)).toEqual(reissue(daysBefore(12), 3));
    expect(stepOf(failed(3), { announcedDays: [14] }, now)).toEqual(expiring(7));
    expect(nextLifecycleStep(failed(3), notAfter - 20 * DAY_MS)).toEqual(expiring(30));
    expect(stepOf(failed(3), { expiredAnnounced: true }, notAfter + DAY_MS)).toEqual({
      do: 'end',
      reason: 'its certificate has expired, and no other could be had',
    });
  });

  it('is not ordered where the plan is over, revoked, single or from elsewhere', () => {
    const over = { ...SERIES, endsAt: notAfter + DAY_MS };
    expect(stepOf(over, { expiredAnnounced: true }, notAfter + DAY_MS)).toMatchObject({ do: 'end' });
    expect(stepOf(SERIES, { revokedAt: notBefore }, notAfter - DAY_MS)).toEqual({
      do: 'end',
      reason: 'its certificate is revoked',
    });
    for (const kind of ['single', 'uploaded'] as const)
      expect(nextLifecycleStep({ ...SERIES, kind }, notBefore)).toEqual(expiring(30));
  });

  it('is waited for where it is under way and there is nothing to tell', () => {
    const underWay = { ...SERIES, successorUnderWay: true };
    expect(nextLifecycleStep({ ...underWay, current: undefined }, notBefore)).toEqual({ do: 'wait' });
    expect(stepOf(underWay, { expiredAnnounced: true }, notAfter + DAY_MS)).toEqual({ do: 'wait' });
  });
});

describe('a certificate that its CA wants replaced', () => {
  const suggested = (days: number) => ({ suggestedAt: notAfter - days * DAY_MS });

  it('is replaced at that moment, and no rung of expiry is told before', () => {
    expect(stepOf(SERIES, suggested(60), notBefore)).toEqual(reissue(daysBefore(60)));
    expect(stepOf(SERIES, suggested(10), notBefore)).toEqual(reissue(daysBefore(10)));
  });

  it('is tried again as ever, and its CA asks for no second order beside the first', () => {
    const failed = { ...SERIES, failedAttempts: 1, lastAttemptEndedAt: notAfter - 60 * DAY_MS };
    expect(stepOf(failed, suggested(60), notAfter - 60 * DAY_MS)).toEqual(reissue(daysBefore(59), 2));
    expect(stepOf({ ...SERIES, successorUnderWay: true }, suggested(60), notAfter - 60 * DAY_MS)).toEqual(
      expiring(30),
    );
  });

  it('of a plan that renews itself is replaced by that, unless its CA can’t wait for it', () => {
    const renewing = { ...LAST, autoRenew: true };
    expect(stepOf(renewing, suggested(60), notBefore)).toEqual(reissue(daysBefore(60)));
    expect(stepOf(renewing, suggested(20), notBefore)).toMatchObject({ do: 'renew', at: daysBefore(30) });
  });

  it('is left alone where it was revoked, is free, or comes from elsewhere', () => {
    const revoked = { ...suggested(60), revokedAt: notBefore };
    for (const step of [
      stepOf(SERIES, revoked, notBefore),
      stepOf(FREE, suggested(60), notBefore),
      stepOf(UPLOADED, suggested(60), notBefore),
    ])
      expect(step.do).not.toBe('reissue');
  });
});

describe('renewal', () => {
  const renewing = { ...LAST, autoRenew: true };
  const renew = (when: string, attempt = 1): LifecycleStep => ({ do: 'renew', at: when, attempt });

  it('comes 30 days before the end of the plan, and keeps the first rung quiet where it runs by itself', () => {
    expect(nextLifecycleStep(renewing, notBefore)).toEqual(renew(daysBefore(30)));
    const renewed = { ...renewing, renewed: true, successorUnderWay: true };
    expect(nextLifecycleStep(renewed, notAfter - 30 * DAY_MS)).toEqual(expiring(14));
  });

  it('waits for its turn after the plan’s re-issues', () => {
    expect(nextLifecycleStep({ ...SERIES, autoRenew: true }, notBefore)).toEqual(reissue(daysBefore(15)));
  });

  it('with people: the first rung is told as well', () => {
    const byHand = { ...renewing, reissue: { ...BY_ITSELF, runsByItself: false } };
    expect(nextLifecycleStep(byHand, notBefore)).toEqual(renew(daysBefore(30)));
    expect(nextLifecycleStep({ ...byHand, renewed: true }, notAfter - 30 * DAY_MS)).toEqual(expiring(30));
  });

  it('is tried again as a re-issue is', () => {
    const failed = { ...renewing, failedAttempts: 1, lastAttemptEndedAt: notAfter - 29 * DAY_MS };
    expect(nextLifecycleStep(failed, notAfter - 29 * DAY_MS)).toEqual(renew(daysBefore(28), 2));
  });

  describe('that costs something', () => {
    const price = { amount: 480_000, currency: 'CNY' } as const;
    const paid = (toldFor?: number): PlanFacts => ({ ...renewing, renewal: { price, toldFor } });
    const told = (when: string, renewsAt: string): LifecycleStep => ({
      ...{ do: 'announce-renewal', at: when, certificateId: 'cert-1', renewsAt },
      ...price,
    });
    const inTime = told(daysBefore(37), daysBefore(30));

    it('is told a week before, with its amount and its day, and made then', () => {
      expect(nextLifecycleStep(paid(), notBefore)).toEqual(inTime);
      expect(nextLifecycleStep(paid(), notAfter - 37 * DAY_MS)).toEqual(inTime);
      const once = paid(notAfter - 30 * DAY_MS);
      expect(nextLifecycleStep(once, notAfter - 37 * DAY_MS)).toEqual(renew(daysBefore(30)));
    });

    it('is put off by a week from the moment at which its amount is told late, or anew', () => {
      const late = notAfter - 33 * DAY_MS;
      expect(nextLifecycleStep(paid(), late)).toEqual(told(daysBefore(37), daysBefore(26)));
      const putOff = paid(late + 7 * DAY_MS);
      expect(nextLifecycleStep(putOff, late)).toEqual(renew(daysBefore(26)));
      const failed = { ...paid(), failedAttempts: 1, lastAttemptEndedAt: notAfter - 20 * DAY_MS };
      expect(nextLifecycleStep(failed, notAfter - 20 * DAY_MS)).toEqual(told(daysBefore(37), daysBefore(13)));
    });

    it('is told in time though a re-issue of the plan comes before it', () => {
      const more = { ...SERIES, endsAt: notAfter + 20 * DAY_MS, autoRenew: true, reissue: BY_ITSELF };
      const facts: PlanFacts = { ...more, renewal: { price, toldFor: undefined } };
      expect(nextLifecycleStep(facts, notBefore)).toEqual(told(daysBefore(17), daysBefore(10)));
    });

    it('is told to nobody who is renewed, renewing, revoked, out of attempts, at an end, or asked for none', () => {
      const now = notAfter - 37 * DAY_MS;
      for (const changes of [
        { renewed: true },
        { successorUnderWay: true },
        { current: { ...CURRENT, revokedAt: notBefore } },
        { failedAttempts: 3, lastAttemptEndedAt: now },
        { autoRenew: false },
      ])
        expect(nextLifecycleStep({ ...paid(), ...changes }, now)).not.toMatchObject({
          do: 'announce-renewal',
        });
      expect(nextLifecycleStep(paid(), notAfter + DAY_MS)).not.toMatchObject({ do: 'announce-renewal' });
    });
  });

  it('is not made after the end, of a free certificate, of one from elsewhere, or unasked', () => {
    const after = notAfter + DAY_MS;
    expect(nextLifecycleStep(renewing, after)).toEqual(EXPIRED);
    for (const facts of [{ ...FREE, autoRenew: true }, { ...UPLOADED, autoRenew: true }, LAST])
      expect(nextLifecycleStep(facts, notBefore)).toEqual(expiring(30));
  });

  it('ends the old plan once the new certificate took its place', () => {
    const over = { ...renewing, renewed: true, current: undefined };
    expect(nextLifecycleStep(over, notAfter)).toEqual({ do: 'end', reason: 'renewed: another plan goes on' });
  });
});

describe('the place of a free certificate', () => {
  const released = (when: string, certificateId = 'cert-1'): LifecycleStep => ({
    do: 'announce-place-released',
    at: when,
    certificateId,
  });

  it('is told of a day after expiry', () => {
    const expired = { expiredAnnounced: true };
    expect(stepOf(FREE, expired, notAfter + 2000)).toEqual(released('2027-06-11T23:59:59.000Z'));
    const told = { ...FREE, place: { releaseAt: notAfter + DAY_MS, told: true } };
    expect(stepOf(told, expired, notAfter + 2000)).toMatchObject({ do: 'end' });
  });

  it('is all that is told of a revoked one', () => {
    const place = { releaseAt: notBefore + 2 * DAY_MS, told: false };
    expect(stepOf({ ...FREE, place }, { revokedAt: notBefore + DAY_MS }, notBefore + DAY_MS)).toEqual(
      released('2026-11-26T00:00:00.000Z'),
    );
  });

  it('is told of as well where an upgrade took the certificate’s place', () => {
    const place = { releaseAt: notAfter + DAY_MS, told: false, certificateId: 'cert-0' };
    expect(nextLifecycleStep({ ...FREE, place, current: undefined }, notBefore)).toEqual(
      released('2027-06-11T23:59:59.000Z', 'cert-0'),
    );
    const nameless = { ...FREE, current: undefined };
    expect(nextLifecycleStep(nameless, notBefore)).toMatchObject({ do: 'end' });
  });
});

describe('whatever the facts', () => {
  const instant = fc.integer({ min: notBefore, max: at('2030-06-01T00:00:00Z') });
  const anyFacts: fc.Arbitrary<PlanFacts> = fc.record({
    kind: fc.constantFrom('series', 'single', 'uploaded'),
    endsAt: instant,
    current: fc.option(
      fc.record({
        certificateId: fc.constant('cert-1'),
        notBefore: fc.constant(notBefore),
        notAfter: fc.integer({ min: notBefore + DAY_MS, max: notBefore + 398 * DAY_MS }),
        revokedAt: fc.option(instant, { nil: undefined }),
        suggestedAt: fc.option(instant, { nil: undefined }),
        announcedDays: fc.subarray([30, 14, 7, 3, 1]),
        expiredAnnounced: fc.boolean(),
      }),
      { nil: undefined },
    ),
    issued: fc.integer({ min: 0, max: 24 }),
    successorUnderWay: fc.boolean(),
    failedAttempts: fc.integer({ min: 0, max: 4 }),
    lastAttemptEndedAt: fc.option(instant, { nil: undefined }),
    reissue: fc.option(
      fc.record({
        brand: fc.constantFrom('trustasia', 'geotrust', 'dnspod-sm2'),
        certificateType: fc.constantFrom('dv', 'ov'),
        runsByItself: fc.boolean(),
        domainValidatedAt: fc.option(fc.constant(notBefore), { nil: undefined }),
        organizationValidatedAt: fc.option(fc.constant(notBefore), { nil: undefined }),
        beforeDays: fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined }),
      }),
      { nil: undefined },
    ),
    autoRenew: fc.boolean(),
    renewed: fc.boolean(),
    renewal: fc.option(
      fc.record({
        price: fc.constant({ amount: 480_000, currency: 'CNY' } as const),
        toldFor: fc.option(instant, { nil: undefined }),
      }),
      { nil: undefined },
    ),
    place: fc.option(fc.record({ releaseAt: instant, told: fc.boolean() }), { nil: undefined }),
  });

  it('every step, once taken, is never asked for again, none comes before its time, and an end comes', () => {
    fc.assert(
      fc.property(anyFacts, instant, (facts, start) => {
        let [known, now] = [facts, start];
        const taken = new Set<string>();
        for (;;) {
          const step = nextLifecycleStep(known, now);
          expect(nextLifecycleStep(known, now)).toEqual(step);
          if (!('at' in step)) return;
          // Not due yet: nothing is due in between either, whenever one looks.
          const between = Math.min(now + 1, Date.parse(step.at) - 1);
          if (between > now) expect(nextLifecycleStep(known, between)).toEqual(step);
          const { at: _when, ...what } = step;
          expect(taken).not.toContain(JSON.stringify(what));
          taken.add(JSON.stringify(what));
          now = Math.max(now, Date.parse(step.at));
          known = after(known, step, now);
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** What the records say once a step was taken; every order fails. */
function after(facts: PlanFacts, step: LifecycleStep, now: number): PlanFacts {
  const { current, place, renewal, failedAttempts } = facts;
  switch (step.do) {
    case 'announce-expiry':
      return {
        ...facts,
        current: current && { ...current, announcedDays: [...current.announcedDays, step.days] },
      };
    case 'announce-expired':
      return { ...facts, current: current && { ...current, expiredAnnounced: true } };
    case 'announce-renewal':
      return { ...facts, renewal: renewal && { ...renewal, toldFor: Date.parse(step.renewsAt) } };
    case 'announce-place-released':
      return { ...facts, place: place && { ...place, told: true } };
    case 'reissue':
    case 'renew':
    case 'wait':
    case 'end':
      return { ...facts, failedAttempts: failedAttempts + 1, lastAttemptEndedAt: now };
  }
}
