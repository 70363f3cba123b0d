/** A quiet try that did not settle its step: how that is told to the order, and how the patient step goes on from there. */
import { ApplicationFailure } from '@temporalio/common';
import { chineseIn, FAILURES, OrderFailure, type FailureType } from '../domain/failures.js';
import type { Lasting, LastingFailure } from '../workflows/activity-contract/manner.js';
import { toApplicationFailure } from './failures.js';

/**
 * Undefined where it is not tried again, and where it is not classified: what libraries say stays out of histories, and such a
 * step is tried again first.
 */
export function lastingAfter(error: unknown): (Lasting & { readonly after: LastingFailure }) | undefined {
  const failure = toApplicationFailure(error);
  if (!(failure instanceof ApplicationFailure) || failure.nonRetryable) return undefined;
  const { type, message, nextRetryDelay } = failure;
  if (!isFailureType(type)) return undefined;
  const chinese = chineseIn(failure.details);
  return {
    lasting: true,
    after: {
      type,
      message,
      ...(chinese !== undefined && { chinese }),
      ...(typeof nextRetryDelay === 'number' && { retryAfterMs: nextRetryDelay }),
    },
  };
}

/** What the quiet try failed with, as the first try of the step that goes on. */
export function failureAgain({ type, message, chinese = message, retryAfterMs }: LastingFailure): unknown {
  if (!isFailureType(type)) return ApplicationFailure.create({ type, message });
  return toApplicationFailure(
    new OrderFailure(type, { zh: chinese, en: message }, retryAfterMs === undefined ? {} : { retryAfterMs }),
  );
}

function isFailureType(type: string | null | undefined): type is FailureType {
  return typeof type === 'string' && type in FAILURES;
}
