/** How much the two workers of one process take on at once, as Temporal's SDK is told it. */
import type { WorkerOptions } from '@temporalio/worker';
import {
  CACHED_ORDERS,
  LOOK_POLLERS,
  ORDER_POLLERS,
  SHUTDOWN_GRACE_MS,
  STICKY_PATIENCE_MS,
} from '../domain/worker-slots.js';

/** Of the worker on the queue of orders; its slots stand in order-workers.ts. */
export const ORDER_WORKER = {
  maxCachedWorkflows: CACHED_ORDERS,
  workflowTaskPollerBehavior: { type: 'autoscaling', ...ORDER_POLLERS },
  activityTaskPollerBehavior: { type: 'autoscaling', ...ORDER_POLLERS },
  shutdownGraceTime: SHUTDOWN_GRACE_MS,
  stickyQueueScheduleToStartTimeout: STICKY_PATIENCE_MS,
} as const satisfies Partial<WorkerOptions>;

/** Of the worker on the queue of those who wait: it has no workflows, and its slots are given out by look-slots.ts. */
export const LOOK_WORKER = {
  maxConcurrentActivityTaskPolls: LOOK_POLLERS,
  shutdownGraceTime: SHUTDOWN_GRACE_MS,
} as const satisfies Partial<WorkerOptions>;
