/** A CA that can't answer: it says nothing of who has to act, so every wait treats its silence alike. */
import type { Bilingual } from '../../domain/bilingual.js';
import { OrderFailure, type FailureType } from '../../domain/failures.js';

export interface Silence {
  readonly silent: Bilingual;
  /** What the CA asked for (`Retry-After`), in milliseconds. */
  readonly retryAfterMs?: number;
}

const CA_CANNOT_ANSWER: readonly FailureType[] = ['CaUnavailable', 'CaRateLimited', 'CaProtocolBroken'];

/** For a call's `catch`. Throws every other failure on. */
export function silenceOfFailure(error: unknown): Silence {
  if (!(error instanceof OrderFailure) || !CA_CANNOT_ANSWER.includes(error.type)) throw error;
  return { silent: error.words, retryAfterMs: error.options.retryAfterMs };
}
