/** What goes wrong on our side, under their codes: what a caller can correct in words, the rest without a word of its inside. */
import { Unavailable } from '../../client/unavailable.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { FAILURES, OrderFailure, type FailureType } from '../../domain/failures.js';
import { Refusal } from '../../domain/refusals.js';
import { TencentError } from '../../domain/tencent/wire/error.js';
import type { Tell } from '../../domain/tencent/wire/contract/input.js';
import { UNKNOWN_KEY } from '../../domain/tencent/wire/texts.js';
import { BROKEN, CA_NOT_THERE, NOT_ALLOWED, NOT_THERE } from './texts.js';

/** What is sent, and whether an operator has to know what it was. */
export interface ToldError {
  readonly code: string;
  readonly message: string;
  readonly unexpected: boolean;
}

/** Where an action names no code of its own. By refusal code; the same words as on the command line. */
const REFUSED: Readonly<Record<string, string>> = {
  InvalidInput: 'InvalidParameterValue',
  NotFound: 'FailedOperation.CertificateNotFound',
  RefusedInThisState: 'FailedOperation.InvalidCertificateStatusCode',
  NotAllowed: 'AuthFailure.UnauthorizedOperation',
  NotSignedIn: 'AuthFailure.SecretIdNotFound',
};

/** Told without our words: what is said of a role or a key says more than a caller who may not has to know. */
const WITHOUT_OUR_WORDS: Readonly<Record<string, Bilingual>> = {
  NotAllowed: NOT_ALLOWED,
  NotSignedIn: UNKNOWN_KEY,
};

/** Failures of the CA that pass; it may be asked again. */
const CA_FAILURES: readonly FailureType[] = ['CaUnavailable', 'CaRateLimited', 'CaProtocolBroken'];

/** `error`: whatever was thrown while a call was answered. */
export function toldError(error: unknown, tell: Tell): ToldError {
  if (error instanceof TencentError) return { code: error.code, message: error.message, unexpected: false };
  if (error instanceof Refusal) return refused(error, tell);
  if (error instanceof Unavailable && error.code === 'SamePurchaseUnderWay') {
    // Which every client takes for a reason to ask again.
    const words = { zh: error.chinese.message, en: error.message };
    return { code: 'RequestLimitExceeded', message: tell(words), unexpected: false };
  }
  if (error instanceof Unavailable) {
    return { code: 'ServiceUnavailable', message: tell(NOT_THERE), unexpected: true };
  }
  if (error instanceof OrderFailure) return failed(error, tell);
  return { code: 'InternalError', message: tell(BROKEN), unexpected: true };
}

function refused(refusal: Refusal, tell: Tell): ToldError {
  const code = REFUSED[refusal.code] ?? 'FailedOperation';
  const words = WITHOUT_OUR_WORDS[refusal.code] ?? {
    zh: sentence(refusal.chinese.message, refusal.chinese.accepted, '可接受:'),
    en: sentence(refusal.message, refusal.accepted, 'accepted: '),
  };
  return { code, message: tell(words), unexpected: false };
}

function sentence(message: string, accepted: string | undefined, before: string): string {
  return accepted === undefined ? message : `${message} (${before}${accepted})`;
}

function failed({ type, words }: OrderFailure, tell: Tell): ToldError {
  if (CA_FAILURES.includes(type)) {
    return { code: 'FailedOperation.NetworkError', message: tell(CA_NOT_THERE), unexpected: true };
  }
  if (FAILURES[type] === 'transient') {
    return { code: 'ServiceUnavailable', message: tell(NOT_THERE), unexpected: true };
  }
  return { code: 'FailedOperation.SystemError', message: tell(words), unexpected: true };
}
