/** What can put a validation file where the CA will look. One file per publisher in ./publishers. */
import type { ValidationFile } from '../../domain/control/validations.js';

/** Methods throw OrderFailure: FileAgentUnavailable, FileAgentRefused. */
export interface FilePublisher {
  readonly name: string;
  /** Idempotent. `by-hand`: nothing is published by itself here, the subscriber does it. */
  publish(file: ValidationFile): Promise<'published' | 'by-hand'>;
  /** Idempotent: removing what is gone succeeds. */
  remove(file: ValidationFile): Promise<void>;
}
