/** How long a name's validation holds, judged at a moment by the dated tables (ordering rules, sections 5 and 9). */
import { domainValidationReuse, isReusable } from '../../../domain/catalogue/dated-rules.js';
import type { Brand, CertificateType } from '../../../domain/catalogue/words.js';
import { isSm2Reusable } from '../../../domain/catalogue/sm2-reuse.js';

export interface Product {
  readonly brand: Brand;
  readonly type: CertificateType;
}

/** May an order placed now take an earlier order's proof of control, one of the same purchase or of another? */
export function domainIsReusable(
  { brand, type }: Product,
  validatedAt: string,
  now: Date,
  isOfSamePurchase: boolean,
): boolean {
  if (brand === 'dnspod-sm2') return isSm2Reusable(new Date(validatedAt), now);
  // Other brands look at the names of every DV order anew that is bought; a re-issue is held to the dated tables.
  if (!isOfSamePurchase && (type === 'dv' || type === 'dv-free')) return false;
  return isReusable(new Date(validatedAt), now, domainValidationReuse(brand, type, now));
}

/** Does a name's validation still hold for the order that it was made for, or taken into? */
export function domainStillHolds({ brand, type }: Product, validatedAt: string, now: Date): boolean {
  if (brand === 'dnspod-sm2') return isSm2Reusable(new Date(validatedAt), now);
  // No reuse at all means across orders: within its own, what was seen a day ago is fresh.
  const days = Math.max(1, domainValidationReuse(brand, type, now) ?? 0);
  return now < new Date(validatedAt) || isReusable(new Date(validatedAt), now, days);
}
