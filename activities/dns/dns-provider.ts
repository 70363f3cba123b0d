/** What every DNS provider can do for us. One folder per service in ./providers. */
import type { Bilingual } from '../../domain/bilingual.js';
import type { DnsServiceLimits } from '../../domain/control/dns-services.js';
import type { ValidationRecord } from '../../domain/control/validations.js';

/** Methods throw OrderFailure: DnsProviderUnavailable, DnsProviderRefused. */
export interface DnsProvider {
  readonly name: string;
  /** False where nothing is published by itself: the subscriber does it. */
  readonly publishes: boolean;
  /**
   * Idempotent: publishing a record that is already there changes nothing. Other records of the name stay. `published` means
   * that the service shows the record, as far as it lets us look, not merely that it took the request.
   */
  publish(record: ValidationRecord): Promise<PublishOutcome>;
  /** Idempotent: removes this value only; removing what is gone succeeds. */
  remove(record: ValidationRecord): Promise<void>;
  /** Where the service itself has a CNAME at the name; undefined where it has none, serves no such name, or does not tell. */
  aliasAt(name: string): Promise<string | undefined>;
  /** The longest suffix of the name among the zones that the service itself lists; undefined where it has none of them. */
  zoneOf?(name: string): Promise<string | undefined>;
  /** Asks for nothing but whether it would be let in. Throws OrderFailure saying exactly what was refused. */
  tryAccess?(): Promise<void>;
  /** What the service can't do; absent where several services stand behind one provider. */
  readonly limits?: DnsServiceLimits;
}

/** A provider that is one service, by its own key. */
export type DnsService = Required<DnsProvider>;

export type PublishOutcome =
  | { readonly outcome: 'published' }
  /** The name is a CNAME, beside which nothing can stand (RFC 1034, section 3.6.2): what is at `target` counts. */
  | { readonly outcome: 'alias'; readonly target: string }
  /** No zone of this service holds the name; `reason` says what to do, in one sentence without a full stop. */
  | { readonly outcome: 'not-served'; readonly reason: Bilingual };
