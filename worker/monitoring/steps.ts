/** Every attempt of a step, as it comes in from Temporal: how long it waited, how long it took, how it ended. */
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { Counting } from './counting.js';
import { kindOf } from './outcomes.js';
import type { Tracing } from './tracing.js';

/** What rules ask for: that something is done at all, and what no step should end with. */
const TELLING = ['done', 'unclassified', 'RecordRefused'];

/** As `startingAnswers`: what a rule asks for is told from the beginning. */
export function startingAttempts(
  steps: readonly string[],
): { readonly step: string; readonly outcome: string }[] {
  const telling = steps.flatMap((step) => TELLING.map((outcome) => ({ step, outcome })));
  return [...telling, { step: 'awaitRecord', outcome: 'StillWaiting' }];
}

export function watchedSteps(counting: Counting, tracing: Tracing): ActivityInterceptorsFactory {
  return (context) => ({
    inbound: {
      async execute(input, next) {
        const { activityType: step, taskQueue, currentAttemptScheduledTimestampMs, isLocal } = context.info;
        const began = Date.now();
        if (!isLocal) {
          const waited = Math.max(0, began - currentAttemptScheduledTimestampMs) / 1000;
          counting.note('stepQueue', { step, task_queue: taskQueue }, waited);
        }
        const end = tracing.begin(context, began);
        const note = (outcome: string) => {
          const ended = Date.now();
          counting.note('stepAttempts', { step, outcome });
          counting.note('stepDuration', { step }, (ended - began) / 1000);
          end(outcome, ended);
        };
        try {
          const result = await next(input);
          note('done');
          return result;
        } catch (error) {
          note(kindOf(error));
          throw error;
        }
      },
    },
  });
}
