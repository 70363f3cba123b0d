/** A connection tried by a worker, which alone has the doors to what is outside. */
import { WorkflowFailedError, WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/client';
import type { ConnectionTrial } from '../../domain/connections/trial.js';
import { CONNECTION_TRIAL_WORKFLOW, connectionTrialWorkflowId } from '../../workflows/messages.js';
import type { ClientContext } from '../context.js';
import { inOurWords } from '../temporal-calls.js';
import { CONNECTION_REFUSALS } from './words.js';
import { Refusal } from '../../domain/refusals.js';

/** A service that answers slowly has 30 seconds (workflows/activity-options.ts), and a worker some to take the question up. */
const TRIAL_WAIT_MS = 45_000;
/** Where no worker takes it up, nothing of the question stays. */
const LIFE_OF_QUESTION = '1 minute';

/**
 * Resolves to whether it was tried. Throws Refusal where it was not let in, in the service's words and ours; Unavailable
 * where no worker answers.
 */
export async function tryConnection(
  { temporal, taskQueue }: Pick<ClientContext, 'temporal' | 'taskQueue'>,
  connectionId: string,
): Promise<boolean> {
  const trial = await trialOf({ temporal, taskQueue }, connectionId);
  if (trial.outcome === 'refused') throw CONNECTION_REFUSALS.notLetIn(trial.words);
  return trial.outcome === 'let-in';
}

async function trialOf(
  { temporal, taskQueue }: Pick<ClientContext, 'temporal' | 'taskQueue'>,
  connectionId: string,
): Promise<ConnectionTrial> {
  try {
    return await temporal.withDeadline(Date.now() + TRIAL_WAIT_MS, () =>
      temporal.workflow.execute<(of: string) => Promise<ConnectionTrial>>(CONNECTION_TRIAL_WORKFLOW, {
        workflowId: connectionTrialWorkflowId(connectionId),
        taskQueue,
        args: [connectionId],
        workflowExecutionTimeout: LIFE_OF_QUESTION,
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
        workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      }),
    );
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (error instanceof WorkflowFailedError) throw CONNECTION_REFUSALS.notTried();
    throw inOurWords(error, TRIAL_WAIT_MS);
  }
}
