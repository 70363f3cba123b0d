/** Workflows that activities set going: a plan's lifecycle, a notice's delivery. Made of a Temporal client in worker/. */
import type { NoticeChannelName } from '../domain/notices/words.js';

/** Every call is idempotent by the workflow's id. Throws OrderFailure `TemporalUnavailable`. */
export interface WorkflowStarter {
  /**
   * Starts the lifecycle of a plan, or wakes it. A new one does not begin before `startDelayMs` milliseconds have passed,
   * unless it is woken: until then it costs nothing.
   */
  followPlan(planId: string, options: { readonly startDelayMs: number }): Promise<void>;
  deliverNotice(noticeId: string, channels: readonly NoticeChannelName[]): Promise<void>;
}
