/** What can be bought: which brand sells which type for which kind of names (ordering rules, section 2). */
import type { Brand, CertificateType, KeyAlgorithm, SignatureHash } from './words.js';
import type { CertificateKind } from '../names/kinds.js';
import { BRANDS } from './words.js';
import { CATALOGUE } from './rows.js';
import { Refusal } from '../refusals.js';
import type { RefusalDetails } from '../refusals.js';
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
  const types = new Set(CATALOGUE.filter((row) => row.brand === brand).map((row) => row.certificateType));
  return {
    code: 'InvalidInput',
    field: 'type',
    message: `${brand} sells no ${type} certificate`,
    accepted: `${[...types].join(', ')} of ${brand}; ${type} is sold by ${brandsSelling(type).join(', ')}`,
  };
}

function kindNotSold(
  brand: Brand,
  type: CertificateType,
  kind: CertificateKind,
  rows: readonly CatalogueRow[],
): RefusalDetails {
  return {
    code: 'InvalidInput',
    field: 'names',
    message: `These names make a ${kind} certificate, which ${brand} doesn't sell as ${type}`,
    accepted: rows
      .flatMap((row) => row.kinds)
      .map((sold) => NAMES_OF_KIND[sold])
      .join('; '),
  };
}

const NAMES_OF_KIND: Record<CertificateKind, string> = {
  single: 'exactly one name (single)',
  multi: 'several names without a wildcard (multi)',
  wildcard: 'exactly one wildcard name (wildcard)',
  'wildcard-multi': 'several names, wildcards among them (wildcard-multi)',
};
