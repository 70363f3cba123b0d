/** A connection tried by a worker, which alone has the doors to what is outside. */
import { WorkflowFailedError } from '@temporalio/client';
import type { ConnectionTrial } from '../../domain/connections/trial.js';
import { CONNECTION_TRIAL_WORKFLOW, connectionTrialWorkflowId } from '../../workflows/messages.js';
import { askWorker } from '../asked-of-worker.js';
import type { ClientContext } from '../context.js';
import { ANSWER_TIMEOUT_MS, inOurWords } from '../temporal-calls.js';
import { Unavailable } from '../unavailable.js';
import { CONNECTION_REFUSALS } from './words.js';
import { Refusal } from '../../domain/refusals.js';

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
  worker: Pick<ClientContext, 'temporal' | 'taskQueue'>,
  connectionId: string,
): Promise<ConnectionTrial> {
  try {
    return await askWorker<ConnectionTrial>(worker, {
      type: CONNECTION_TRIAL_WORKFLOW,
      workflowId: connectionTrialWorkflowId(connectionId),
      args: [connectionId],
      life: '2 minutes',
    });
  } catch (error) {
    if (error instanceof Refusal || error instanceof Unavailable) throw error;
    if (error instanceof WorkflowFailedError) throw CONNECTION_REFUSALS.notTried();
    throw inOurWords(error, ANSWER_TIMEOUT_MS);
  }
}
