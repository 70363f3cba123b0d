/** What can be bought: every brand, type and kind with its terms, as data (ordering rules, section 2). */
import type {
  Brand,
  CertificateKind,
  CertificateType,
  KeyAlgorithm,
  OrderTerms,
  OrganizationWay,
  SignatureHash,
  ValidationMethod,
} from './words.js';
import { BRANDS } from './words.js';
import { CATALOGUE } from './rows.js';
import { Refusal } from '../refusals.js';
import type { RefusalDetails } from '../refusals.js';
import { organizationTerms } from '../organization/ways.js';
import { WAIT_POLICIES } from '../waits.js';

/** `none`: the CA asks nothing about the organization. */
export type OrganizationValidation = 'none' | OrganizationWay;

/** One line of the catalogue. `kinds` are the kinds of name lists it is sold for. */
export interface CatalogueRow {
  readonly brand: Brand;
  readonly certificateType: CertificateType;
  readonly kinds: readonly CertificateKind[];
  readonly organizationValidation: OrganizationValidation;
  /** Lengths in years a plan may have. */
  readonly planYears: readonly number[];
  /** Recommended one first. */
  readonly keyAlgorithms: readonly KeyAlgorithm[];
  /** What a CSR may be signed with, the usual one first; SM2 keys sign with SM3 and nothing else. */
  readonly signatureHashes: readonly SignatureHash[];
  readonly ipAddresses: boolean;
  readonly maxNames: number;
  readonly validationMethods: readonly ValidationMethod[];
  /** Plans of several years re-issue by themselves, so they may accept fewer methods (ordering rules, section 5). */
  readonly validationMethodsOfLongPlans: readonly ValidationMethod[];
  readonly source: string;
}

/** Days after which a random value is replaced: ordering rules, section 5; BR 3.2.2.4.7 allows it no longer than that. */
export const RANDOM_VALUE_DAYS = 30;

/** Which kind of certificate these names make; names are normalized (domain/names/name-list.ts) and at least one. */
export function kindOf(names: readonly string[]): CertificateKind {
  const hasWildcard = names.some((name) => name.startsWith('*.'));
  if (names.length > 1) return hasWildcard ? 'wildcard-multi' : 'multi';
  return hasWildcard ? 'wildcard' : 'single';
}

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

/**
 * The terms an order is placed under, copied from the catalogue. Throws Refusal where the brand doesn't sell this type
 * for this kind of names, or not for so many years (`planYears`).
 */
export function termsFor(
  brand: Brand,
  certificateType: CertificateType,
  kind: CertificateKind,
  planYears = 1,
): OrderTerms {
  const row = catalogueRow(brand, certificateType, kind);
  if (!row.planYears.includes(planYears)) throw new Refusal(planNotSold(row, kind, planYears));
  return {
    brand,
    certificateType,
    kind,
    validationMethods: planYears === 1 ? row.validationMethods : row.validationMethodsOfLongPlans,
    keyAlgorithms: row.keyAlgorithms,
    randomValueDays: RANDOM_VALUE_DAYS,
    waits: WAIT_POLICIES,
    ...organizationTerms(row.organizationValidation, certificateType),
  };
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

function planNotSold(row: CatalogueRow, kind: CertificateKind, planYears: number): RefusalDetails {
  return {
    code: 'InvalidInput',
    field: 'planYears',
    message: `${row.brand} ${row.certificateType} (${kind}) has no plan of ${planYears} years`,
    accepted: row.planYears.join(', '),
  };
}
