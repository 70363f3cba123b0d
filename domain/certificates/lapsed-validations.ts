/** What a certificate was issued on, judged at its issuance: no validation may have lapsed by then (ordering rules, section 9). */
import type { Bilingual } from '../bilingual.js';
import { LAPSED } from './mismatch-texts.js';
import { domainValidationReuse, isReusable } from '../catalogue/dated-rules.js';
import { organizationHolds, type OrganizationProduct } from '../organization/reuse.js';
import { isSm2Reusable } from '../catalogue/sm2-reuse.js';

/** As the CA tells them. Times are ISO 8601; a time that it does not tell can't be judged. */
export interface ValidationsIssuedOn {
  readonly domains: readonly {
    readonly name: string;
    readonly validatedAt?: string;
    /** True where an earlier order's proof was taken. */
    readonly reused?: boolean;
  }[];
  readonly organization?: { readonly validatedAt?: string };
}

/** Every validation that had lapsed, in words; empty where the certificate may be delivered. */
export function lapsedAt(
  product: OrganizationProduct,
  { domains, organization }: ValidationsIssuedOn,
  issuedAt: Date,
): Bilingual[] {
  const lapsedNames = domains.filter(
    ({ validatedAt, reused }) =>
      validatedAt !== undefined && !domainHolds(product, new Date(validatedAt), reused === true, issuedAt),
  );
  const problems = lapsedNames.map(({ name, validatedAt = '' }) => LAPSED.name(name, validatedAt));
  const checkedAt = organization?.validatedAt;
  if (checkedAt === undefined || organizationHolds(product, new Date(checkedAt), issuedAt)) return problems;
  return [...problems, LAPSED.company(checkedAt)];
}

/** May an order whose certificate is issued now take an earlier order's proof of control over a name? */
export function domainReusable(
  { brand, certificateType }: OrganizationProduct,
  validatedAt: Date,
  issuedAt: Date,
): boolean {
  if (brand === 'dnspod-sm2') return isSm2Reusable(validatedAt, issuedAt);
  return isReusable(
    notAhead(validatedAt, issuedAt),
    issuedAt,
    domainValidationReuse(brand, certificateType, issuedAt),
  );
}

function domainHolds(
  product: OrganizationProduct,
  validatedAt: Date,
  reused: boolean,
  issuedAt: Date,
): boolean {
  const limit = domainValidationReuse(product.brand, product.certificateType, issuedAt);
  // No reuse at all means across orders: within its own order a proof counts as fresh.
  return (limit === 0 && !reused) || domainReusable(product, validatedAt, issuedAt);
}

/** A CA's clock may be ahead of ours, and `notBefore` is often set back a little. */
function notAhead(validatedAt: Date, issuedAt: Date): Date {
  return validatedAt < issuedAt ? validatedAt : issuedAt;
}
