/** The development CA's refusals. */
import { AnsweredError } from '../answered-error.js';

const ERROR_STATUS = {
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
type ErrorCode = keyof typeof ERROR_STATUS;

export class ApiError extends AnsweredError {
  constructor(code: ErrorCode, message: string) {
    super(code, ERROR_STATUS[code], message);
  }
}
