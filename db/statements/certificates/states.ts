/** SQL of what a certificate is at an instant, and of its place in the indexes that lists are read by (migration 0011). */
import { EXPIRY_NOTICE_DAYS, expiresAt, noticeAt } from '../../../domain/certificates/state.js';

/** Whether it was taken out of use, as the records have it at whatever time. */
export const STANDING = `
  case when revoked_at is not null then 'revoked' when replaced_by is not null then 'replaced' else 'standing' end`;
export const STANDINGS = ['standing', 'replaced', 'revoked'] as const;

/** Of `standing` certificates: which last seconds are meant. ISO 8601. */
export interface Range {
  readonly from?: string;
  readonly before?: string;
}

/** `certificateStateAt` (domain/certificates/state.ts) of what is neither revoked nor replaced; a test compares them. */
export function rangeOf(state: 'active' | 'expiring' | 'expired', now: number): Range {
  // The first last second that has not passed, and the first one of which no notice is due.
  const past = new Date(now - expiresAt(0) + 1).toISOString();
  const ahead = new Date(now - noticeAt(0, EXPIRY_NOTICE_DAYS[0]) + 1).toISOString();
  if (state === 'expired') return { before: past };
  return state === 'expiring' ? { from: past, before: ahead } : { from: ahead };
}

/** As the index has it: thirty days of last seconds. */
export const spanOf = (at: string) =>
  `(floor(extract(epoch from ${at} at time zone 'UTC') / 2592000)::integer)`;
export const STANDS = 'revoked_at is null and replaced_by is null';

/** `certificateStateAt` in SQL, at the instant \`now\`; a test compares them. */
export function stateAt(now: string): string {
  return `
  case when revoked_at <= ${now} then 'revoked'
       when replaced_by is not null and coalesce(replaced_at, '-infinity') <= ${now} then 'replaced'
       when not_after + interval '1 second' <= ${now} then 'expired'
       when not_after - make_interval(hours => 24 * ${EXPIRY_NOTICE_DAYS[0]}) <= ${now} then 'expiring'
       else 'active' end`;
}
