/** How a step is taken once: while nobody was told yet what the order waits for, or where people ask for a look now. */

/** Part of the request of every step that may be taken quietly. */
export interface StepManner {
  /**
   * The number of the turn that nobody was told of: the step is tried once, and comes back as `Lasting` where that does not
   * settle it. One that takes long says so meanwhile (the signal `stepLasts`, with this number).
   */
  readonly quietly?: number;
  /** People asked for this look: it is tried once, where orders move, and comes back as `Lasting` where that does not settle it. */
  readonly asked?: true | undefined;
  /** What the single try failed with: this step goes on as if its own first try had, and tries when the next one was due. */
  readonly after?: LastingFailure | undefined;
}

/**
 * The answer of a step that was taken once and is not done, in the place of its own: the worker gives it for every step. The
 * wait is told where it was not, and the step taken with patience.
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
  /** Where the message is ours (domain/told.ts). */
  readonly chinese?: string;
  readonly retryAfterMs?: number;
}

/** Of the answer of a step that may be taken once. */
export function isLasting(answer: object): answer is Lasting {
  return 'lasting' in answer;
}
