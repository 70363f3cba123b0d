/** What certificates are searched by, checked. */
import type { CertificateFilter } from '../../db/statements/certificates/views.js';
import { CERTIFICATE_STATES } from '../../domain/certificates/words.js';
import { Refusal } from '../../domain/refusals.js';
import { limitOf, normalizedName, refuseUnknown } from '../orders/reading.js';

/** Throws Refusal `InvalidInput`, by field. */
export function usableFilter(filter: Partial<CertificateFilter>): CertificateFilter {
  const { state, name, expiresBefore, limit, ...labels } = filter;
  refuseUnknown('state', state, CERTIFICATE_STATES);
  return {
    ...labels,
    limit: limitOf(limit),
    ...(state !== undefined && { state }),
    ...(name !== undefined && { name: normalizedName(name) }),
    ...(expiresBefore !== undefined && { expiresBefore: instant(expiresBefore) }),
  };
}

function instant(text: string): string {
  const at = Date.parse(text);
  if (!Number.isNaN(at)) return new Date(at).toISOString();
  throw new Refusal({
    code: 'InvalidInput',
    field: 'expiresBefore',
    message: "expiresBefore can't be used",
    accepted: 'a date such as 2026-12-31, or an instant such as 2026-12-31T16:00:00Z',
  });
}
