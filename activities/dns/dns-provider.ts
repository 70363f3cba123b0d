/** What every DNS provider can do for us. One file per provider in ./providers. */
import type { ValidationRecord } from '../../domain/control/validations.js';

/** Methods throw OrderFailure: DnsProviderUnavailable, DnsProviderRefused. */
export interface DnsProvider {
  readonly name: string;
  /** Idempotent: publishing a record that is already there changes nothing. Other records of the name stay. */
  publish(record: ValidationRecord): Promise<void>;
  /** Idempotent: removes this value only; removing what is gone succeeds. */
  remove(record: ValidationRecord): Promise<void>;
}
