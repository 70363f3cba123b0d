/** How something ended, as one of few words: what a failure says in its message is never a label. */
import { ActivityFailure, ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { FAILURES, OrderFailure } from '../../domain/failures.js';

/** A failure type of domain/failures.ts; `cancelled`; `unclassified` for what nobody foresaw. */
export function kindOf(error: unknown): string {
  if (error instanceof CancelledFailure) return 'cancelled';
  if (error instanceof ActivityFailure && error.cause) return kindOf(error.cause);
  const type = error instanceof OrderFailure || error instanceof ApplicationFailure ? error.type : undefined;
  return type != null && type in FAILURES ? type : 'unclassified';
}
