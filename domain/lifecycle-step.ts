/** What a plan's lifecycle does next: expiry told in time, the next certificate ordered in time, an end. Pure; judged at `now`. */
import type { LifecycleStep } from './certificate-life.js';
import type { Brand, CertificateType } from './order.js';

/** What the records say of a plan; instants are milliseconds since the epoch. */
export interface PlanFacts {
  readonly kind: 'series' | 'single' | 'uploaded';
  readonly endsAt: number;
  /** The newest certificate that nothing has replaced; undefined before the first one. */
  readonly current: CurrentCertificate | undefined;
  /** How many certificates the plan has had. */
  readonly issued: number;
  /** An order for the next certificate is under way: none is opened beside it. */
  readonly successorUnderWay: boolean;
  /** Orders for the next certificate that ended without one. */
  readonly failedAttempts: number;
  readonly lastAttemptEndedAt: number | undefined;
  /** Absent for certificates from elsewhere, which are never re-issued from here. */
  readonly reissue: ReissueFacts | undefined;
  readonly autoRenew: boolean;
  readonly renewed: boolean;
  /** Of a free certificate: when its place is given back, and whether that was told. */
  readonly place: { readonly releaseAt: number; readonly told: boolean } | undefined;
}

export interface CurrentCertificate {
  readonly certificateId: string;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly revokedAt: number | undefined;
  /** Rungs of expiry (days before) that were told or passed over. */
  readonly announcedDays: readonly number[];
  readonly expiredAnnounced: boolean;
}

export interface ReissueFacts {
  readonly brand: Brand;
  readonly certificateType: CertificateType;
  /** False where a person has to do something for each certificate: a record set by hand, a letter, a mail. */
  readonly runsByItself: boolean;
  /** True where the same validations may be used again without a person, while they hold. */
  readonly domainValidatedAt: number | undefined;
  readonly organizationValidatedAt: number | undefined;
  /** The subscriber's own choice of days before expiry; undefined: domain/reissue-schedule.ts decides. */
  readonly beforeDays: number | undefined;
}

/** The first thing to do; its `at` may lie in the past, where it is due. */
export function nextLifecycleStep(_facts: PlanFacts, _now: number): LifecycleStep {
  return { do: 'wait' };
}
