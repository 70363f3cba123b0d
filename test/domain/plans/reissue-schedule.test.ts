/** When a plan's next certificate is ordered: the counts of ordering rules, section 9, and what people are spared. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validityDays } from '../../../domain/catalogue/dated-rules.js';
import type { ReissueFacts } from '../../../domain/plans/facts.js';
import {
  issuedUntil,
  nextReissueAt,
  plannedCertificates,
  REISSUE_LEAD_DAYS,
  validationsLapseAt,
} from '../../../domain/plans/reissue-schedule.js';

const DAY_MS = 86_400_000;
const at = (text: string) => Date.parse(text);
const day = (instant: number | undefined) =>
  instant === undefined ? undefined : new Date(instant).toISOString().slice(0, 10);

const BY_ITSELF: ReissueFacts = {
  brand: 'securesite',
  certificateType: 'ov',
  runsByItself: true,
  domainValidatedAt: undefined,
  organizationValidatedAt: undefined,
  beforeDays: undefined,
};
const WITH_PEOPLE: ReissueFacts = { ...BY_ITSELF, runsByItself: false };
const BY_HAND: ReissueFacts = {
  ...WITH_PEOPLE,
  brand: 'trustasia',
  certificateType: 'dv',
  domainNeedsPeople: true,
};

function plan(facts: ReissueFacts, bought: string, years: number) {
  const from = at(bought);
  const end = new Date(from);
  end.setUTCFullYear(end.getUTCFullYear() + years);
  return {
    from,
    endsAt: end.getTime(),
    certificates: plannedCertificates({ facts, endsAt: end.getTime() }, from),
  };
}

describe('how many certificates a plan needs (ordering rules, section 9)', () => {
  it.each([
    [1, BY_ITSELF, 3],
    [1, WITH_PEOPLE, 4],
    [3, BY_ITSELF, 17],
    [3, WITH_PEOPLE, 24],
  ])('%i years bought on 2026-11-24: %o needs %i', (years, facts, count) => {
    expect(plan(facts, '2026-11-24T00:00:00Z', years).certificates).toHaveLength(count);
  });

  it.each([
    ['2026-11-24T09:30:15Z', 3, 17, 24],
    ['2026-03-14T23:59:59Z', 1, 2, 2],
    ['2027-03-15T00:00:00Z', 1, 5, 5],
    ['2029-03-15T00:00:00Z', 1, 12, 21],
  ])('bought at %s for %i years: %i and %i', (bought, years, byItself, withPeople) => {
    expect(plan(BY_ITSELF, bought, years).certificates).toHaveLength(byItself);
    expect(plan(WITH_PEOPLE, bought, years).certificates).toHaveLength(withPeople);
  });

  it('numbers them, and says which of them ask people', () => {
    const { certificates } = plan(WITH_PEOPLE, '2026-11-24T00:00:00Z', 1);
    expect(
      certificates.map(({ number, notBefore, notAfter, needsPeople }) => [
        number,
        day(notBefore),
        day(notAfter),
        needsPeople,
      ]),
    ).toEqual([
      [1, '2026-11-24', '2027-06-10', true],
      [2, '2027-05-11', '2027-08-18', true],
      [3, '2027-07-19', '2027-10-26', true],
      [4, '2027-09-26', '2027-11-24', true],
    ]);
  });

  it('goes on from the certificate that a plan has', () => {
    const whole = plan(BY_ITSELF, '2026-11-24T00:00:00Z', 3);
    const [, second] = whole.certificates;
    if (!second) throw new Error('the plan has no second certificate');
    const rest = plannedCertificates(
      { facts: BY_ITSELF, endsAt: whole.endsAt, current: second },
      second.notBefore,
    );
    expect(rest.map(({ number }) => number)).toEqual(whole.certificates.slice(1).map(({ number }) => number));
    expect(rest.at(-1)).toEqual(whole.certificates.at(-1));
  });
});

describe('whatever the day of purchase, 2026 to 2030', () => {
  const purchase = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2030-12-31T23:59:59Z') });
  const anyPlan = fc.record({
    bought: purchase.map((instant) => new Date(Math.floor(instant / 1000) * 1000).toISOString()),
    years: fc.integer({ min: 1, max: 3 }),
    facts: fc.record({
      brand: fc.constantFrom('securesite', 'trustasia', 'globalsign', 'wotrus', 'cfca', 'dnspod-sm2'),
      certificateType: fc.constantFrom('dv', 'ov', 'ev'),
      runsByItself: fc.boolean(),
      reused: fc.boolean(),
      beforeDays: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
    }),
  });

  it('leaves no gap, covers the plan to its end and not beyond, breaks no rule, and makes no certificate in vain', () => {
    fc.assert(
      fc.property(anyPlan, ({ bought, years, facts: { reused, ...facts } }) => {
        const validatedAt = reused ? at(bought) : undefined;
        const complete = { ...facts, domainValidatedAt: validatedAt, organizationValidatedAt: validatedAt };
        const { certificates, endsAt } = plan(complete, bought, years);
        const last = certificates.at(-1);
        expect(last?.notAfter).toBeLessThanOrEqual(endsAt);
        expect(last?.notAfter).toBeGreaterThan(endsAt - 3_600_001);
        certificates.forEach((certificate, index) => {
          expect(certificate.notAfter).toBe(
            issuedUntil(complete as ReissueFacts, certificate.notBefore, endsAt),
          );
          const before = certificates[index - 1];
          if (!before) return;
          expect(certificate.notBefore).toBeLessThanOrEqual(before.notAfter);
          expect(certificate.notBefore).toBeGreaterThan(before.notBefore);
          expect(certificate.notAfter).toBeGreaterThan(before.notAfter);
        });
      }),
      { numRuns: 400 },
    );
  });

  it('is never longer than its day allows', () => {
    const { certificates } = plan(BY_ITSELF, '2026-11-24T12:00:00Z', 3);
    for (const { notBefore, notAfter } of certificates) {
      const days = validityDays(new Date(notBefore), new Date(notAfter));
      const most = notBefore < at('2027-03-15') ? 199 : notBefore < at('2029-03-15') ? 99 : 46;
      expect(days).toBeLessThanOrEqual(most);
    }
  });
});

describe('when', () => {
  const current = { notBefore: at('2026-11-24T00:00:00Z'), notAfter: at('2027-06-10T23:59:59Z') };
  const endsAt = at('2029-11-24T00:00:00Z');
  const now = current.notBefore;

  it('is 15 days before where it runs by itself, 30 where people are needed', () => {
    expect(REISSUE_LEAD_DAYS).toEqual({ runsByItself: 15, withPeople: 30 });
    expect(nextReissueAt(BY_ITSELF, current, endsAt, now)).toEqual({
      at: current.notAfter - 15 * DAY_MS,
      needsPeople: false,
    });
    expect(nextReissueAt(WITH_PEOPLE, current, endsAt, now)).toEqual({
      at: current.notAfter - 30 * DAY_MS,
      needsPeople: true,
    });
  });

  it('is the subscriber’s own choice where there is one', () => {
    for (const facts of [BY_ITSELF, WITH_PEOPLE])
      expect(nextReissueAt({ ...facts, beforeDays: 20 }, current, endsAt, now)?.at).toBe(
        current.notAfter - 20 * DAY_MS,
      );
  });

  it('is never where the certificate reaches the end of the plan', () => {
    expect(nextReissueAt(BY_ITSELF, current, current.notAfter, now)).toBeUndefined();
    expect(nextReissueAt(BY_ITSELF, current, current.notAfter + 3_600_000, now)).toBeUndefined();
    expect(nextReissueAt(BY_ITSELF, current, current.notAfter + 3_600_001, now)).toBeDefined();
  });

  it('leaves a third of a short certificate, whatever was chosen, and looks at the one that follows', () => {
    const short = { notBefore: at('2029-04-01T00:00:00Z'), notAfter: at('2029-05-16T23:59:59Z') };
    const chosen = nextReissueAt({ ...BY_ITSELF, beforeDays: 60 }, short, endsAt, short.notBefore);
    expect(chosen?.at).toBeGreaterThanOrEqual(short.notBefore + (short.notAfter - short.notBefore) / 3);
    const last = { notBefore: at('2029-03-14T00:00:00Z'), notAfter: at('2029-06-20T23:59:59Z') };
    const early = nextReissueAt({ ...BY_ITSELF, beforeDays: 60 }, last, endsAt, last.notBefore);
    expect(early?.at).toBe(Math.ceil(last.notAfter - (46 * DAY_MS * 2) / 3));
  });
});

describe('validations that can be used again', () => {
  const endsAt = at('2029-12-04T00:00:00Z');
  const current = { notBefore: at('2026-12-04T00:00:00Z'), notAfter: at('2027-06-20T23:59:59Z') };
  const facts = { ...BY_HAND, domainValidatedAt: at('2026-12-04T00:00:00Z') };

  it('die with the rule of 2027-03-15, and are used right before: people are asked a hundred days later', () => {
    expect(validationsLapseAt(facts)).toBe(at('2027-03-14T23:59:59.999Z'));
    const next = nextReissueAt(facts, current, endsAt, current.notBefore);
    expect(next).toEqual({ at: at('2027-03-09T23:59:59Z'), needsPeople: false });
    const after = { notBefore: at('2027-03-09T23:59:59Z'), notAfter: at('2027-09-24T23:59:58Z') };
    expect(nextReissueAt(facts, after, endsAt, after.notBefore)).toEqual({
      at: at('2027-08-25T23:59:58Z'),
      needsPeople: true,
    });
  });

  it('are no help once they have lapsed', () => {
    const late = at('2027-03-15T00:00:00Z');
    expect(nextReissueAt(facts, current, endsAt, late)).toEqual({
      at: current.notAfter - 30 * DAY_MS,
      needsPeople: true,
    });
  });

  it('are used as late as they can be where they outlast the 30 days', () => {
    const young = { notBefore: at('2027-04-01T00:00:00Z'), notAfter: at('2027-07-08T23:59:59Z') };
    const fresh = { ...BY_HAND, domainValidatedAt: young.notBefore };
    expect(nextReissueAt(fresh, young, endsAt, young.notBefore)).toEqual({
      at: at('2027-06-23T23:59:59Z'),
      needsPeople: false,
    });
  });

  it('are not used so early that it gains nothing', () => {
    // 10 days of reuse (from 2029-03-15): a certificate on the fifth day would put people off by five days.
    const short = { notBefore: at('2029-04-01T00:00:00Z'), notAfter: at('2029-05-16T23:59:59Z') };
    const fresh = { ...BY_HAND, domainValidatedAt: short.notBefore };
    expect(nextReissueAt(fresh, short, endsAt, short.notBefore)?.needsPeople).toBe(true);
    // Unless it covers the rest of the plan.
    expect(nextReissueAt(fresh, short, short.notAfter + 4 * DAY_MS, short.notBefore)).toEqual({
      at: at('2029-04-06T00:00:00Z'),
      needsPeople: false,
    });
  });

  it('count only where people made them: a company’s check lasts longer than the names that run by themselves', () => {
    const ov: ReissueFacts = {
      ...WITH_PEOPLE,
      brand: 'trustasia',
      domainNeedsPeople: false,
      organizationNeedsPeople: true,
      organizationValidatedAt: current.notBefore,
    };
    expect(day(validationsLapseAt(ov))).toBe('2027-12-04');
    expect(nextReissueAt(ov, current, endsAt, current.notBefore)).toEqual({
      at: current.notAfter - 15 * DAY_MS,
      needsPeople: false,
    });
    expect(validationsLapseAt({ ...ov, domainNeedsPeople: true })).toBeUndefined();
  });

  it('SM2: thirteen months by contract', () => {
    const sm2: ReissueFacts = { ...BY_HAND, brand: 'dnspod-sm2', domainValidatedAt: current.notBefore };
    expect(day(validationsLapseAt(sm2))).toBe('2028-01-04');
  });

  it('a brand that uses none again has people asked each time', () => {
    expect(validationsLapseAt({ ...facts, brand: 'geotrust' })).toBeUndefined();
  });

  it('spare people in a whole plan', () => {
    const asked = (validatedAt: number | undefined) =>
      plannedCertificates(
        { facts: { ...BY_HAND, domainValidatedAt: validatedAt }, endsAt },
        current.notBefore,
      ).filter(({ needsPeople }) => needsPeople).length;
    expect(asked(undefined)).toBe(24);
    expect(asked(current.notBefore)).toBeLessThan(asked(undefined));
  });
});

describe('a certificate of which its CA says when it wants it replaced', () => {
  const notBefore = at('2026-11-24T00:00:00Z');
  const notAfter = notBefore + 90 * DAY_MS;
  const after = (days: number) => notBefore + days * DAY_MS;
  const endsAt = after(365);
  const DV: ReissueFacts = { ...BY_ITSELF, brand: 'acme', certificateType: 'dv' };
  const nextOf = (facts: ReissueFacts, suggestedAt?: number, planEndsAt = endsAt) =>
    nextReissueAt(facts, { notBefore, notAfter, suggestedAt }, planEndsAt, after(1));

  it('is replaced then, be it earlier or later than our own days', () => {
    expect(nextOf(DV)).toEqual({ at: after(75), needsPeople: false });
    expect(nextOf(DV, after(60))).toEqual({ at: after(60), needsPeople: false });
    expect(nextOf(DV, after(80))).toEqual({ at: after(80), needsPeople: false });
  });

  it('is replaced in time for a second attempt, and not in its first hours', () => {
    expect(nextOf(DV, after(200))?.at).toBe(after(85));
    expect(nextOf(DV, after(-3))?.at).toBe(after(0.5));
  });

  it('is never left fewer days than the subscriber chose, or than people need', () => {
    const chosen = { ...DV, beforeDays: 20 };
    expect(nextOf(chosen, after(80))?.at).toBe(after(70));
    expect(nextOf(chosen, after(60))?.at).toBe(after(60));
    const byHand = { ...DV, runsByItself: false };
    expect(nextOf(byHand, after(80))).toEqual({ at: after(60), needsPeople: true });
    expect(nextOf(byHand, after(50))).toEqual({ at: after(50), needsPeople: true });
  });

  it('needs nobody where what people once showed still counts by then', () => {
    // The forum's 200 days: that proof lapses 24 days after the certificate was issued.
    const domainValidatedAt = at('2026-06-01T00:00:00Z');
    const byHand = { ...DV, runsByItself: false, domainNeedsPeople: true, domainValidatedAt };
    expect(nextOf(byHand)).toEqual({ at: after(60), needsPeople: true });
    expect(nextOf(byHand, after(10))).toEqual({ at: after(10), needsPeople: false });
    expect(nextOf(byHand, after(40))).toEqual({ at: after(40), needsPeople: true });
  });

  it('has no successor where it lasts until the plan’s end, unless its CA can’t wait for that', () => {
    const lasts = after(85);
    expect(nextOf(DV, undefined, lasts)).toBeUndefined();
    expect(nextOf(DV, after(86), lasts)).toBeUndefined();
    expect(nextOf(DV, after(60), lasts)).toEqual({ at: after(60), needsPeople: false });
  });

  it('counts for the certificate of today alone', () => {
    const current = { number: 1, notBefore, notAfter, suggestedAt: after(60) };
    const [, second, third] = plannedCertificates({ facts: DV, endsAt, current }, after(1));
    expect(second?.notBefore).toBe(after(60));
    const days = ((second?.notAfter ?? 0) - (third?.notBefore ?? 0)) / DAY_MS;
    expect(Math.round(days)).toBe(15);
  });
});
