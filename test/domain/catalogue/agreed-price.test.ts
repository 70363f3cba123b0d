/** What a caller saw and what it costs: only the same amount passes. */
import { describe, expect, it } from 'vitest';
import { refusalOfPrice } from '../../../domain/catalogue/agreed-price.js';
import { amountFrom, moneyText } from '../../../domain/catalogue/money.js';
import { latinSentences } from '../../support/latin-sentences.js';

const PRICE = { amount: 38_000, currency: 'CNY' } as const;

describe('an expected price', () => {
  it.each([
    [PRICE, 38_000],
    [PRICE, undefined],
    [undefined, 0],
    [undefined, undefined],
  ])('of %j is met by %j', (price, expected) => {
    expect(refusalOfPrice(price, expected)).toBeUndefined();
  });

  it.each([
    [PRICE, 40_000, 'RefusedInThisState', /380\.00 CNY, not 400\.00 CNY/],
    [PRICE, 0, 'RefusedInThisState', /380\.00 CNY, which nobody has agreed to/],
    [undefined, 38_000, 'RefusedInThisState', /0\.00 CNY, not 380\.00 CNY/],
    [PRICE, Number.NaN, 'InvalidInput', /whole number of fen/],
    [PRICE, -1, 'InvalidInput', /whole number of fen/],
    [PRICE, 380.5, 'InvalidInput', /whole number of fen/],
  ])('of %j is not met by %j', (price, expected, code, message) => {
    const refusal = refusalOfPrice(price, expected);
    expect(refusal).toMatchObject({ code, field: 'expectedPrice' });
    expect(refusal?.message).toMatch(message);
    // What would pass is told: in fen for programs, in yuan for the command line.
    const amount = price?.amount ?? 0;
    expect(refusal?.accepted).toContain(`${amount} (`);
    expect(refusal?.accepted).toContain(`--price ${(amount / 100).toFixed(2)}`);
    expect(latinSentences(`${refusal?.chinese.message}\n${refusal?.chinese.accepted}`)).toEqual([]);
  });
});

describe('an amount', () => {
  it.each([
    ['380', 38_000],
    ['380.5', 38_050],
    [' 380.05 ', 38_005],
    ['380.00 CNY', 38_000],
    ['0', 0],
  ])('is read from %j', (text, fen) => {
    expect(amountFrom(text)).toBe(fen);
  });

  it.each(['', '-1', '1.234', '1,000', '38000 fen', '1e3', 'ten'])('is not read from %j', (text) => {
    expect(amountFrom(text)).toBeUndefined();
  });

  it('is shown as it is read', () => {
    expect(amountFrom(moneyText(PRICE))).toBe(PRICE.amount);
  });
});
