/** What the CA answers when it can't do what is asked: an HTTP status, a code for programs, a message for people. */

export const ERROR_STATUS = {
  unauthorized: 401,
  'not-found': 404,
  'bad-request': 400,
  /** The order can't be taken as it is; the message is the reason. */
  'order-refused': 422,
  /** The reference was used for an order of other content. */
  'reference-in-use': 409,
  'order-ended': 409,
  'already-issued': 409,
  'not-issued': 409,
  'order-not-ready': 409,
  /** Not this step of this order, whoever asks. */
  'step-refused': 409,
  'letter-refused': 422,
  /** Nothing is to be revoked, whatever is shown. */
  'revocation-refused': 409,
  'details-refused': 422,
} as const;
export type ErrorCode = keyof typeof ERROR_STATUS;

export class ApiError extends Error {
  override readonly name = 'ApiError';

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
