/** Amounts of money as people write and read them; inside they are whole fen. */
import type { Price } from './prices.js';

/** `400.00 CNY` */
export function moneyText({
  amount,
  currency,
}: {
  readonly amount: number;
  readonly currency: string;
}): string {
  return `${(amount / 100).toFixed(2)} ${currency}`;
}

/** `380`, `380.5`, `380.00`, `380.00 CNY` as fen; undefined for anything else. */
export function amountFrom(text: string): number | undefined {
  const [, yuan, fen = ''] = /^(\d{1,10})(?:\.(\d{1,2}))?(?: ?CNY)?$/i.exec(text.trim()) ?? [];
  return yuan === undefined ? undefined : Number(yuan) * 100 + Number(fen.padEnd(2, '0'));
}

/** Nothing to be paid is an amount as well. */
export function amountOf(price: Price | undefined): number {
  return price?.amount ?? 0;
}
