/** How long what was validated for DNSPod SM2 may be used again: by contract, outside the Forum's tables (sections 5, 10). */

import type { Brand } from './words.js';

/** Ordering rules, section 5: calendar months in Asia/Shanghai, not 13*30 days. */
const REUSE_MONTHS = 13;
/** China has had one zone and no summer time since 1992. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/**
 * The last instant at which a validation of this moment may be used again: the same time on the same day of the month,
 * thirteen months later in Asia/Shanghai. A month without such a day ends it on its last: 31 January ends on 28 or 29
 * February.
 */
export function sm2ReuseEndsAt(validatedAt: Date): Date {
  const local = new Date(validatedAt.getTime() + SHANGHAI_OFFSET_MS);
  const [year, month] = [local.getUTCFullYear(), local.getUTCMonth() + REUSE_MONTHS];
  const lastDayOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  local.setUTCFullYear(year, month, Math.min(local.getUTCDate(), lastDayOfMonth));
  return new Date(local.getTime() - SHANGHAI_OFFSET_MS);
}

/** Ordering rules, section 5: for the same account, brand and company name, a type that names no company included. */
export function isProvenForOneCompany(brand: Brand): boolean {
  return brand === 'dnspod-sm2';
}

/** May it be used for a certificate issued at this moment? A CA's clock may be ahead of ours. */
export function isSm2Reusable(validatedAt: Date, issuedAt: Date): boolean {
  return issuedAt <= sm2ReuseEndsAt(validatedAt);
}
