/** A step that is tried again when the other side said: what is due at once is spread by whose wait it is, and never sooner. */
import { ApplicationFailure } from '@temporalio/common';
import { LOOK_INTERVAL } from '../../domain/control/look-intervals.js';

/** `ms`: what the other side asked for. */
export function isAskedAgainAfter(ms: number): (error: unknown) => boolean {
  return (error) => {
    if (!(error instanceof ApplicationFailure)) return false;
    const delay = Number(error.nextRetryDelay);
    return error.type === 'StillWaiting' && delay >= ms && delay <= ms * (1 + LOOK_INTERVAL.spread);
  };
}
