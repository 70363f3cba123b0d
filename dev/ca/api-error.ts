/** The development CA's refusals. */
import type { Bilingual } from '../../domain/bilingual.js';
import { CA_STATUS_WORDS, type CaStatusWord } from '../../domain/development/ca-spoken-words.js';
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
  constructor(code: ErrorCode, words: Bilingual) {
    super(code, ERROR_STATUS[code], words);
  }
}

export function noSuchOrder(id: string): ApiError {
  return new ApiError('not-found', { zh: `没有订单 ${id}`, en: `There is no order ${id}` });
}

/** Where an order stands, as a sentence of a refusal tells it. */
export function orderIs(status: CaStatusWord): Bilingual {
  const { zh, en } = CA_STATUS_WORDS[status];
  return { zh: `订单的状态是“${zh}”`, en: `The order is ${en}` };
}

export function orderEnded(status: CaStatusWord): ApiError {
  return new ApiError('order-ended', orderIs(status));
}

export function notIssued(status: CaStatusWord): ApiError {
  const { zh, en } = orderIs(status);
  return new ApiError('not-issued', { zh: `${zh}:请取消它`, en: `${en}: cancel it` });
}

export function alreadyIssued(): ApiError {
  return new ApiError('already-issued', {
    zh: '证书已签发:请吊销它',
    en: 'The certificate is issued: revoke it',
  });
}

/** Where a request to revoke stands. */
export function requestIs(status: CaStatusWord): Bilingual {
  const { zh, en } = CA_STATUS_WORDS[status];
  return { zh: `吊销申请的状态是“${zh}”`, en: `The request is ${en}` };
}
