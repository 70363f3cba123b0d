/** Notices as promises: posted once, delivered on every channel that the account wants, each with an outcome. */
import type { NoticeRequest } from '../../domain/notices.js';

export interface Notices {
  /**
   * Idempotent: the same request is the same notice. The inbox has it at once; other channels are delivered by a workflow of
   * the notice's own. Throws OrderFailure `DatabaseUnavailable`, `TemporalUnavailable`.
   */
  post(request: NoticeRequest): Promise<void>;
}
