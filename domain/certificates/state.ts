/** What a certificate is at an instant, and when its expiry is told (ordering rules, section 8). Instants: milliseconds. */
import type { CertificateState } from './words.js';

/** Days before expiry at which people are told: ordering rules, section 8 (they start 30 days before), then ever denser. */
export const EXPIRY_NOTICE_DAYS = [30, 14, 7, 3, 1] as const;

const DAY_MS = 86_400_000;
/** Both ends of a validity are included (RFC 5280, section 4.1.2.5), and certificates know whole seconds only. */
const LAST_SECOND_MS = 1000;

export interface CertificateDates {
  readonly notBefore: number;
  readonly notAfter: number;
  readonly revokedAt?: number | undefined;
  readonly replacedBy?: string | undefined;
  /** Where it is replaced and this is not known, it has been so always. */
  readonly replacedAt?: number | undefined;
}

/** Judged at `now`: what happens later has not happened. Revoked outweighs replaced, and either outweighs the dates. */
export function certificateStateAt(certificate: CertificateDates, now: number): CertificateState {
  const { notAfter, revokedAt, replacedBy, replacedAt } = certificate;
  if (revokedAt !== undefined && revokedAt <= now) return 'revoked';
  if (replacedBy !== undefined && (replacedAt ?? -Infinity) <= now) return 'replaced';
  if (now >= expiresAt(notAfter)) return 'expired';
  return now >= noticeAt(notAfter, EXPIRY_NOTICE_DAYS[0]) ? 'expiring' : 'active';
}

/** The first instant at which it has expired. */
export function expiresAt(notAfter: number): number {
  return notAfter + LAST_SECOND_MS;
}

/** When the notice of so many days before is due. */
export function noticeAt(notAfter: number, days: number): number {
  return notAfter - days * DAY_MS;
}
