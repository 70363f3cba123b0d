/** What a service of the stack answers when it can't do what is asked: an HTTP status, a code for programs, a message for people. */

export class AnsweredError extends Error {
  override readonly name = 'AnsweredError';

  constructor(
    readonly code: string,
    readonly httpStatus: number,
    message: string,
  ) {
    super(message);
  }
}
