/** What may follow a certificate now, and why not what may not: what the doors refuse, told before anybody knocks. */
import type { Bilingual } from '../bilingual.js';
import { refusalOfRevocation } from './request-rules.js';
import {
  refusalOfSuccession,
  renewalOpensAt,
  REVOCATION_UNDER_WAY,
  type Succeeded,
} from '../plans/succession-rules.js';

/** Another certificate in its place, by each way to one, and its end. */
export const FOLLOW_UPS = ['reissue', 'renewal', 'replacement', 'upgrade', 'revocation'] as const;
export type FollowUpKind = (typeof FOLLOW_UPS)[number];

export interface FollowUp {
  readonly what: FollowUpKind;
  /** Null: it may be asked for now, by whoever has the right to. */
  readonly refusal: Bilingual | null;
  /** From when it may be, where only the time for it has not come; ISO 8601, UTC. */
  readonly from: string | null;
}

/** The certificate's own facts, beside those that decide its succession. */
export interface Followed extends Succeeded {
  /** ISO 8601, UTC. */
  readonly revokedAt: string | null;
}

/** Each of FOLLOW_UPS, in that order; `now` is milliseconds since the epoch. */
export function followUpsOf(certificate: Followed, now: number): FollowUp[] {
  return FOLLOW_UPS.map((what) => {
    const refusal = refusalOf(what, certificate, now) ?? null;
    return { what, refusal, from: refusal && opening(what, certificate, now) };
  });
}

function refusalOf(what: FollowUpKind, certificate: Followed, now: number): Bilingual | undefined {
  if (what !== 'revocation') {
    const refusal = refusalOfSuccession(certificate, what, now);
    return refusal && { zh: refusal.chinese.message, en: refusal.message };
  }
  if (certificate.revocationUnderWay) return REVOCATION_UNDER_WAY;
  const { revokedAt, notAfter, source } = certificate;
  return refusalOfRevocation(
    { revokedAt, notAfter: new Date(notAfter).toISOString(), isOurs: source === 'ordered' },
    now,
  );
}

/** Only where nothing else stands against it, then. */
function opening(what: FollowUpKind, certificate: Followed, now: number): string | null {
  if (what !== 'renewal') return null;
  const opens = renewalOpensAt(certificate);
  const isOnlyEarly = now < opens && refusalOfSuccession(certificate, what, opens) === undefined;
  return isOnlyEarly ? new Date(opens).toISOString() : null;
}
