/** What the CA knows of the proof for one name: part of its order's file. */
import type { ValidationMethod } from '../../domain/catalogue/words.js';
import type { ValidationFile, ValidationRecord } from '../../domain/control/validations.js';

export interface StoredValidation {
  /** The name that is looked at: a wildcard's base. */
  readonly name: string;
  /** The names of the certificate that this proves, `*.` forms included. */
  readonly proves: readonly string[];
  readonly method: ValidationMethod;
  readonly randomValue: string;
  readonly issuedAt: string;
  readonly record?: ValidationRecord;
  readonly file?: ValidationFile;
  readonly status: 'pending' | 'valid' | 'failed';
  /** What the CA saw when it last looked. */
  readonly detail?: string;
  readonly detailChinese?: string | undefined;
  /** While valid: when the proof was seen; ISO 8601, UTC. */
  readonly validatedAt?: string;
  /** An earlier order's proof was taken: only CAA is looked at. */
  readonly reused?: boolean;
}
