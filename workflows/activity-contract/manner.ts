/** How a step is taken while nobody was told yet what the order waits for: once, in the hope that there is nothing to tell. */

/** Part of the request of every step that may be taken quietly. */
export interface StepManner {
  /**
   * The number of the turn that nobody was told of: the step is tried once, and comes back as `Lasting` where that does not
   * settle it. One that takes long says so meanwhile (the signal `stepLasts`, with this number).
   */
  readonly quietly?: number;
  /** What the quiet try failed with: this step goes on as if its own first try had, and tries when the next one was due. */
  readonly after?: LastingFailure;
}

/**
 * The answer of a step that was taken quietly and is not done, in the place of its own: the worker gives it for every step. The
 * wait is told, and the step taken with patience.
 */
export interface Lasting {
  readonly lasting: true;
  /** Absent where the worker died meanwhile: then it is tried again at once. */
  readonly after?: LastingFailure;
}

/** A classified failure (domain/failures.ts) that is tried again. */
export interface LastingFailure {
  readonly type: string;
  readonly message: string;
  readonly retryAfterMs?: number;
}

/** Of the answer of a step that may be taken quietly. */
export function isLasting(answer: object): answer is Lasting {
  return 'lasting' in answer;
}
