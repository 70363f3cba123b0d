/** The terms one order lives under: what the catalogue, the clocks and the price list say when it is placed. */
import { inBoth } from '../bilingual.js';
import { type Price, type PricedProduct, priceOf } from '../catalogue/prices.js';
import { catalogueRow } from '../catalogue/products.js';
import type { CatalogueRow } from '../catalogue/row.js';
import type {
  Brand,
  CertificateType,
  ValidationMethod,
  KeyAlgorithm,
  OrderPurpose,
  SignatureHash,
} from '../catalogue/words.js';
import type { OrderConnections } from '../connections/of-order.js';
import type { CertificateKind } from '../names/kinds.js';
import { type OrganizationTerms, organizationTerms } from '../organization/ways.js';
import { Refusal, refusalDetails, type RefusalDetails } from '../refusals.js';
import type { WaitPolicies } from '../waits.js';
import { APPROVAL_TERMS, type ApprovalTerms } from './approval.js';
import { WAIT_POLICIES } from './wait-policies.js';

/** The rules one order lives under, copied from the catalogue when it is placed: a later edit cannot reach it. */
export interface OrderTerms {
  readonly brand: Brand;
  readonly certificateType: CertificateType;
  readonly kind: CertificateKind;
  readonly validationMethods: readonly ValidationMethod[];
  readonly keyAlgorithms: readonly KeyAlgorithm[];
  /** What the certificate is signed with. Absent where the CSR was pasted, and in orders of before: the CA chooses. */
  readonly signatureHash?: SignatureHash;
  /** True where the key gets a password. Absent where it gets none, and in orders of before. */
  readonly keyHasPassword?: true;
  /** Days after which the CA's random value is replaced (ordering rules, section 5). */
  readonly randomValueDays: number;
  readonly waits: WaitPolicies;
  /** Absent where the CA asks nothing about the organization (DV). */
  readonly organization?: OrganizationTerms;
  /** Absent where nothing is paid through this installation: free products, re-issues, billing elsewhere. */
  readonly price?: Price;
  /** Absent where nobody has to approve it: it costs nothing, the account does not ask for that, orders of before. */
  readonly approval?: ApprovalTerms;
  /** What it reaches the world through. Absent in orders of before, and where nothing but the environment's is there. */
  readonly connections?: OrderConnections;
}

/** What the subscriber asked for, once the form is submitted. Names are A-labels, lower case, without a trailing dot. */
export interface Submission {
  readonly names: readonly string[];
  readonly validationMethod: ValidationMethod;
  readonly terms: OrderTerms;
}

/** Days after which a random value is replaced: ordering rules, section 5; BR 3.2.2.4.7 allows it no longer than that. */
export const RANDOM_VALUE_DAYS = 30;

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

/** What a form says of the key, and of the signature on its certificate. */
type KeyChoice =
  | { readonly mode: 'generate'; readonly algorithm: KeyAlgorithm; readonly hash: SignatureHash }
  | { readonly mode: 'paste' };

/** The terms with the hash that the form chose: the CA is asked for it, and what it issues is held to it. */
export function withSignatureHash(terms: OrderTerms, csr: KeyChoice): OrderTerms {
  return csr.mode === 'generate' ? { ...terms, signatureHash: hashFor(csr) } : terms;
}

/** The terms with the fact that the key has a password; never the password. */
export function withKeyPassword(
  terms: OrderTerms,
  { keyPassword }: { readonly keyPassword?: string | undefined },
): OrderTerms {
  return keyPassword === undefined ? terms : { ...terms, keyHasPassword: true };
}

/** SM2 keys sign, and are certified, with SM3 and nothing else (ordering rules, section 2): forms of before may say otherwise. */
export function hashFor({ algorithm, hash }: Extract<KeyChoice, { mode: 'generate' }>): SignatureHash {
  return algorithm === 'sm2' ? 'sm3' : hash;
}

function planNotSold(row: CatalogueRow, kind: CertificateKind, planYears: number): RefusalDetails {
  const { brand, certificateType } = row;
  return refusalDetails('InvalidInput', {
    field: 'planYears',
    message: {
      zh: `${brand} ${certificateType}(${kind})没有 ${planYears} 年的方案`,
      en: `${brand} ${certificateType} (${kind}) has no plan of ${planYears} years`,
    },
    accepted: inBoth(row.planYears.join(', ')),
  });
}

/** The terms with what the order reaches the world through: a later edit of a route can't reach it. */
export function withConnections(terms: OrderTerms, connections: OrderConnections | undefined): OrderTerms {
  const { connections: _before, ...rest } = terms;
  return connections ? { ...rest, connections } : rest;
}

/** Does it belong to a plan that was bought before: at the CA where it was bought? */
export function isWithinItsPlan(purpose: OrderPurpose): boolean {
  return PAID_BEFORE.includes(purpose);
}

/** They are part of what was bought before (domain/catalogue/words.ts). */
const PAID_BEFORE: readonly OrderPurpose[] = ['plan-reissue', 'reissue'];

/** The terms with the approval that it needs: what costs something does, whoever takes the money. */
export function withApproval(
  terms: OrderTerms,
  priced: Pick<PricedProduct, 'years' | 'names'> & { readonly purpose: OrderPurpose },
): OrderTerms {
  return withPrice(terms, priced).price ? { ...terms, approval: APPROVAL_TERMS } : terms;
}

/** The terms of one order with its price, where it has one: the order's workflow takes payment where a price stands there. */
export function withPrice(
  terms: OrderTerms,
  { years, names, purpose }: Pick<PricedProduct, 'years' | 'names'> & { readonly purpose: OrderPurpose },
): OrderTerms {
  if (PAID_BEFORE.includes(purpose)) return terms;
  const { brand, certificateType: type, kind } = terms;
  const price = priceOf({ brand, type, kind, years, names });
  return price ? { ...terms, price } : terms;
}
