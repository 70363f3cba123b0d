/** A worker that dies after every step it took, as the server sees it: the work was done, and nobody heard of it. */
import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { Activities } from '../../workflows/activity-contract/index.js';

type Activity = (...input: unknown[]) => Promise<unknown>;

/** Which steps, by `ORDER ACTIVITY`, lost a result so far. */
export interface LostResults {
  readonly activitiesOf: (workflowId: string) => string[];
  readonly loseFirstResults: (real: Activities) => Activities;
}

/**
 * Of each step the first result is thrown away, whatever it is, and the step taken once more a moment later. `isLost`: only of these
 * steps, since one that lasts may have the next ones taken otherwise.
 */
export function lostResults(
  isLost: (workflowId: string, activity: string) => boolean = () => true,
): LostResults {
  const lost = new Map<string, { readonly workflowId: string; readonly name: string }>();
  const forgetful =
    (name: string, activity: Activity): Activity =>
    async (...input) => {
      const result = await activity(...input);
      const { activityId, isLocal, workflowExecution } = activityInfo();
      const { workflowId, runId } = workflowExecution ?? { workflowId: '', runId: '' };
      // A history that is begun anew counts its steps anew.
      const key = JSON.stringify([workflowId, runId, isLocal, activityId]);
      if (lost.has(key) || !isLost(workflowId, name)) return result;
      lost.set(key, { workflowId, name });
      throw ApplicationFailure.create({
        message: `The result of ${name} was lost by this test`,
        nextRetryDelay: '20 milliseconds',
      });
    };
  return {
    activitiesOf: (workflowId) =>
      [...lost.values()].flatMap((step) => (step.workflowId === workflowId ? [step.name] : [])),
    loseFirstResults: (real) => {
      const entries = Object.entries(real as unknown as Record<string, Activity>);
      return Object.fromEntries(
        entries.map(([name, activity]) => [name, forgetful(name, activity)]),
      ) as unknown as Activities;
    },
  };
}
