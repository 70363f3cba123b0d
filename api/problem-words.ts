/** What kinds of problems the API answers with, their status, and their titles. */
import type { Bilingual } from '../domain/bilingual.js';

export interface ProblemKind {
  /** RFC 9110, section 15. */
  readonly status: number;
  readonly title: Bilingual;
}

/** Refusals of the client, then what only HTTP has. */
export const PROBLEM_KINDS = {
  InvalidInput: { status: 400, title: { zh: '请求内容无效', en: 'Invalid input' } },
  NotSignedIn: { status: 401, title: { zh: '未登录', en: 'Not signed in' } },
  NotAllowed: { status: 403, title: { zh: '没有权限', en: 'Not allowed' } },
  NotFound: { status: 404, title: { zh: '不存在', en: 'Not found' } },
  RefusedInThisState: { status: 409, title: { zh: '当前状态下不能执行', en: 'Refused in this state' } },

  NoSuchRoute: { status: 404, title: { zh: '没有这个地址', en: 'No such address' } },
  MethodNotAllowed: { status: 405, title: { zh: '此地址不接受这个方法', en: 'Method not allowed' } },
  NotInTime: { status: 408, title: { zh: '请求未及时送达', en: 'The request did not come in time' } },
  StillUnderWay: { status: 409, title: { zh: '同一请求仍在处理', en: 'The same request is under way' } },
  NotAsRead: { status: 412, title: { zh: '内容已有变化', en: 'It has changed since it was read' } },
  TooLarge: { status: 413, title: { zh: '请求内容过大', en: 'The request is too large' } },
  UnknownMediaType: { status: 415, title: { zh: '不接受这种内容类型', en: 'Unknown media type' } },
  KeyUsedBefore: {
    status: 422,
    title: { zh: '幂等键已用于另一个请求', en: 'The idempotency key was used for another request' },
  },
  TooManyRequests: { status: 429, title: { zh: '请求过多', en: 'Too many requests' } },
  HeadersTooLarge: { status: 431, title: { zh: '请求头过大', en: 'The headers are too large' } },
  Unexpected: { status: 500, title: { zh: '意外错误', en: 'Unexpected error' } },
  Unavailable: { status: 503, title: { zh: '暂时无法处理', en: 'Unavailable' } },
} as const satisfies Record<string, ProblemKind>;

export type ProblemKindName = keyof typeof PROBLEM_KINDS;

/** Of what our own words can't be had of: a server's error is no caller's business. */
export const UNEXPECTED_DETAIL: Bilingual = {
  zh: '处理请求时出现意外错误。请连同请求编号告知运维人员;写操作可用同一个 Idempotency-Key 再次发出。',
  en: 'Something unexpected happened. Tell an operator, with the id of the request; a write may be sent again with the same Idempotency-Key.',
};

/** Of a part that is away: where it stands, and what it is set by, is no caller's business either. */
export const AWAY_DETAIL: Bilingual = {
  zh: '所需的一部分暂时没有应答。请稍后再次发出同一请求;带有同一个 Idempotency-Key 的写操作只会执行一次。',
  en: 'A part of this installation does not answer at the moment. Send the same request again in a while; a write with the same Idempotency-Key is done once.',
};
