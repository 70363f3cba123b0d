// The price list: what is sold has a price, what is free or paid before has none.
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../domain/catalogue/rows.js';
import { termsFor, withPrice } from '../../../domain/orders/terms.js';
import { priceOf } from '../../../domain/catalogue/prices.js';

const PRODUCTS = CATALOGUE.flatMap(({ brand, certificateType: type, kinds, planYears }) =>
  kinds.flatMap((kind) => planYears.map((years) => ({ brand, type, kind, years }))),
);

describe('the price list', () => {
  it.each(PRODUCTS)('has $brand $type $kind for $years years', ({ brand, type, kind, years }) => {
    const price = priceOf({ brand, type, kind, years, names: ['a.example', 'b.example'] });
    if (type === 'dv-free' || brand === 'acme') {
      expect(price).toBeUndefined();
      return;
    }
    expect(price?.currency).toBe('CNY');
    expect(price?.amount).toBeGreaterThan(0);
    expect(Number.isInteger(price?.amount)).toBe(true);
  });

  it('charges each further name, and each year', () => {
    const product = { brand: 'securesite', type: 'ov', kind: 'multi', years: 1 } as const;
    const amountOf = (years: number, names: string[]) => priceOf({ ...product, years, names })?.amount ?? 0;
    const [one, two, three] = [['a'], ['a', 'b'], ['a', 'b', 'c']].map((names) => amountOf(1, names));
    expect((two ?? 0) - (one ?? 0)).toBe((three ?? 0) - (two ?? 0));
    expect(two).toBeGreaterThan(one ?? 0);
    expect(amountOf(3, ['a', 'b'])).toBe(3 * (two ?? 0));
  });

  it('refuses to sell what it has no price for', () => {
    const unsold = { brand: 'cfca', type: 'ev', kind: 'wildcard', years: 1, names: ['*.example'] } as const;
    expect(() => priceOf(unsold)).toThrow(/no cfca ev/);
  });
});

describe('terms', () => {
  const terms = termsFor('trustasia', 'dv', 'single');
  const order = { years: 1, names: ['www.example.com'] };

  it.each(['purchase', 'renewal', 'replacement', 'upgrade'] as const)('of a %s have a price', (purpose) => {
    expect(withPrice(terms, { ...order, purpose }).price).toEqual({ amount: 40_000, currency: 'CNY' });
  });

  it.each(['plan-reissue', 'reissue'] as const)('of a %s have none: it is paid before', (purpose) => {
    expect(withPrice(terms, { ...order, purpose })).toEqual(terms);
  });

  it('of a free product have none', () => {
    const free = termsFor('trustasia', 'dv-free', 'single');
    expect(withPrice(free, { ...order, purpose: 'purchase' })).toEqual(free);
  });
});
