/** What the payment house answers when it can't do what is asked: an HTTP status, a code for programs, a message for people. */

export const ERROR_STATUS = {
  'not-found': 404,
  /** The account's funds don't cover the amount. Nothing is kept: the same request may come again. */
  'insufficient-funds': 402,
  /** The key was used for a hold of other content. */
  'key-in-use': 409,
  /** The hold is past this step, or not that far. */
  'not-in-this-state': 409,
  /** Said on demand (`refuse`). */
  refused: 409,
} as const;
export type ErrorCode = keyof typeof ERROR_STATUS;

export class PaymentError extends Error {
  override readonly name = 'PaymentError';

  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
  }

  get httpStatus(): number {
    return ERROR_STATUS[this.code];
  }
}

/** The work is done, and nobody shall hear of it. */
export class AnswerLost extends Error {
  override readonly name = 'AnswerLost';
}
