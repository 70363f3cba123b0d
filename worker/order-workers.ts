/**
 * The two workers of one process: one on the queue of orders, with their workflows, and one on the queue of those who wait.
 * Each has slots of its own, so that no number of looks keeps an order from going on. Both offer every activity: what an
 * order of an older version has scheduled on the one is done there.
 */
import { Worker, type WorkerInterceptors, type WorkerOptions, type WorkerTuner } from '@temporalio/worker';
import { ACTIVITIES, LOCAL_ACTIVITIES, WORKFLOW_TASKS } from '../domain/worker-slots.js';
import { looksTaskQueue } from '../domain/workflow-names.js';
import type { Activities } from '../workflows/activity-contract/index.js';
import { createLookSlots } from './look-slots.js';
import { quietSteps } from './quiet-steps.js';
import { LOOK_WORKER, ORDER_WORKER } from './settings.js';
import { spreadRetries } from './spread-retries.js';
import { createStepSlots } from './step-slots.js';

/** As Temporal's; how much is done at once stands in domain/worker-slots.ts. The worker of looks takes of them what an activity needs. */
export type OrderWorkersOptions = Pick<
  WorkerOptions,
  | 'connection'
  | 'interceptors'
  | 'namespace'
  | 'workflowBundle'
  | 'shutdownGraceTime'
  | 'maxHeartbeatThrottleInterval'
  | 'workerDeploymentOptions'
> & {
  readonly taskQueue: string;
  readonly activities: Activities;
  /** Whether those who wait give way at present; default: where this process or its machine has no time left. */
  readonly isBusy?: () => boolean;
};

export interface OrderWorkers {
  /** Works until `shutdown`, or until one of the two breaks, which ends the other one, too; then throws its error. */
  run(): Promise<void>;
  /** Both end after what they are doing. False where they do not run, or are ending already. */
  shutdown(): boolean;
}

export async function createOrderWorkers({ isBusy, ...given }: OrderWorkersOptions): Promise<OrderWorkers> {
  const options = { ...given, interceptors: withOurs(given.interceptors) };
  const workers = [
    await Worker.create({ ...ORDER_WORKER, ...options, tuner: orderTuner() }),
    await Worker.create({
      ...LOOK_WORKER,
      ...options,
      workflowBundle: undefined,
      taskQueue: looksTaskQueue(options.taskQueue),
      tuner: lookTuner(isBusy),
    }),
  ];
  const shutdown = () => {
    const running = workers.filter((worker) => worker.getState() === 'RUNNING');
    for (const worker of running) worker.shutdown();
    return running.length > 0;
  };
  return {
    shutdown,
    run: async () => {
      // Neither goes on alone: a process that takes orders and never looks would seem to work.
      const ends = await Promise.allSettled(workers.map((worker) => worker.run().finally(shutdown)));
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
    },
  };
}

function withOurs(interceptors: WorkerInterceptors = {}): WorkerInterceptors {
  return { ...interceptors, activity: [...(interceptors.activity ?? []), spreadRetries, quietSteps()] };
}

function orderTuner(): WorkerTuner {
  return {
    workflowTaskSlotSupplier: { type: 'fixed-size', numSlots: WORKFLOW_TASKS },
    activityTaskSlotSupplier: createStepSlots(ACTIVITIES),
    localActivityTaskSlotSupplier: { type: 'fixed-size', numSlots: LOCAL_ACTIVITIES },
    nexusTaskSlotSupplier: NOT_USED,
  };
}

/** What a tuner must say of what a worker has none of. */
const NOT_USED = { type: 'fixed-size', numSlots: 1 } as const;

/** Of activities alone: it has no workflows. */
function lookTuner(isBusy: (() => boolean) | undefined): WorkerTuner {
  return {
    activityTaskSlotSupplier: createLookSlots(isBusy),
    workflowTaskSlotSupplier: NOT_USED,
    localActivityTaskSlotSupplier: NOT_USED,
    nexusTaskSlotSupplier: NOT_USED,
  };
}
