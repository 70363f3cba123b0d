/** What a product costs: the house's own price list, as data, and what follows from it for one order. */
import type { Brand, CertificateType } from './words.js';
import type { CertificateKind } from '../names/kinds.js';

/** Whole fen for one year of one certificate. */
interface PriceRow {
  readonly brand: Brand;
  readonly type: CertificateType;
  /** A kind that is not here is not sold (domain/catalogue/rows.ts). */
  readonly perYear: Partial<Record<CertificateKind, number>>;
  /** For each ordered name after the first; by kind, since a further wildcard costs more than a further name. */
  readonly perFurtherName?: Partial<Record<CertificateKind, number>>;
}

const YUAN = 100;

function yuan(amounts: Partial<Record<CertificateKind, number>>): Partial<Record<CertificateKind, number>> {
  return Object.fromEntries(Object.entries(amounts).map(([kind, amount]) => [kind, amount * YUAN]));
}

/** Source: the house's own list. Brands and resellers have lists of their own, which are no part of this product. */
const PRICES: readonly PriceRow[] = [
  row('securesite', 'ov', { single: 4800, multi: 4800, wildcard: 28_000 }, { multi: 3800 }),
  row('securesite', 'ev', { single: 8600, multi: 8600 }, { multi: 6800 }),
  row('securesite', 'ov-pro', { single: 8800, multi: 8800 }, { multi: 7000 }),
  row('securesite', 'ev-pro', { single: 14_800, multi: 14_800 }, { multi: 11_800 }),

  row('geotrust', 'ov', { single: 2880, wildcard: 8200 }),
  row('geotrust', 'ev', { single: 5600, multi: 5600 }, { multi: 2800 }),

  row(
    'trustasia',
    'dv',
    { single: 400, multi: 400, wildcard: 1900, 'wildcard-multi': 1900 },
    { multi: 300, 'wildcard-multi': 1700 },
  ),
  row('trustasia', 'dv-free', { single: 0 }),
  row(
    'trustasia',
    'ov',
    { single: 1800, multi: 1800, wildcard: 6800, 'wildcard-multi': 6800 },
    { multi: 1200, 'wildcard-multi': 6200 },
  ),
  row('trustasia', 'ev', { single: 4200, multi: 4200 }, { multi: 3200 }),

  row(
    'globalsign',
    'ov',
    { single: 2200, multi: 2200, wildcard: 8600, 'wildcard-multi': 8600 },
    { multi: 1600, 'wildcard-multi': 7800 },
  ),
  row('globalsign', 'ev', { single: 5800, multi: 5800 }, { multi: 4400 }),

  row('cfca', 'ov', { single: 1600, multi: 1600, wildcard: 5200 }, { multi: 1200 }),
  row('cfca', 'ev', { single: 3600 }),

  row('wotrus', 'dv', { single: 380, multi: 380, wildcard: 1600 }, { multi: 260 }),
  row('wotrus', 'ov', { single: 1500, multi: 1500, wildcard: 4600 }, { multi: 1000 }),
  row('wotrus', 'ev', { single: 3200, multi: 3200 }, { multi: 2400 }),

  row('dnspod', 'dv', { single: 360, multi: 360, wildcard: 1500 }, { multi: 240 }),
  row('dnspod', 'ov', { single: 1400, multi: 1400, wildcard: 4200 }, { multi: 900 }),
  row('dnspod', 'ev', { single: 3000, multi: 3000 }, { multi: 2200 }),

  row('dnspod-sm2', 'dv', { single: 680, multi: 680, wildcard: 2600 }, { multi: 480 }),
  row('dnspod-sm2', 'ov', { single: 2400, multi: 2400, wildcard: 7600 }, { multi: 1800 }),
  row('dnspod-sm2', 'ev', { single: 4800, multi: 4800 }, { multi: 3600 }),

  // What a directory asks for an account of its own is between it and who connects it.
  row('acme', 'dv', { single: 0, multi: 0, wildcard: 0, 'wildcard-multi': 0 }),
];

function row(
  brand: Brand,
  type: CertificateType,
  perYear: PriceRow['perYear'],
  perFurtherName: PriceRow['perYear'] = {},
): PriceRow {
  return { brand, type, perYear: yuan(perYear), perFurtherName: yuan(perFurtherName) };
}

export interface PricedProduct {
  readonly brand: Brand;
  readonly type: CertificateType;
  readonly kind: CertificateKind;
  /** Of the plan: all of it is paid at once. */
  readonly years: number;
  /** As ordered; complimentary names (ordering rules, section 3) cost nothing. */
  readonly names: readonly string[];
}

/** What the list says of one kind: whole fen a year. Undefined for a kind that is not sold. */
export function listPriceOf(
  brand: Brand,
  type: CertificateType,
  kind: CertificateKind,
): { readonly perYear: number; readonly perFurtherName: number } | undefined {
  const found = PRICES.find((candidate) => candidate.brand === brand && candidate.type === type);
  const perYear = found?.perYear[kind];
  return perYear === undefined ? undefined : { perYear, perFurtherName: found?.perFurtherName?.[kind] ?? 0 };
}

/** In fen. Undefined for what costs nothing. Throws where the list has no price: what is sold must have one. */
export function priceOf({ brand, type, kind, years, names }: PricedProduct): Price | undefined {
  const listed = listPriceOf(brand, type, kind);
  if (listed === undefined) throw new Error(`The price list has no ${brand} ${type} (${kind}).`);
  const amount = (listed.perYear + (names.length - 1) * listed.perFurtherName) * years;
  return amount === 0 ? undefined : { amount, currency: 'CNY' };
}

/** The words of money: what an order costs and where its payment stands. Amounts are whole fen of the currency. */

export interface Price {
  /** In the currency's smallest unit (fen). */
  readonly amount: number;
  readonly currency: 'CNY';
}
