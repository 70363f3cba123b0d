/**
 * How much one worker process takes on at once: each number with its reason. Memory and load are bounds that stand here, not
 * what a busy day turns out to need. What an operator may set is in docs/configuration.md; how many workers, in docs/deploying.md.
 */
import type { WorkerOptions } from '@temporalio/worker';
import { LOOK_POLLERS } from '../domain/worker-slots.js';

/**
 * Orders whose workflow is kept in memory, up to 0.5 MB each: those that move. One that waits is let go when others need the place,
 * and costs a replay of at most 60 events when it goes on. House numbers: five times the workflow tasks at once, so that
 * an order is never put out in the midst of a local step of its own (docs/deploying.md says what Temporal's SDK does then).
 */
const CACHED_ORDERS = 200;

/** Workflow tasks under way at once; Temporal's own default. Their code runs on one thread: more would only wait. */
const WORKFLOW_TASKS = 40;

/**
 * Steps that are no waits under way at once. House number: four CA or DNS calls of some hundred milliseconds for each
 * connection to the database (20), which is what they share.
 */
const ACTIVITIES = 80;

/** Local steps: a statement or two each, so twice the connections to the database keep all of these busy. */
const LOCAL_ACTIVITIES = 40;

/**
 * Polls for work that are open at once: Temporal's server, from 1.28 on, says when more or fewer would help. An older one says
 * nothing, and `initial` is what it stays at. Ten is the fixed number of Temporal's SDK.
 */
const POLLERS = { type: 'autoscaling', minimum: 2, initial: 10, maximum: 40 } as const;

/**
 * How long a worker that is told to stop may finish what it is doing. House number: nearly every call to a CA, DNS or web server
 * has ended by then. What takes longer (a CA has 15 s to answer) is cut off, taken up by another worker, and harmless twice.
 * Docker's `stop_grace_period` (30 s) and the stack's patience (25 s) leave as much again for closing connections.
 */
const SHUTDOWN_GRACE = '10 seconds';

/** How long a request to an order waits for a worker that was killed; clients give up after 10 seconds. */
const STICKY_PATIENCE = '5 seconds';

/** Of the worker on the queue of orders. */
export const ORDER_WORKER = {
  maxCachedWorkflows: CACHED_ORDERS,
  maxConcurrentWorkflowTaskExecutions: WORKFLOW_TASKS,
  maxConcurrentActivityTaskExecutions: ACTIVITIES,
  maxConcurrentLocalActivityExecutions: LOCAL_ACTIVITIES,
  workflowTaskPollerBehavior: POLLERS,
  activityTaskPollerBehavior: POLLERS,
  shutdownGraceTime: SHUTDOWN_GRACE,
  stickyQueueScheduleToStartTimeout: STICKY_PATIENCE,
} as const satisfies Partial<WorkerOptions>;

/** Of the worker on the queue of those who wait: it has no workflows, and its slots are given out by look-slots.ts. */
export const LOOK_WORKER = {
  maxConcurrentActivityTaskPolls: LOOK_POLLERS,
  shutdownGraceTime: SHUTDOWN_GRACE,
} as const satisfies Partial<WorkerOptions>;
