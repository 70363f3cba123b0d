/** Speaks HTTP to the development CA, and says what went wrong in the failures of domain/failures.ts. */
import type { z } from 'zod';
import { OrderFailure, type FailureType } from '../../../../domain/failures.js';
import { WireError } from './wire.js';

/** The CA looks at names for up to 5 seconds before it answers; three times that is no answer. */
const ANSWER_TIMEOUT_MS = 15_000;

export interface DevelopmentCaAccess {
  /** Base URL, without a path. */
  readonly url: string;
  /** Bearer token; stands in no message. */
  readonly token: string;
  /** Milliseconds for a whole answer. */
  readonly timeoutMs?: number;
}

export interface CaCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, instead. */
  readonly file?: { readonly contentType: string; readonly content: Uint8Array };
}

/** What the CA's error codes mean to us; a code that isn't here is final, with the CA's words. */
const FAILURE_OF_CODE: Readonly<Record<string, FailureType>> = {
  'not-found': 'CaOrderUnknown',
  'order-refused': 'OrderRefusedByCa',
  'reference-in-use': 'OrderRefusedByCa',
  'order-ended': 'OrderRefusedByCa',
  'already-issued': 'OrderRefusedByCa',
  'letter-refused': 'LetterRefusedByCa',
  'details-refused': 'DetailsRefusedByCa',
  // The CA may have said `issued` a moment ago: it catches up with itself.
  'not-issued': 'CaUnavailable',
  // We asked for a step before the one that it follows: that one may have passed a moment ago.
  'order-not-ready': 'CaUnavailable',
  // We and the CA disagree on the protocol: a deployment on either side mends it.
  'bad-request': 'CaProtocolBroken',
};

/** Refusals that a caller turns into an answer of its own carry their code. */
export class CaRefusal extends OrderFailure {
  constructor(
    type: FailureType,
    message: string,
    readonly code: string,
  ) {
    super(type, message);
  }
}

export class DevelopmentCaClient {
  constructor(private readonly access: DevelopmentCaAccess) {}

  /** Throws OrderFailure, of the types that `CertificateAuthority` names. */
  async call<T>(call: CaCall, answer: z.ZodType<T>): Promise<T> {
    const { response, text } = await this.exchange(call);
    const where = `${call.method} ${call.path}`;
    if (response.status === 429) throw rateLimited(response, where);
    if (response.status >= 500) throw unavailable(`${where} was answered with ${response.status}`);
    if (!isJson(response))
      throw unavailable(`${where} was answered with a page (${response.status}), not JSON`);
    const json = parseJson(text, where);
    if (!response.ok) throw refused(response, json, where);
    const parsed = answer.safeParse(json);
    if (parsed.success) return parsed.data;
    const fields = parsed.error.issues.map(({ path }) => path.join('.') || 'the answer').join(', ');
    throw new OrderFailure('CaProtocolBroken', `The CA's answer to ${where} is not as agreed: ${fields}`);
  }

  private async exchange(call: CaCall): Promise<{ response: Response; text: string }> {
    const { method, path, file } = call;
    const { url, token, timeoutMs = ANSWER_TIMEOUT_MS } = this.access;
    try {
      const response = await fetch(new URL(path, url), {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': file?.contentType ?? 'application/json',
        },
        body: bodyOf(call),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      return { response, text: await response.text() };
    } catch (error) {
      throw unavailable(`${method} ${path} got no answer (${causeOf(error)})`);
    }
  }
}

function bodyOf({ body, file }: CaCall): Blob | string | undefined {
  if (file) return new Blob([new Uint8Array(file.content)]);
  return body === undefined ? undefined : JSON.stringify(body);
}

function unavailable(what: string): OrderFailure {
  return new OrderFailure('CaUnavailable', `The CA is not available: ${what}`);
}

function rateLimited(response: Response, where: string): OrderFailure {
  const retryAfterMs = retryAfterOf(response.headers.get('retry-after'), Date.now());
  const pause = retryAfterMs === undefined ? '' : `; it asks to wait ${Math.ceil(retryAfterMs / 1000)} s`;
  return new OrderFailure('CaRateLimited', `The CA limits our rate at ${where}${pause}`, { retryAfterMs });
}

/** RFC 9110, section 10.2.3: seconds or an HTTP date. Undefined where there is neither. */
export function retryAfterOf(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

function refused(response: Response, json: unknown, where: string): OrderFailure {
  if (response.status === 401 || response.status === 403)
    return unavailable(`${where} was not authorized: correct SEALFLOW_CA_TOKEN`);
  const parsed = WireError.safeParse(json);
  if (!parsed.success)
    return new OrderFailure(
      'CaProtocolBroken',
      `${where} was answered with ${response.status} and no reason`,
    );
  const { code, message } = parsed.data.error;
  return new CaRefusal(FAILURE_OF_CODE[code] ?? 'OrderRefusedByCa', message, code);
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new OrderFailure('CaProtocolBroken', `The CA's answer to ${where} is not the JSON it says it is`);
  }
}

function isJson(response: Response): boolean {
  return response.headers.get('content-type')?.startsWith('application/json') ?? false;
}

/** fetch wraps what happened; its code is short and carries no secret. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { cause } = error;
  const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined;
  return code ?? error.name;
}
