/** The words of domain control: what a CA asks to see for a name (ordering rules, section 5). Plain values; stored in histories. */
import type { ValidationMethod } from '../catalogue/words.js';

/**
 * The proof asked for one name. `name` is what the CA checks: a wildcard's own base; the `*.` form only where the base is on the
 * certificate as well and the CA wants a proof of each (RFC 8555, section 7.1.4).
 */
export interface DomainValidation {
  readonly name: string;
  readonly method: ValidationMethod;
  readonly record?: ValidationRecord;
  readonly file?: ValidationFile;
  /** When the CA chose the random value; ISO 8601, UTC. */
  readonly issuedAt: string;
}

/** Key, value and type are the CA's opaque words (ordering rules, section 5). `name` is fully qualified. */
export interface ValidationRecord {
  readonly type: 'TXT' | 'CNAME';
  readonly name: string;
  readonly value: string;
}

/** `url` is the plain-HTTP one; the same path by HTTPS serves as well. */
export interface ValidationFile {
  readonly url: string;
  readonly content: string;
}
