/** What can be ordered, and what each product takes: the catalogue as people choose from it, with how long orders took here. */
import { CATALOGUE } from '../../domain/catalogue/rows.js';
import type { CatalogueRow } from '../../domain/catalogue/row.js';
import { listPriceOf } from '../../domain/catalogue/prices.js';
import {
  VALIDATION_METHODS,
  type Brand,
  type CertificateType,
  type KeyAlgorithm,
  type SignatureHash,
} from '../../domain/catalogue/words.js';
import type { CertificateKind } from '../../domain/names/kinds.js';
import {
  needsOf,
  offeredMethod,
  type OfferedMethod,
  type ProductNeeds,
} from '../../domain/orders/product-needs.js';
import { usualTimes, type UsualTime } from '../../db/statements/orders/usual-times.js';
import type { ClientContext } from '../context.js';

export interface ProductView {
  readonly brand: Brand;
  readonly type: CertificateType;
  /** With what each costs: whole fen a year. */
  readonly kinds: readonly {
    readonly kind: CertificateKind;
    readonly perYear: number;
    readonly perFurtherName: number;
  }[];
  readonly years: readonly number[];
  /** The recommended one first. */
  readonly keys: readonly { readonly algorithm: KeyAlgorithm; readonly isRecommended: boolean }[];
  /** The usual one first. */
  readonly hashes: readonly SignatureHash[];
  readonly methods: readonly OfferedMethod[];
  readonly ipAddresses: boolean;
  readonly maxNames: number;
  readonly needs: ProductNeeds;
  /** Every product of today takes both; a password only where the key is made here. */
  readonly keyPassword: boolean;
  readonly pastedCsr: boolean;
  /** Orders of this brand and type in this account, issued within a year; null where there are none. */
  readonly usual: Pick<UsualTime, 'count' | 'medianSeconds' | 'ninetiethSeconds'> | null;
}

const A_YEAR_MS = 365 * 86_400_000;

export class Catalogue {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /** In the order of the catalogue. One brand and type may have several rows, of different kinds. */
  async show(): Promise<{ readonly products: readonly ProductView[] }> {
    const { database, account, clock } = this.#context;
    const usual = await usualTimes(database, account, new Date(clock() - A_YEAR_MS));
    return { products: CATALOGUE.map((row) => productView(row, usual)) };
  }
}

function productView(row: CatalogueRow, usual: readonly UsualTime[]): ProductView {
  const { brand, certificateType: type, kinds, planYears, keyAlgorithms, signatureHashes } = row;
  const took = usual.find((one) => one.brand === brand && one.type === type);
  return {
    brand,
    type,
    kinds: kinds.map((kind) => {
      const { perYear, perFurtherName } = listPriceOf(brand, type, kind) ?? { perYear: 0, perFurtherName: 0 };
      return { kind, perYear, perFurtherName };
    }),
    years: planYears,
    keys: keyAlgorithms.map((algorithm, at) => ({ algorithm, isRecommended: at === 0 })),
    hashes: signatureHashes,
    methods: VALIDATION_METHODS.map((method) => offeredMethod(row, method)),
    ipAddresses: row.ipAddresses,
    maxNames: row.maxNames,
    needs: needsOf(row),
    keyPassword: true,
    pastedCsr: true,
    usual: took
      ? { count: took.count, medianSeconds: took.medianSeconds, ninetiethSeconds: took.ninetiethSeconds }
      : null,
  };
}
