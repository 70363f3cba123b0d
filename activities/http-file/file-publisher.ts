/** What can put a validation file where the CA will look. One file per publisher in ./publishers. */
import type { ValidationFile } from '../../domain/control/validations.js';

/** Methods throw OrderFailure: FileAgentUnavailable, FileAgentRefused. */
export interface FilePublisher {
  readonly name: string;
  /** False where nothing is published by itself: the subscriber does it. */
  readonly publishes: boolean;
  /** Asks for nothing but whether it would be let in. Throws OrderFailure saying exactly what was refused. */
  tryAccess?(): Promise<void>;
  /** Idempotent. */
  publish(file: ValidationFile): Promise<void>;
  /** Idempotent: removing what is gone succeeds. */
  remove(file: ValidationFile): Promise<void>;
}
