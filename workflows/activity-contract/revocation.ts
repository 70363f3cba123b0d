/** A certificate on its way out of use. */
import type { RevocationProgressRecord } from '../../domain/revocation/stand.js';
import type { DomainValidation } from '../../domain/control/validations.js';
import type { RevocationWait, StartedWait } from '../../domain/waits.js';
import type { HandInOutcome } from './organization.js';

/** Remote and local: a certificate is taken out of use (ordering rules, section 8). */
export interface RevocationActivities {
  /** Local. Idempotent, and never overtaken, as `recordProgress`. At its end: what follows from it is recorded as well. */
  recordRevocation(progress: RevocationProgressRecord): Promise<void>;
  /**
   * At most once: asks the CA to revoke. The intent is noted first, and after an unknown outcome the CA is asked whether it
   * has the request. Throws OrderRefusedByCa.
   */
  requestRevocation(revocationId: string): Promise<RevocationStanding>;
  /** Waits by its own retries: looks at the CA, has it look at the proof, sends the reminders that are due. */
  awaitRevocation(request: AwaitRevocationRequest): Promise<RevocationOutcome>;
  /** At most once per letter, as `handInLetter`. */
  handInRevocationLetter(request: {
    readonly revocationId: string;
    readonly letterId: string;
  }): Promise<HandInOutcome>;
  /** Idempotent: removes what was published to show control of the names; nothing where nothing was. */
  removeRevocationProof(revocationId: string): Promise<void>;
  /** Idempotent: revokes at once, without a proof, what was issued for an order that was withdrawn at the same moment. */
  revokeWithdrawn(orderId: string): Promise<void>;
}

export type RevocationStanding =
  | { readonly status: 'revoked'; readonly revokedAt: string }
  /** The certificate stays in use. */
  | { readonly status: 'refused'; readonly reason: string; readonly reasonChinese?: string }
  | {
      readonly status: 'pending';
      readonly waitingOn: RevocationWait;
      /** Present where control of the names has to be shown. */
      readonly validations: readonly DomainValidation[];
      /** What is missing or was wrong; no personal data. */
      readonly reason?: string;
      readonly reasonChinese?: string;
    };

export interface AwaitRevocationRequest {
  readonly revocationId: string;
  readonly wait: StartedWait;
  /** How often the ball was passed so far (domain/control/look-intervals.ts, `holdAfter`). */
  readonly changes: number;
}

export type RevocationOutcome =
  | { readonly outcome: 'standing'; readonly standing: RevocationStanding }
  /** A letter was stored that the CA has not. */
  | { readonly outcome: 'letter-given'; readonly letterId: string }
  | { readonly outcome: 'deadline-passed' };
