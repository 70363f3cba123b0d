/** Problem documents (RFC 9457): whatever went wrong, told in the caller's language with our code, the field and what is accepted. */
import { z } from 'zod';
import { Unavailable } from '../client/unavailable.js';
import type { Bilingual, Language } from '../domain/bilingual.js';
import { OrderFailure } from '../domain/failures.js';
import { Refusal, type RefusalDetails } from '../domain/refusals.js';
import { AWAY_DETAIL, PROBLEM_KINDS, UNEXPECTED_DETAIL, type ProblemKindName } from './problem-words.js';

export const PROBLEM_TYPE = 'application/problem+json';

const wrongField = {
  code: z.string().meta({ description: 'What kind of problem it is; the same in every language.' }),
  field: z.string().optional().meta({
    description:
      'Dotted path in the request, such as `form.names[1]`; absent where no single one is to blame.',
  }),
  detail: z.string().meta({ description: 'What is wrong, in the language of `Content-Language`.' }),
  accepted: z.string().optional().meta({ description: 'What would have been accepted, in words.' }),
};

export const PROBLEM_SCHEMA = z
  .object({
    type: z.string().meta({ description: 'A URI of the code: `urn:sealflow:problem:CODE`.' }),
    title: z.string(),
    status: z.int().min(400).max(599),
    ...wrongField,
    others: z
      .array(z.object(wrongField))
      .optional()
      .meta({ description: 'What else is wrong with the same request.' }),
    requestId: z.string().meta({ description: 'As `X-Request-Id`: an operator finds the request by it.' }),
  })
  .meta({ id: 'Problem', description: 'A problem document (RFC 9457).' });

export type Problem = z.output<typeof PROBLEM_SCHEMA>;

const PROBLEM_ANSWER = {
  description: 'A problem, in the language of `Accept-Language`',
  content: { [PROBLEM_TYPE]: { schema: PROBLEM_SCHEMA } },
};

/** Of every route under /v1, beside what it answers when all is well. */
export const PROBLEM_ANSWERS = { '4xx': PROBLEM_ANSWER, '5xx': PROBLEM_ANSWER };

/** What the API itself has to say of a request, beside what its client refuses. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly kind: ProblemKindName,
    readonly detail: Bilingual,
    readonly options: {
      readonly field?: string;
      readonly accepted?: Bilingual;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(detail.en);
  }
}

export interface ToldProblem {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
}

/** How soon the same request may be sent again where somebody did not answer; seconds. */
const TRY_AGAIN = { 'retry-after': '2' };

export function problemOf(error: unknown, language: Language, requestId: string): ToldProblem {
  if (error instanceof Refusal)
    return { problem: refused(error, language, requestId), headers: challenge(error) };
  if (error instanceof ApiProblem) return fromApi(error, language, requestId);
  if (error instanceof Unavailable) {
    const own = { zh: error.chinese.message, en: error.message };
    const detail = (AWAY.has(error.code) ? AWAY_DETAIL : own)[language];
    return {
      problem: told('Unavailable', language, { code: error.code, detail, requestId }),
      headers: TRY_AGAIN,
    };
  }
  if (error instanceof OrderFailure && TRIED_AGAIN.has(error.type)) {
    const detail = (AWAY.has(error.type) ? AWAY_DETAIL : error.words)[language];
    return {
      problem: told('Unavailable', language, { code: error.type, detail, requestId }),
      headers: TRY_AGAIN,
    };
  }
  const known = ofFastify(error);
  if (known) return fromApi(known, language, requestId);
  return {
    problem: told('Unexpected', language, {
      code: 'Unexpected',
      detail: UNEXPECTED_DETAIL[language],
      requestId,
    }),
    headers: {},
  };
}

const TRIED_AGAIN: ReadonlySet<string> = new Set(['DatabaseUnavailable', 'TooMuchAtOnce']);

/** Their own words are for an operator, and name addresses and settings. */
const AWAY: ReadonlySet<string> = new Set(['DatabaseUnavailable', 'TemporalNotReachable', 'NothingRuns']);

/** Who is unknown is told how to say who asks (RFC 9110, section 11.6.1). */
function challenge({ code }: Refusal): Readonly<Record<string, string>> {
  return code === 'NotSignedIn'
    ? { 'www-authenticate': 'Bearer realm="sealflow", Basic realm="sealflow"' }
    : {};
}

function refused(refusal: Refusal, language: Language, requestId: string): Problem {
  const { others } = refusal;
  return {
    ...told(refusal.code, language, { ...wordsIn(refusal, language), requestId }),
    ...(others.length > 0 && { others: others.map((other) => wordsIn(other, language)) }),
  };
}

function wordsIn(
  {
    code,
    field,
    message,
    accepted,
    chinese,
  }: Pick<RefusalDetails, 'code' | 'message' | 'chinese'> & {
    readonly field?: string | undefined;
    readonly accepted?: string | undefined;
  },
  language: Language,
): Pick<Problem, 'code' | 'field' | 'detail' | 'accepted'> {
  const inWords = language === 'zh' ? chinese : { message, accepted };
  return {
    code,
    ...(field !== undefined && { field }),
    detail: inWords.message,
    ...(inWords.accepted !== undefined && { accepted: inWords.accepted }),
  };
}

function fromApi({ kind, detail, options }: ApiProblem, language: Language, requestId: string): ToldProblem {
  const { field, accepted, headers = {} } = options;
  const problem = told(kind, language, {
    code: kind,
    ...(field !== undefined && { field }),
    detail: detail[language],
    ...(accepted && { accepted: accepted[language] }),
    requestId,
  });
  return { problem, headers };
}

function told(
  kind: ProblemKindName,
  language: Language,
  rest: Omit<Problem, 'type' | 'title' | 'status'>,
): Problem {
  const { status, title } = PROBLEM_KINDS[kind];
  return { type: `urn:sealflow:problem:${rest.code}`, title: title[language], status, ...rest };
}

/** What the server refuses before any of our code sees the request. */
function ofFastify(error: unknown): ApiProblem | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined;
  const { statusCode } = error;
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode > 499) return undefined;
  const [kind, detail] = OF_STATUS[statusCode] ?? NOT_READ;
  return new ApiProblem(kind, detail);
}

type KindAndWords = readonly [ProblemKindName, Bilingual];

const NOT_READ: KindAndWords = [
  'InvalidInput',
  {
    zh: '请求内容不能读取:不是有效的 JSON,或长度与声明不符',
    en: "The request can't be read: no JSON, or not as long as it says",
  },
];

const OF_STATUS: Readonly<Record<number, KindAndWords>> = {
  404: ['NoSuchRoute', { zh: '没有这个地址', en: 'There is no such address' }],
  408: ['NotInTime', { zh: '请求未在时限内送达', en: 'The request did not arrive within its time' }],
  413: [
    'TooLarge',
    { zh: '请求内容或文件超过上限', en: 'The request, or a file in it, is larger than the greatest size' },
  ],
  414: ['NoSuchRoute', { zh: '没有这个地址:地址过长', en: 'There is no such address: it is too long' }],
  415: [
    'UnknownMediaType',
    {
      zh: '内容类型应为 application/json;上传文件时为 multipart/form-data',
      en: 'The content is to be application/json; of an upload, multipart/form-data',
    },
  ],
  429: ['TooManyRequests', { zh: '请求过多,请稍后再试', en: 'Too many requests: try again later' }],
};
