/** What is asked of delegated names at a worker, and its step's failure in its own words. */
import { WorkflowFailedError } from '@temporalio/client';
import { ActivityFailure, ApplicationFailure } from '@temporalio/common';
import { chineseIn, FAILURES, OrderFailure, type FailureType } from '../../domain/failures.js';
import { askWorker } from '../asked-of-worker.js';
import type { ClientContext } from '../context.js';
import { ANSWER_TIMEOUT_MS, inOurWords } from '../temporal-calls.js';

/** Throws OrderFailure as the worker's step failed, Unavailable where nobody answers. */
export async function answerOfWorker<Answer>(
  context: Pick<ClientContext, 'temporal' | 'taskQueue'>,
  type: string,
  workflowId: string,
  args: unknown[],
): Promise<Answer> {
  try {
    return await askWorker<Answer>(context, { type, workflowId, args, life: '2 minutes' });
  } catch (error) {
    throw failureOf(error);
  }
}

function failureOf(error: unknown): unknown {
  const step = error instanceof WorkflowFailedError ? error.cause : undefined;
  const cause = step instanceof ActivityFailure ? step.cause : step;
  if (!(cause instanceof ApplicationFailure)) return inOurWords(error, ANSWER_TIMEOUT_MS);
  const type = Object.keys(FAILURES).find((known) => known === cause.type) as FailureType | undefined;
  const words = { zh: chineseIn(cause.details) ?? cause.message, en: cause.message };
  return type ? new OrderFailure(type, words) : cause;
}
