/** What a service of the stack answers when it can't do what is asked: an HTTP status, a code for programs, a message for people. */
import type { Bilingual } from '../domain/bilingual.js';
import { ToldError } from '../domain/told.js';

export class AnsweredError extends ToldError {
  override readonly name = 'AnsweredError';

  constructor(
    readonly code: string,
    readonly httpStatus: number,
    words: Bilingual,
  ) {
    super(words);
  }
}
