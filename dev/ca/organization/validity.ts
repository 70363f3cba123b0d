/** How long what the CA validated holds, judged at a moment by the dated tables (ordering rules, sections 5, 6 and 9). */
import { domainValidationReuse, isReusable, organizationReuse } from '../../../domain/dated-rules.js';
import type { Brand, CertificateType } from '../../../domain/order.js';

export interface Product {
  readonly brand: Brand;
  readonly type: CertificateType;
}

/** Ordering rules, section 5: calendar months, counted in Asia/Shanghai, which is UTC+8 without summer time. */
const SM2_DOMAIN_MONTHS = 13;
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** May an order placed now take an earlier order's proof of control? */
export function domainIsReusable({ brand, type }: Product, validatedAt: string, now: Date): boolean {
  if (brand === 'dnspod-sm2') return now <= sm2ReuseEnds(new Date(validatedAt));
  // Other brands look at every DV order's names anew.
  if (type === 'dv' || type === 'dv-free') return false;
  return isReusable(new Date(validatedAt), now, domainValidationReuse(brand, type, now));
}

/** Does a name's validation still hold for the order that it was made for, or taken into? */
export function domainStillHolds({ brand, type }: Product, validatedAt: string, now: Date): boolean {
  if (brand === 'dnspod-sm2') return now <= sm2ReuseEnds(new Date(validatedAt));
  // No reuse at all means across orders: within its own, what was seen a day ago is fresh.
  const days = Math.max(1, domainValidationReuse(brand, type, now) ?? 0);
  return now < new Date(validatedAt) || isReusable(new Date(validatedAt), now, days);
}

/** Does the company's check still hold? Without a rule of the Forum (SM2) it does. */
export function organizationHolds({ brand, type }: Product, validatedAt: string, now: Date): boolean {
  const days = organizationReuse(brand, type, now);
  return days === undefined || now < new Date(validatedAt) || isReusable(new Date(validatedAt), now, days);
}

function sm2ReuseEnds(validatedAt: Date): Date {
  const local = new Date(validatedAt.getTime() + SHANGHAI_OFFSET_MS);
  const day = local.getUTCDate();
  local.setUTCDate(1);
  local.setUTCMonth(local.getUTCMonth() + SM2_DOMAIN_MONTHS);
  const daysOfMonth = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 0)).getUTCDate();
  local.setUTCDate(Math.min(day, daysOfMonth));
  return new Date(local.getTime() - SHANGHAI_OFFSET_MS);
}
