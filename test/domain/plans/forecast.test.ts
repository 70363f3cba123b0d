/** What a forecast tells around the new rules of 2027-03-15, line by line, and week by week. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { mergedRuns } from '../../../domain/merged-runs.js';
import {
  compareItems,
  forecast,
  ofOpenOrders,
  ofPlans,
  type ForecastItem,
  type ForecastPlan,
  type OpenOrder,
} from '../../../domain/plans/forecast.js';
import { weeksOf } from '../../../domain/plans/forecast-weeks.js';
import { forecastInWords } from '../../../domain/plans/forecast-words.js';
import { reissueFactsOf, type ReissuedProduct } from '../../../domain/plans/reissue-facts.js';

const at = (text: string) => Date.parse(text);
const day = (instant: number) => new Date(instant).toISOString().slice(0, 10);
const NOW = at('2026-12-04T00:00:00Z');

const PRODUCT: ReissuedProduct = {
  brand: 'trustasia',
  certificateType: 'dv',
  validationMethod: 'auto-dns',
  organizationWay: undefined,
  domainValidatedAt: NOW,
  organizationValidatedAt: undefined,
  beforeDays: undefined,
};

/** One year, bought on 2026-12-04; the names run by themselves. */
function plan(product: Partial<ReissuedProduct> = {}, more: Partial<ForecastPlan> = {}): ForecastPlan {
  const complete = { ...PRODUCT, ...product };
  return {
    planId: 'plan-1',
    kind: 'series',
    endsAt: at('2027-12-04T00:00:00Z'),
    names: ['www.example.com'],
    autoRenew: false,
    renewed: false,
    successorUnderWay: false,
    failedAttempts: 0,
    current: {
      certificateId: 'cert-1',
      number: 1,
      notBefore: NOW,
      notAfter: at('2027-06-20T23:59:59Z'),
    },
    reissue: reissueFactsOf(complete),
    validationMethod: complete.validationMethod,
    organizationWay: complete.organizationWay,
    ...more,
  };
}

const BY_HAND = { validationMethod: 'manual-dns' } as const;
const LETTERS = {
  brand: 'globalsign',
  certificateType: 'ov',
  organizationWay: 'confirmation-letter',
  organizationValidatedAt: NOW,
} as const;

function ofPlan(given: ForecastPlan, from = '2026-12-04', until = '2028-12-31'): ForecastItem[] {
  return forecast(
    { orders: [], plans: [given] },
    { now: NOW, from: at(`${from}T00:00:00Z`), until: at(`${until}T23:59:59.999Z`) },
  );
}

const lines = (items: readonly ForecastItem[]) =>
  items.map(({ kind, at: when, by, needsPeople }) => [kind, day(when), day(by), needsPeople]);

describe('a plan', () => {
  it('that runs by itself: its re-issues, the rule that ends its validation, its end', () => {
    const items = ofPlan(plan());
    expect(lines(items)).toEqual([
      ['validation-lapses', '2027-03-14', '2027-03-14', false],
      ['reissue', '2027-06-05', '2027-06-20', false],
      ['reissue', '2027-08-28', '2027-09-12', false],
      ['renewal', '2027-11-04', '2027-12-04', true],
      ['expiry', '2027-12-04', '2027-12-04', true],
    ]);
    expect(items[0]).toMatchObject({ proof: 'domain', rule: '2027-03-15', certificateId: 'cert-1' });
    expect(items[1]).toMatchObject({ number: 2, planId: 'plan-1', needs: [] });
  });

  it('by hand: re-issued right before the rule, then people are needed', () => {
    const items = ofPlan(plan(BY_HAND));
    expect(lines(items)).toEqual([
      ['reissue', '2027-03-09', '2027-06-20', false],
      ['validation-lapses', '2027-03-14', '2027-03-14', true],
      ['reissue', '2027-08-25', '2027-09-24', true],
      ['renewal', '2027-11-04', '2027-12-04', true],
      ['reissue', '2027-11-17', '2027-12-02', false],
      ['expiry', '2027-12-04', '2027-12-04', true],
    ]);
    expect(items[2]?.needs).toEqual(['record']);
  });

  it('with a letter every time: no earlier check serves, whatever its age', () => {
    const items = ofPlan(plan(LETTERS));
    const reissues = items.filter(({ kind }) => kind === 'reissue');
    expect(lines(reissues)[0]).toEqual(['reissue', '2027-05-21', '2027-06-20', true]);
    expect(reissues.every(({ needs }) => needs.includes('confirmation-letter'))).toBe(true);
    expect(items.some(({ proof }) => proof === 'organization')).toBe(false);
  });

  it('is seen from a later day as if all before had been done', () => {
    const whole = ofPlan(plan(BY_HAND));
    expect(ofPlan(plan(BY_HAND), '2027-08-26', '2027-11-10')).toEqual(
      whole.filter(({ at: when }) => when > at('2027-08-26') && when < at('2027-11-11')),
    );
  });

  it('that renews itself ends with nothing for people to do', () => {
    const end = ofPlan(plan({}, { autoRenew: true })).filter(({ kind }) => kind !== 'reissue');
    expect(lines(end).at(-1)).toEqual(['renewal', '2027-11-04', '2027-12-04', false]);
    const byHand = ofPlan(plan(BY_HAND, { autoRenew: true }));
    expect(byHand.find(({ kind }) => kind === 'renewal')).toMatchObject({
      needsPeople: true,
      needs: ['record'],
    });
  });

  it('whose next order is under way, or keeps failing', () => {
    const underWay = ofPlan(plan({}, { successorUnderWay: true }));
    expect(underWay.filter(({ kind }) => kind === 'reissue').map(({ number }) => number)).toEqual([3]);
    const failing = ofPlan(plan({}, { failedAttempts: 3 }));
    expect(failing.filter(({ kind }) => kind === 'reissue').map(({ needsPeople }) => needsPeople)).toEqual([
      true,
      false,
    ]);
  });

  it('late is due now', () => {
    const late = {
      certificateId: 'cert-1',
      number: 1,
      notBefore: NOW - 190 * 86_400_000,
      notAfter: NOW + 86_400_000,
    };
    const [first] = ofPlan(plan({}, { current: late }));
    expect(first).toMatchObject({ kind: 'reissue', at: NOW, by: late.notAfter });
  });

  it('of one certificate, or from elsewhere, expires', () => {
    for (const kind of ['single', 'uploaded'] as const) {
      const endsAt = at('2027-06-20T23:59:59Z');
      const items = ofPlan(plan({}, { kind, endsAt, reissue: undefined }));
      expect(lines(items)).toEqual([['expiry', '2027-06-21', '2027-06-21', true]]);
    }
  });

  it('SM2 is outside the Forum’s rules: thirteen months', () => {
    const items = ofPlan(plan({ brand: 'dnspod-sm2', ...BY_HAND }, { endsAt: at('2027-12-04T00:00:00Z') }));
    const lapse = items.find(({ kind }) => kind === 'validation-lapses');
    expect(lapse && day(lapse.at)).toBe('2028-01-04');
    expect(lapse?.rule).toBeUndefined();
  });
});

describe('open orders', () => {
  const order: OpenOrder = {
    orderId: 'order-1',
    brand: 'globalsign',
    certificateType: 'ov',
    names: ['www.example.com'],
    waits: [
      { wait: 'subscriber-letter', deadline: at('2027-03-20T00:00:00Z') },
      { wait: 'ca-organization', deadline: at('2027-01-10T00:00:00Z') },
    ],
    domainValidatedAt: NOW,
    organizationValidatedAt: undefined,
  };

  it('tell their letters, their deadlines and the rule that ends what they have shown', () => {
    const period = { now: NOW, from: NOW, until: at('2027-12-31T00:00:00Z') };
    const items = forecast({ orders: [order], plans: [] }, period);
    expect(lines(items)).toEqual([
      ['order-deadline', '2027-01-10', '2027-01-10', false],
      ['validation-lapses', '2027-03-14', '2027-03-14', true],
      ['letter', '2027-03-20', '2027-03-20', true],
    ]);
    expect(items[1]?.rule).toBe('2027-03-15');
  });

  it('that end before: what they have shown lapses when nobody needs it', () => {
    const waits = order.waits.slice(1);
    const period = { now: NOW, from: NOW, until: at('2027-12-31T00:00:00Z') };
    const items = forecast({ orders: [{ ...order, waits }], plans: [] }, period);
    expect(items.map(({ kind }) => kind)).toEqual(['order-deadline']);
  });
});

describe('by week', () => {
  it('counts kinds and people; a week belongs to the year of its Thursday', () => {
    const week = (when: string) => {
      const [first] = ofPlan(plan());
      if (!first) throw new Error('nothing to do');
      return weeksOf([{ ...first, at: at(when) }])[0];
    };
    expect(week('2027-03-14T23:59:59Z')).toMatchObject({ week: '2027-W10', from: '2027-03-08' });
    expect(week('2027-03-15T00:00:00Z')).toMatchObject({ week: '2027-W11', from: '2027-03-15' });
    expect(week('2027-01-03T23:59:59Z')).toMatchObject({ week: '2026-W53', from: '2026-12-28' });
    expect(week('2024-12-30T00:00:00Z')).toMatchObject({ week: '2025-W01', from: '2024-12-30' });
  });

  it('adds up', () => {
    const items = ofPlan(plan(BY_HAND));
    const weeks = weeksOf(items);
    expect(weeks.reduce((sum, { total }) => sum + total, 0)).toBe(items.length);
    const marched = weeks.find(({ week }) => week === '2027-W10');
    expect(marched).toMatchObject({
      total: 2,
      withPeople: 1,
      counts: { reissue: 1, 'validation-lapses': 1 },
    });
    expect(weeks.map(({ from }) => from)).toEqual([...weeks.map(({ from }) => from)].sort());
  });
});

describe('in words', () => {
  it('names the rule, the day and what people have to give, in both languages', () => {
    const items = ofPlan(plan({ ...LETTERS, ...BY_HAND }));
    const words = items.map((item) => forecastInWords(item, 'UTC'));
    expect(words.map(({ en }) => en)).toContain(
      'the validation of the names can be used no longer (rule of 2027-03-15); validate anew for what is issued later; needs a DNS record set by hand',
    );
    expect(words.map(({ en }) => en)).toContain(
      'order certificate 2, by 2027-06-20; needs a DNS record set by hand and a stamped letter',
    );
    // The last second of that day is the next morning in Beijing.
    expect(items.map((item) => forecastInWords(item).en)).toContainEqual(
      expect.stringContaining('order certificate 2, by 2027-06-21'),
    );
    expect(words.every(({ zh }) => /\p{Script=Han}/u.test(zh))).toBe(true);
  });
});

describe('in pages', () => {
  const day = 86_400_000;
  const plans = fc.array(
    fc.record({
      born: fc.integer({ min: -190, max: 0 }),
      years: fc.constantFrom(1, 2, 3),
      brand: fc.constantFrom('trustasia', 'globalsign', 'geotrust', 'dnspod-sm2'),
      certificateType: fc.constantFrom('dv', 'ov', 'ev'),
      validationMethod: fc.constantFrom('auto-dns', 'manual-dns', 'file'),
      kind: fc.constantFrom('series', 'series', 'series', 'single', 'uploaded'),
      beforeDays: fc.constantFrom(undefined, 10, 45),
      autoRenew: fc.boolean(),
      successorUnderWay: fc.boolean(),
      failedAttempts: fc.constantFrom(0, 0, 3),
    } as const),
    { maxLength: 12 },
  );
  const some = (drawn: readonly Drawn[]) =>
    drawn.map(({ born, years, brand, certificateType, validationMethod, beforeDays, ...more }, index) => {
      const notBefore = NOW + born * day;
      const product = { brand, certificateType, validationMethod, beforeDays, domainValidatedAt: notBefore };
      const current = { certificateId: `c${index}`, number: 1, notBefore, notAfter: notBefore + 199 * day };
      return plan(product, { ...more, planId: `p${index}`, endsAt: notBefore + years * 365 * day, current });
    });
  type Drawn = typeof plans extends fc.Arbitrary<(infer One)[]> ? One : never;

  /** As it was made before it came in pages: every plan played to its end, all items sorted at once. */
  function atOnce(given: readonly ForecastPlan[], from: number, until: number): ForecastItem[] {
    const farAway = NOW + 20 * 365 * day;
    return given
      .flatMap((one) => forecast({ orders: [], plans: [one] }, { now: NOW, from: NOW, until: farAway }))
      .filter(({ at: when }) => when >= from && when <= until)
      .sort((one, other) => one.at - other.at || one.by - other.by || one.kind.localeCompare(other.kind));
  }

  it('is the same as at once, however the pages are cut and wherever the period ends', () => {
    const size = fc.integer({ min: 1, max: 5 });
    const days = fc.integer({ min: 0, max: 1200 });
    fc.assert(
      fc.property(plans, size, days, days, (drawn, pageSize, first, length) => {
        const all = some(drawn);
        const period = { now: NOW, from: NOW + first * day, until: NOW + (first + length) * day };
        const runs = [];
        for (let at = 0; at < all.length; at += pageSize)
          runs.push(ofPlans(all.slice(at, at + pageSize), period));
        const read = [...mergedRuns([ofOpenOrders([], period), ...runs], compareItems)];
        expect(read).toEqual(atOnce(all, period.from, period.until));
        expect(weeksOf(read).reduce((sum, { total }) => sum + total, 0)).toBe(read.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe('sorted runs', () => {
  it('are read in order, the earlier run first where items are equal, with few comparisons', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.integer({ min: 0, max: 20 }))), (drawn) => {
        const runs = drawn.map((run, index) => run.sort((a, b) => a - b).map((value) => ({ value, index })));
        let compared = 0;
        const read = [
          ...mergedRuns(runs, (one, other) => {
            compared += 1;
            return one.value - other.value;
          }),
        ];
        const all = runs.flat();
        expect(read).toEqual(all.sort((one, other) => one.value - other.value || one.index - other.index));
        expect(compared).toBeLessThanOrEqual(
          (all.length + runs.length) * 2 * Math.ceil(Math.log2(runs.length + 1)),
        );
      }),
    );
  });
});
