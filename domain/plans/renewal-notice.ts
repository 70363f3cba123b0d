/** What is told ahead of a renewal that nobody asks for anew: the amount that will be set aside, and when. Used by workflows. */
import type { Price } from '../catalogue/prices.js';

/**
 * Days before a plan renews itself at which its price is told. Measures for the Supervision of Online Transactions (SAMR
 * order 37 of 2021), article 18: at least five days before an automatic renewal, conspicuously. Two more, for whoever reads late.
 */
export const RENEWAL_NOTICE_DAYS = 7;

/** A renewal as it was told. `at`: not before then; milliseconds since the epoch. */
export interface ToldRenewal extends Price {
  readonly at: number;
}

/** The occasion of its notice: another price, or another day, is told anew. */
export function occasionOfRenewal({ amount, currency, at }: ToldRenewal): string {
  return `${new Date(at).toISOString()} ${amount} ${currency}`;
}

/** Undefined for what is the occasion of no such notice. */
export function renewalIn(occasion: string): ToldRenewal | undefined {
  const [, at = '', amount] = /^(\S+) (\d+) CNY$/.exec(occasion) ?? [];
  const instant = Date.parse(at);
  if (amount === undefined || Number.isNaN(instant)) return undefined;
  return { at: instant, amount: Number(amount), currency: 'CNY' };
}
