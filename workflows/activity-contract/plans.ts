/** What comes next in a plan, and the doing of it. */
import type { LifecycleStep } from '../../domain/plans/facts.js';
import type { CertificateOrderInput } from '../messages.js';
import type { PostNoticeRequest } from './notices.js';

/** Local: what follows issuance. What it decides stands in the history; our records are what it decides from. */
export interface LifecycleActivities {
  /**
   * Starts the lifecycle of the plan that this order's certificate belongs to, or tells it that something changed. Idempotent.
   * A lifecycle that has nothing to do yet begins when it has (a delayed start): it costs nothing until then.
   */
  followPlan(request: FollowPlanRequest): Promise<void>;
  /** What comes next in the plan's life, judged at `now` (ISO 8601). Reads records only. */
  planNextStep(request: { readonly planId: string; readonly now: string }): Promise<LifecycleStep>;
  /**
   * Stores the plan's next order: a re-issue, or the renewal that begins a new plan. Idempotent by plan, number and attempt.
   * Undefined where it is no longer needed.
   */
  openSuccessor(request: SuccessorRequest): Promise<SuccessorOrder | undefined>;
  /** Idempotent: the order that was opened runs now, and is shown. */
  noteStarted(orderId: string): Promise<void>;
  /** Idempotent: posts a notice; what is to be delivered to the outside is delivered by `noticeDelivery`. */
  postNotice(request: PostNoticeRequest): Promise<void>;
}

export interface FollowPlanRequest {
  readonly planId: string;
  /** What time it is for the workflow that asks; ISO 8601, UTC. The delay is reckoned from it. */
  readonly now: string;
}

export interface SuccessorRequest {
  readonly planId: string;
  readonly purpose: 'plan-reissue' | 'renewal';
  readonly number: number;
  readonly attempt: number;
  /** ISO 8601, UTC. */
  readonly now: string;
}

/** An order that is stored and can be started; for Temporal's lists as well. */
export interface SuccessorOrder {
  readonly input: CertificateOrderInput;
  readonly summary: string;
  /** Markdown; absent where there is nothing to say, and in the answers of workers of before. */
  readonly details?: string;
}
