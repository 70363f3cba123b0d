/** Another key for an account at a CA, by a worker, which alone has the doors to what is outside. */
import { WorkflowFailedError } from '@temporalio/client';
import type { AccountKeyRollover } from '../../domain/connections/account-key-rollover.js';
import { Refusal } from '../../domain/refusals.js';
import { ACCOUNT_KEY_ROLLOVER_WORKFLOW, accountKeyRolloverWorkflowId } from '../../workflows/messages.js';
import { askWorker } from '../asked-of-worker.js';
import type { ClientContext } from '../context.js';
import { ANSWER_TIMEOUT_MS, inOurWords } from '../temporal-calls.js';
import { Unavailable } from '../unavailable.js';
import { CONNECTION_REFUSALS } from './words.js';

/**
 * Throws Refusal where there is no such key, or the CA did not take another one, in its words and ours; Unavailable where no
 * worker answers.
 */
export async function rollOverAccountKey(
  worker: Pick<ClientContext, 'temporal' | 'taskQueue'>,
  {
    connectionId,
    name,
    kind,
  }: { readonly connectionId: string; readonly name: string; readonly kind: string },
): Promise<void> {
  const change = await rolloverOf(worker, connectionId, name);
  if (change.outcome === 'refused') throw CONNECTION_REFUSALS.keyNotChanged(change.words);
  if (change.outcome === 'no-key') throw CONNECTION_REFUSALS.noAccountKey(name, kind);
}

async function rolloverOf(
  { temporal, taskQueue }: Pick<ClientContext, 'temporal' | 'taskQueue'>,
  connectionId: string,
  name: string,
): Promise<AccountKeyRollover> {
  try {
    return await askWorker<AccountKeyRollover>(
      { temporal, taskQueue },
      {
        type: ACCOUNT_KEY_ROLLOVER_WORKFLOW,
        workflowId: accountKeyRolloverWorkflowId(connectionId),
        args: [connectionId],
        life: '2 minutes',
      },
    );
  } catch (error) {
    if (error instanceof Refusal || error instanceof Unavailable) throw error;
    if (error instanceof WorkflowFailedError) throw CONNECTION_REFUSALS.keyChangeUnknown(name);
    throw inOurWords(error, ANSWER_TIMEOUT_MS);
  }
}
