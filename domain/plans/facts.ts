/** What the records say of a plan, and what comes next in its life. Plain values; the next step stands in histories. */
import type { Price } from '../catalogue/prices.js';
import type { Brand, CertificateType } from '../catalogue/words.js';

/** What a lifecycle does next. It is decided once, by an activity, and stands in the history. `at`: ISO 8601, UTC. */
export type LifecycleStep =
  | {
      readonly do: 'announce-expiry';
      readonly at: string;
      readonly certificateId: string;
      readonly days: number;
    }
  | { readonly do: 'announce-expired'; readonly at: string; readonly certificateId: string }
  /** `number` counts the plan's certificates from 1, `attempt` the orders for this one from 1. */
  | { readonly do: 'reissue'; readonly at: string; readonly number: number; readonly attempt: number }
  /** The plan ends and another one is bought. */
  | { readonly do: 'renew'; readonly at: string; readonly attempt: number }
  /** What a renewal that nobody asks for will set aside, told before. `renewsAt`: not before then. */
  | ({
      readonly do: 'announce-renewal';
      readonly at: string;
      readonly certificateId: string;
      readonly renewsAt: string;
    } & Price)
  | { readonly do: 'announce-place-released'; readonly at: string; readonly certificateId: string }
  /** Nothing is to be done before somebody does something. */
  | { readonly do: 'wait' }
  | { readonly do: 'end'; readonly reason: string };

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
  /** What a renewal that nobody asks for sets aside today; absent where it costs nothing here. */
  readonly renewal?: {
    readonly price: Price;
    /** The instant for which it was told, at this very price. */
    readonly toldFor: number | undefined;
  };
  /** Of a free certificate: when its place is given back, and whether that was told. */
  readonly place:
    | {
        readonly releaseAt: number;
        readonly told: boolean;
        /** Whose place it is; absent: the current certificate's. An upgraded one is current no more. */
        readonly certificateId?: string;
      }
    | undefined;
}

export interface CurrentCertificate {
  readonly certificateId: string;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly revokedAt: number | undefined;
  /** The moment of the window in which its CA wants it replaced (RFC 9773); absent where the CA names none. */
  readonly suggestedAt?: number | undefined;
  /** Rungs of expiry (days before) that were told or passed over. */
  readonly announcedDays: readonly number[];
  readonly expiredAnnounced: boolean;
}

export interface ReissueFacts {
  readonly brand: Brand;
  readonly certificateType: CertificateType;
  /** False where a person has to do something for each certificate: a record set by hand, a letter, a mail. */
  readonly runsByItself: boolean;
  /** Which of the two takes people, where `runsByItself` is false. Absent: the names do, and the company where there is one. */
  readonly domainNeedsPeople?: boolean;
  readonly organizationNeedsPeople?: boolean;
  /** When the present validations were made; undefined where they can't serve a second time (a letter every time). */
  readonly domainValidatedAt: number | undefined;
  readonly organizationValidatedAt: number | undefined;
  /** The subscriber's own choice of days before expiry; undefined: domain/plans/reissue-schedule.ts decides. */
  readonly beforeDays: number | undefined;
}
