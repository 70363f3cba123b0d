/**
 * When a step that failed is tried again: as its policy says, and each order's a little later than another's. What an outage made
 * fail at one moment does not come back at one moment.
 */
import type { Info } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { later, RETRY_SPREAD } from '../domain/spread.js';

/** For a worker's `interceptors.activity`, around whatever else decides how a step ends. */
export const spreadRetries: ActivityInterceptorsFactory = ({ info }) => ({
  inbound: {
    execute: async (input, next) => {
      try {
        return await next(input);
      } catch (error) {
        throw spread(error, info);
      }
    },
  },
});

/** A failure that names its next try has its reasons; one that is not classified, or of a local step, has a few tries in all. */
function spread(error: unknown, { attempt, isLocal, retryPolicy, workflowExecution }: Info): unknown {
  if (!(error instanceof ApplicationFailure) || error.nonRetryable || isLocal) return error;
  if (typeof error.nextRetryDelay === 'number' || !workflowExecution) return error;
  const { initialInterval, backoffCoefficient = 2, maximumInterval } = retryPolicy ?? {};
  // A server that does not tell its policy keeps to it.
  if (typeof initialInterval !== 'number' || typeof maximumInterval !== 'number') return error;
  const usual = Math.min(maximumInterval, initialInterval * backoffCoefficient ** (attempt - 1));
  const { message, type, details, category } = error;
  return ApplicationFailure.create({
    message,
    details: details ?? [],
    nextRetryDelay: Math.round(later(usual, workflowExecution.workflowId, RETRY_SPREAD)),
    ...(type && { type }),
    ...(category && { category }),
  });
}
