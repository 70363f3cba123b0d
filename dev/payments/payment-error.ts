/** The payment house's refusals. */
import type { Bilingual } from '../../domain/bilingual.js';
import { AnsweredError } from '../answered-error.js';

const ERROR_STATUS = {
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
type ErrorCode = keyof typeof ERROR_STATUS;

export class PaymentError extends AnsweredError {
  constructor(code: ErrorCode, words: Bilingual) {
    super(code, ERROR_STATUS[code], words);
  }
}

export function noSuchHold(key: string): PaymentError {
  return new PaymentError('not-found', { zh: `没有冻结 ${key}`, en: `There is no hold ${key}` });
}

/** The work is done, and nobody shall hear of it. */
export class AnswerLost extends Error {
  override readonly name = 'AnswerLost';
}
