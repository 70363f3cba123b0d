/** Why an OpenID provider's answer is not taken, by what its client library throws. */
import * as openId from 'openid-client';
import type { Bilingual } from '../../../domain/bilingual.js';
import { OPEN_ID_PROBLEMS } from '../pages/texts.js';

export interface AnswerProblem {
  /** For the server's log: the library's own code, never the answer. */
  readonly code: string;
  readonly words: Bilingual;
  readonly status: number;
}

/** Undefined for what is no answer of a provider: a fault of ours. */
export function problemOfAnswer(error: unknown): AnswerProblem | undefined {
  if (error instanceof openId.AuthorizationResponseError)
    return { code: error.error, words: OPEN_ID_PROBLEMS.denied, status: 401 };
  if (error instanceof openId.ResponseBodyError)
    return { code: error.error, words: OPEN_ID_PROBLEMS.notTaken, status: 401 };
  if (error instanceof openId.WWWAuthenticateChallengeError)
    return { code: 'challenged', words: OPEN_ID_PROBLEMS.notTaken, status: 401 };
  if (error instanceof openId.ClientError) return ofClient(error);
  // What `fetch` says of a server that is not there.
  if (error instanceof TypeError && error.message === 'fetch failed') return notReached('unreachable');
  return undefined;
}

function ofClient({ code = 'unknown' }: openId.ClientError): AnswerProblem {
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT') return notReached(code);
  return { code, words: OPEN_ID_PROBLEMS.notTaken, status: 401 };
}

function notReached(code: string): AnswerProblem {
  return { code, words: OPEN_ID_PROBLEMS.notReached, status: 503 };
}
