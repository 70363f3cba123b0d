/** What can be bought: which brand sells which type for which kind of names (ordering rules, section 2). */
import type { Bilingual } from '../bilingual.js';
import type { Brand, CertificateType, KeyAlgorithm, SignatureHash } from './words.js';
import type { CertificateKind } from '../names/kinds.js';
import { BRANDS } from './words.js';
import { CATALOGUE } from './rows.js';
import { Refusal, refusalDetails, type RefusalDetails } from '../refusals.js';
import type { CatalogueRow } from './row.js';

/** The catalogue's line for an order. Throws Refusal (`type` or `names`) where the brand doesn't sell it. */
export function catalogueRow(brand: Brand, type: CertificateType, kind: CertificateKind): CatalogueRow {
  const ofType = CATALOGUE.filter((row) => row.brand === brand && row.certificateType === type);
  if (ofType.length === 0) throw new Refusal(typeNotSold(brand, type));
  const found = ofType.find((row) => row.kinds.includes(kind));
  if (!found) throw new Refusal(kindNotSold(brand, type, kind, ofType));
  return found;
}

/** What names a product takes, before their kind is known. Throws Refusal (`type`) where the brand doesn't sell it. */
export function nameLimits(
  brand: Brand,
  type: CertificateType,
): Pick<CatalogueRow, 'ipAddresses' | 'maxNames'> {
  const row = CATALOGUE.find((candidate) => candidate.brand === brand && candidate.certificateType === type);
  if (!row) throw new Refusal(typeNotSold(brand, type));
  return { ipAddresses: row.ipAddresses, maxNames: row.maxNames };
}

/** The key that is made where the form names none: the product's recommended one. */
export function recommendedKey(
  brand: Brand,
  type: CertificateType,
): { readonly algorithm: KeyAlgorithm; readonly hash: SignatureHash } {
  const row = CATALOGUE.find((candidate) => candidate.brand === brand && candidate.certificateType === type);
  const [algorithm = 'rsa-2048'] = row?.keyAlgorithms ?? [];
  const [hash = 'sha256'] = row?.signatureHashes ?? [];
  return { algorithm, hash };
}

/** Throws Refusal (`type`) for what the brand doesn't sell. */
export function refuseUnlessSold(brand: Brand, certificateType: CertificateType): void {
  const isSold = CATALOGUE.some((row) => row.brand === brand && row.certificateType === certificateType);
  if (!isSold) throw new Refusal(typeNotSold(brand, certificateType));
}

function brandsSelling(type: CertificateType): Brand[] {
  return BRANDS.filter((brand) =>
    CATALOGUE.some((row) => row.brand === brand && row.certificateType === type),
  );
}

function typeNotSold(brand: Brand, type: CertificateType): RefusalDetails {
  const rows = CATALOGUE.filter((row) => row.brand === brand);
  const types = [...new Set(rows.map(({ certificateType }) => certificateType))].join(', ');
  const brands = brandsSelling(type).join(', ');
  return refusalDetails('InvalidInput', {
    field: 'type',
    message: { zh: `${brand} 没有 ${type} 类型的证书`, en: `${brand} sells no ${type} certificate` },
    accepted: {
      zh: `${brand} 的 ${types};有 ${type} 类型的品牌:${brands}`,
      en: `${types} of ${brand}; ${type} is sold by ${brands}`,
    },
  });
}

function kindNotSold(
  brand: Brand,
  type: CertificateType,
  kind: CertificateKind,
  rows: readonly CatalogueRow[],
): RefusalDetails {
  const sold = rows.flatMap((row) => row.kinds).map((each) => NAMES_OF_KIND[each]);
  return refusalDetails('InvalidInput', {
    field: 'names',
    message: {
      zh: `这些域名需要 ${kind} 类型的证书,而 ${brand} 的 ${type} 没有这一类型`,
      en: `These names make a ${kind} certificate, which ${brand} doesn't sell as ${type}`,
    },
    accepted: { zh: sold.map(({ zh }) => zh).join(';'), en: sold.map(({ en }) => en).join('; ') },
  });
}

const NAMES_OF_KIND: Record<CertificateKind, Bilingual> = {
  single: { zh: '恰好一个域名(single)', en: 'exactly one name (single)' },
  multi: { zh: '多个域名,不含通配符(multi)', en: 'several names without a wildcard (multi)' },
  wildcard: { zh: '恰好一个通配符域名(wildcard)', en: 'exactly one wildcard name (wildcard)' },
  'wildcard-multi': {
    zh: '多个域名,其中有通配符(wildcard-multi)',
    en: 'several names, wildcards among them (wildcard-multi)',
  },
};
