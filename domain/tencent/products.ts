/** The reseller's numbers for products (tencent-ssl-api, section 4.4): `ProductId` when buying, `PackageType` when reading. */
import type { Brand, CertificateType } from '../catalogue/words.js';
import type { CertificateKind } from '../names/kinds.js';

export interface TencentProduct {
  readonly id: number;
  readonly brand: Brand;
  readonly type: CertificateType;
  readonly kind: CertificateKind;
}

/** Brand, type and kind to the numbers of its generations; the first one is told of orders that were not bought by number. */
type Rows = readonly (readonly [
  Brand,
  CertificateType,
  Partial<Record<CertificateKind, readonly [number, ...number[]]>>,
])[];

/**
 * 33 to 41 are read as the English documents name them: DNSPod SM2. 102, 103 and 105 ("rapid", "generic") are of no brand that is
 * sold here.
 */
const ROWS: Rows = [
  ['securesite', 'ov', { single: [6, 75], wildcard: [7, 76], multi: [58, 93] }],
  ['securesite', 'ev', { single: [4, 77], multi: [60, 95] }],
  ['securesite', 'ov-pro', { single: [5, 97], multi: [57, 92] }],
  ['securesite', 'ev-pro', { single: [3, 96], multi: [59, 94] }],
  ['geotrust', 'ov', { single: [9, 78], wildcard: [10, 79] }],
  ['geotrust', 'ev', { single: [8, 80], multi: [61, 91] }],
  ['trustasia', 'dv-free', { single: [83, 2] }],
  ['trustasia', 'dv', { single: [104], multi: [11], wildcard: [12], 'wildcard-multi': [42] }],
  ['trustasia', 'ov', { single: [14], multi: [15], wildcard: [13], 'wildcard-multi': [21] }],
  ['trustasia', 'ev', { single: [16], multi: [17] }],
  ['globalsign', 'ov', { single: [18, 81], multi: [22, 89], wildcard: [19, 82], 'wildcard-multi': [23, 88] }],
  ['globalsign', 'ev', { single: [20, 85], multi: [24, 90] }],
  ['wotrus', 'dv', { single: [25], multi: [26], wildcard: [27] }],
  ['wotrus', 'ov', { single: [28], multi: [29], wildcard: [30] }],
  ['wotrus', 'ev', { single: [31], multi: [32] }],
  ['dnspod-sm2', 'dv', { single: [54, 33], multi: [56, 34], wildcard: [55, 35] }],
  ['dnspod-sm2', 'ov', { single: [51, 37], multi: [53, 38], wildcard: [52, 39] }],
  ['dnspod-sm2', 'ev', { single: [40], multi: [41] }],
  ['dnspod', 'dv', { single: [48], multi: [50], wildcard: [49] }],
  ['dnspod', 'ov', { single: [43], multi: [45], wildcard: [44] }],
  ['dnspod', 'ev', { single: [46], multi: [47] }],
  ['cfca', 'ov', { single: [98], multi: [99], wildcard: [100] }],
  ['cfca', 'ev', { single: [101] }],
];

export const TENCENT_PRODUCTS: readonly TencentProduct[] = ROWS.flatMap(([brand, type, kinds]) =>
  Object.entries(kinds).flatMap(([kind, ids]) =>
    ids.map((id) => ({ id, brand, type, kind: kind as CertificateKind })),
  ),
);

/** `ApplyCertificate` takes this one alone. */
export const FREE_PRODUCT_ID = 83;

/** Undefined for a number that stands for nothing that is sold here. */
export function tencentProduct(id: number): TencentProduct | undefined {
  return TENCENT_PRODUCTS.find((product) => product.id === id);
}

/** The number told of what was not bought by number; undefined for what the reseller does not sell. A draft's kind is not known yet. */
export function productIdOf(
  brand: Brand,
  type: CertificateType,
  kind: CertificateKind = 'single',
): number | undefined {
  return TENCENT_PRODUCTS.find(
    (product) => product.brand === brand && product.type === type && product.kind === kind,
  )?.id;
}

/** Section 4.4: these need more than one name when they are bought. */
export function isForSeveralNames(kind: CertificateKind): boolean {
  return kind === 'multi' || kind === 'wildcard-multi';
}

/** `DomainType` (section 4.3). */
export const DOMAIN_TYPES: Readonly<Record<CertificateKind, number>> = {
  single: 1,
  multi: 2,
  wildcard: 3,
  'wildcard-multi': 4,
};
