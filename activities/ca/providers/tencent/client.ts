/** Speaks to the reseller by Tencent Cloud's own client, which signs with TC3-HMAC-SHA256; what went wrong is told in our failures. */
import type { z } from 'zod';
import { ANSWER_BYTES, WIRE_CHARACTERS } from '../../../../domain/answer-limits.js';
import type { Bilingual } from '../../../../domain/bilingual.js';
import { cleanedText } from '../../../../domain/characters.js';
import { OrderFailure, type FailureType } from '../../../../domain/failures.js';
import { TENCENT_TEXTS } from '../../../../domain/tencent/ca-texts.js';
import {
  FAILURES_OF_MEANINGS,
  isSurelyNotDone,
  tencentErrorRow,
  type TencentMeaning,
} from '../../../../domain/tencent/errors.js';
import {
  OPERATOR_PAUSE_MS,
  RATE_LIMIT_PAUSE_MS,
  SOON_MS,
  TENCENT_TIMEOUT_MS,
} from '../../../../domain/tencent/ordering-policy.js';
import { limitedAgent } from '../../../dns/service/limited-agent.js';

/** tencent-ssl-api, title. */
const VERSION = '2019-12-05';

export interface TencentAccess {
  /** What the connection is called. */
  readonly ca: string;
  readonly secretId: string;
  readonly secretKey: string;
  /** Such as `https://ssl.tencentcloudapi.com`: the first label of its host is signed as the service. */
  readonly endpoint: string;
  readonly region?: string | undefined;
  /** Milliseconds for a whole answer. */
  readonly timeoutMs?: number;
}

/** The service said no, by one of its codes. */
export class TencentRefusal extends OrderFailure {
  constructor(
    type: FailureType,
    words: Bilingual,
    readonly code: string,
    readonly meaning: TencentMeaning | undefined,
    options: { readonly retryAfterMs?: number } = {},
  ) {
    super(type, words, options);
  }

  /** False where it may have done what it was asked for all the same. */
  get isSurelyNotDone(): boolean {
    return isSurelyNotDone(this.code);
  }
}

export class TencentClient {
  constructor(private readonly access: TencentAccess) {}

  /** Changes something. Throws OrderFailure: TencentRefusal where the service said no. Never tries again by itself. */
  async call<Answer>(action: string, asked: object, shape: z.ZodType<Answer>): Promise<Answer> {
    const { ca } = this.access;
    const parsed = shape.safeParse(await this.answerTo(action, asked));
    if (parsed.success) return parsed.data;
    const fields = [...new Set(parsed.error.issues.map(({ path }) => path.join('.') || '-'))].slice(
      0,
      MOST_FIELDS,
    );
    throw new OrderFailure('CaProtocolBroken', TENCENT_TEXTS.notAsDocumented(ca, action, fields));
  }

  /** Only asks: no answer to that decides anything of an order. Throws as `call`, never `OrderRefusedByCa`. */
  async ask<Answer>(action: string, asked: object, shape: z.ZodType<Answer>): Promise<Answer> {
    try {
      return await this.call(action, asked, shape);
    } catch (error) {
      if (!(error instanceof TencentRefusal) || error.type !== 'OrderRefusedByCa') throw error;
      throw new TencentRefusal('CaProtocolBroken', error.words, error.code, error.meaning);
    }
  }

  private async answerTo(action: string, asked: object): Promise<unknown> {
    // Loaded when it is first asked: most installations have no connection to it.
    const { CommonClient } = await import('tencentcloud-sdk-nodejs-common');
    const { ca, endpoint, secretId, secretKey, region, timeoutMs = TENCENT_TIMEOUT_MS } = this.access;
    const url = new URL(endpoint);
    // An agent of our own: without one the client takes the proxy of `http_proxy` for every address, loopback among them.
    const { agent, wasTooMuch } = limitedAgent(url, ANSWER_BYTES.ca);
    const client = new CommonClient(url.host, VERSION, {
      credential: { secretId, secretKey },
      ...(region !== undefined && { region }),
      profile: {
        // Its sentences are told to people in China; ours stand around them in both languages.
        language: 'zh-CN',
        httpProfile: { protocol: `${url.protocol}//`, reqTimeout: timeoutMs / 1000, agent },
      },
    });
    try {
      return await client.request(action, asked);
    } catch (error) {
      if (wasTooMuch()) throw new OrderFailure('CaProtocolBroken', TENCENT_TEXTS.tooLong(ca, action));
      throw failureOf(ca, action, error);
    }
  }
}

const MOST_FIELDS = 5;

interface Thrown {
  readonly name?: string;
  readonly message?: string;
  /** Of the service where a request id stands beside it, else of the network. */
  readonly code?: string;
  readonly requestId?: string;
  readonly httpCode?: number;
}

/** Its client throws of its own: with the service's code, with the status of HTTP, or with what the network said in words. */
function failureOf(ca: string, action: string, error: unknown): OrderFailure {
  const { name, message = '', code, requestId = '', httpCode } = error as Thrown;
  if (requestId !== '') return refusalOf(ca, { action, code: codeOf(code), said: message });
  if (httpCode === 429)
    return new OrderFailure('CaRateLimited', TENCENT_TEXTS.limitsRate(ca, action), {
      retryAfterMs: RATE_LIMIT_PAUSE_MS,
    });
  if (httpCode !== undefined)
    return new OrderFailure('CaUnavailable', TENCENT_TEXTS.answeredWith(ca, action, httpCode));
  if (name === 'SyntaxError' || name === 'TypeError' || message.includes('invalid json'))
    return new OrderFailure('CaProtocolBroken', TENCENT_TEXTS.notAsDocumented(ca, action, ['-']));
  return new OrderFailure(
    'CaUnavailable',
    TENCENT_TEXTS.noAnswer(ca, action, /\bE[A-Z_]{4,}\b/.exec(message)?.[0] ?? 'no answer'),
  );
}

/** A code as it may be shown. */
function codeOf(code: string | undefined): string {
  return code !== undefined && /^[\w.:-]{1,120}$/.test(code) ? code : 'no code';
}

function refusalOf(
  ca: string,
  answered: { readonly action: string; readonly code: string; readonly said: string },
): TencentRefusal {
  const row = tencentErrorRow(answered.code);
  const quoted = { ...answered, said: cleanedText(answered.said, { longest: WIRE_CHARACTERS.words }) };
  const words = TENCENT_TEXTS.refused(ca, quoted, row ? row.advice : TENCENT_TEXTS.unknownCode);
  const meaning = row?.meaning;
  const type = meaning === undefined ? 'CaUnavailable' : FAILURES_OF_MEANINGS[meaning];
  const retryAfterMs = pauseAfter(meaning);
  return new TencentRefusal(
    type,
    words,
    answered.code,
    meaning,
    retryAfterMs === undefined ? {} : { retryAfterMs },
  );
}

function pauseAfter(meaning: TencentMeaning | undefined): number | undefined {
  if (meaning === undefined || meaning === 'operator') return OPERATOR_PAUSE_MS;
  if (meaning === 'limit') return RATE_LIMIT_PAUSE_MS;
  return meaning === 'wait' ? SOON_MS : undefined;
}
