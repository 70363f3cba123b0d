/** One API, and who asks it: requests are sent, sent again where that is safe, and their problems read. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Bilingual, Language } from '../../domain/bilingual.js';
import { readUpTo, textOf } from '../../domain/limited-reading.js';
import { ApiUnavailable } from '../unavailable.js';
import { errorOf } from './problems.js';

export interface ApiConnectionOptions {
  /** Without a slash at its end. */
  readonly url: string;
  /** As `Authorization` has it; absent: nobody asks. */
  readonly authorization?: string;
  /** Whose orders, where whoever asks belongs to several accounts. */
  readonly account?: string;
  /** In which problems are told. */
  readonly language: Language;
}

export interface ApiRequest {
  readonly method: string;
  /** Below the API's address, and query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | FormData;
  /** The same request again is the same request: it changes nothing, or has a key of idempotency. */
  readonly isRepeatable: boolean;
}

/** The house's own: a worker is waited for 10 seconds, and a look of an order as long again. */
const ANSWER_WITHIN_MS = 120_000;

/** The house's own: how often a request that is safe to repeat is sent, and how long it waits before each further time. */
const PAUSES_MS = [200, 1_000, 3_000];

/** A longer `Retry-After` is told, not waited for. */
const LONGEST_WAIT_MS = 15_000;

/** Of servers that are busy or changing (RFC 9110, sections 15.5.10, 15.6.3 to 15.6.5; RFC 6585, section 4). */
const PASSING = new Set([409, 429, 502, 503, 504]);

export class ApiConnection {
  readonly url: string;
  readonly #options: ApiConnectionOptions;

  constructor(options: ApiConnectionOptions) {
    this.url = options.url;
    this.#options = options;
  }

  /** Throws what the API refuses as the client itself would throw it; ApiUnavailable where nobody answers. */
  async ask(request: ApiRequest): Promise<Response> {
    for (const wait of PAUSES_MS) {
      const answered = await this.#send(request).catch((error: unknown) => error as Error);
      if (answered instanceof Response) {
        if (answered.ok || answered.status === 304) return answered;
        const again = request.isRepeatable ? retryAfterOf(answered) : undefined;
        if (again === undefined || again > LONGEST_WAIT_MS) throw await this.#problem(answered);
        await answered.body?.cancel();
        await pause(Math.max(again, wait));
      } else {
        if (!request.isRepeatable) throw notAnswering(this.url, answered, MAYBE_DONE);
        await pause(wait);
      }
    }
    const last = await this.#send(request).catch((error: unknown) => {
      throw notAnswering(this.url, error, request.method === 'GET' ? undefined : MAYBE_DONE);
    });
    if (last.ok || last.status === 304) return last;
    throw await this.#problem(last);
  }

  /** An answer that goes on until `signal` ends it: asked for once. Throws what the API refuses; what fetch throws where nobody answers. */
  async follow(
    path: string,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Response> {
    const answered = await this.#send({ method: 'GET', path, headers }, signal);
    if (answered.ok) return answered;
    throw await this.#problem(answered);
  }

  async #send(
    { method, path, headers, body }: Omit<ApiRequest, 'isRepeatable'>,
    signal: AbortSignal = AbortSignal.timeout(ANSWER_WITHIN_MS),
  ): Promise<Response> {
    const { url, authorization, account, language } = this.#options;
    return await fetch(`${url}${path}`, {
      method,
      // Whatever an answer says, who asks and what for goes to this API alone.
      redirect: 'error',
      signal,
      headers: {
        accept: 'application/json, */*;q=0.5',
        'accept-language': language === 'zh' ? 'zh-CN' : 'en',
        ...(authorization !== undefined && { authorization }),
        ...(account !== undefined && { 'sealflow-account': account }),
        ...(typeof body === 'string' && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
  }

  async #problem(response: Response): Promise<Error> {
    return errorOf(response.status, await beginningOf(response), this.url);
  }
}

/** Longer problems are none. */
const LONGEST_PROBLEM = 1_048_576;

async function beginningOf({ body }: Response): Promise<string> {
  const read = await readUpTo(body as AsyncIterable<Uint8Array> | null, LONGEST_PROBLEM).catch(
    () => undefined,
  );
  return read ? textOf(read) : '';
}

/** Milliseconds; undefined where it says nothing of another time. Of 409 only what says when is passing. */
function retryAfterOf({ status, headers }: Response): number | undefined {
  const told = headers.get('retry-after');
  const seconds = told === null ? Number.NaN : Number(told);
  if (!PASSING.has(status)) return undefined;
  if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1000;
  return status === 409 || status === 429 ? undefined : 0;
}

const MAYBE_DONE: Bilingual = {
  zh: '请求可能已被执行:请先查看,再决定是否重新发出。',
  en: 'What was asked may have been done all the same: look before you ask again.',
};

function notAnswering(url: string, error: unknown, further: Bilingual | undefined): ApiUnavailable {
  const why = reasonOf(error);
  return new ApiUnavailable('ApiNotReachable', {
    zh: `${url} 没有应答(${why})。${further?.zh ?? ''}`,
    en: `${url} does not answer (${why}).${further === undefined ? '' : ` ${further.en}`}`,
  });
}

/** As the machine says it, by its code. */
function reasonOf(error: unknown): string {
  const { cause, name } = error as { readonly cause?: { readonly code?: unknown }; readonly name?: string };
  if (typeof cause?.code === 'string') return cause.code;
  return name === 'TimeoutError' ? 'timeout' : 'network';
}
