/** What can put a validation file where the CA will look. One folder per publisher in ./publishers. */
import type { ValidationFile } from '../../domain/control/validations.js';

/** Methods throw OrderFailure: FileAgentUnavailable, FileAgentRefused. */
export interface FilePublisher {
  readonly name: string;
  /** False where nothing is published by itself: the subscriber does it. */
  readonly publishes: boolean;
  /** False for a file of a host that it has no place for. Absent: it has one for every host, or can't tell before it tries. */
  serves?(file: ValidationFile): boolean;
  /** Idempotent. */
  publish(file: ValidationFile): Promise<void>;
  /** Idempotent: removing what is gone succeeds. */
  remove(file: ValidationFile): Promise<void>;
  /** Tries all that publishing needs and leaves nothing behind. What is thrown says exactly what was refused. */
  tryAccess(): Promise<void>;
}
