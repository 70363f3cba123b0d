/** Speaks HTTP to the development CA, and says what went wrong in the failures of domain/failures.ts. */
import type { Bilingual } from '../../../../domain/bilingual.js';
import { CA_FAILURES } from '../../../../domain/ca-failure-texts.js';
import type { z } from 'zod';
import { ANSWER_BYTES } from '../../../../domain/answer-limits.js';
import { OrderFailure, type FailureType } from '../../../../domain/failures.js';
import { parseCut, parseJson } from '../../../cut-json.js';
import { causeOf, exchange, retryAfterOf, type HttpAnswer } from '../../../http-exchange.js';
import { WireError } from './wire.js';

/** The CA looks at names for up to 5 seconds before it answers; three times that is no answer. */
const ANSWER_TIMEOUT_MS = 15_000;

export interface DevelopmentCaAccess {
  /** Base URL, without a path. */
  readonly url: string;
  /** Bearer token; stands in no message. */
  readonly token: string;
  /** What is corrected where the token is not taken; default: the variable that it comes from. */
  readonly tokenCalled?: string;
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
const FAILURE_OF_CODE: ReadonlyMap<string, FailureType> = new Map<string, FailureType>([
  ['not-found', 'CaOrderUnknown'],
  ['order-refused', 'OrderRefusedByCa'],
  ['reference-in-use', 'OrderRefusedByCa'],
  ['order-ended', 'OrderRefusedByCa'],
  ['already-issued', 'OrderRefusedByCa'],
  ['letter-refused', 'LetterRefusedByCa'],
  ['details-refused', 'DetailsRefusedByCa'],
  // The CA may have said `issued` a moment ago: it catches up with itself.
  ['not-issued', 'CaUnavailable'],
  // We asked for a step before the one that it follows: that one may have passed a moment ago.
  ['order-not-ready', 'CaUnavailable'],
  // We and the CA disagree on the protocol: a deployment on either side mends it.
  ['bad-request', 'CaProtocolBroken'],
]);

/** What a CA says no to: something that it was asked to do. */
const DECISIONS: readonly FailureType[] = ['OrderRefusedByCa', 'LetterRefusedByCa', 'DetailsRefusedByCa'];

/** Refusals that a caller turns into an answer of its own carry their code. */
export class CaRefusal extends OrderFailure {
  constructor(
    type: FailureType,
    words: Bilingual,
    readonly code: string,
  ) {
    super(type, words);
  }
}

export class DevelopmentCaClient {
  constructor(private readonly access: DevelopmentCaAccess) {}

  /** Throws OrderFailure, of the types that `CertificateAuthority` names. */
  async call<T>(call: CaCall, schema: z.ZodType<T>): Promise<T> {
    const answer = await this.answerTo(call);
    const where = `${call.method} ${call.path}`;
    if (answer.status === 429) throw rateLimited(answer, where);
    if (answer.status >= 500) throw unavailable(CA_FAILURES.answeredWith(where, answer.status));
    if (!isJson(answer)) throw unavailable(CA_FAILURES.answeredWithPage(where, answer.status));
    if (!answer.ok) throw refused(answer, call, where, this.access.tokenCalled);
    if (!answer.whole) throw brokenProtocol(CA_FAILURES.tooLong(where, MOST_BYTES));
    const json = parseJson(answer.text);
    if (json === undefined) throw brokenProtocol(CA_FAILURES.noJson(where));
    const parsed = schema.safeParse(json);
    if (parsed.success) return parsed.data;
    throw brokenProtocol(notAsAgreed(where, parsed.error));
  }

  private async answerTo(call: CaCall): Promise<HttpAnswer> {
    const { method, path, file } = call;
    const { url, token, timeoutMs = ANSWER_TIMEOUT_MS } = this.access;
    try {
      return await exchange(new URL(path, url), {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': file?.contentType ?? 'application/json',
        },
        body: bodyOf(call),
        timeoutMs,
        mostBytes: MOST_BYTES,
      });
    } catch (error) {
      throw unavailable(CA_FAILURES.noAnswer(`${method} ${path}`, causeOf(error)));
    }
  }
}

const MOST_BYTES = ANSWER_BYTES.ca;

/** A CA that answers wrongly in a hundred places is told of the first few. */
const MOST_FIELDS = 5;

function notAsAgreed(where: string, { issues }: z.ZodError): Bilingual {
  const fields = issues.map(({ path }) => path.join('.') || 'the answer');
  const more = fields.length - MOST_FIELDS;
  return CA_FAILURES.notAsAgreed(where, fields.slice(0, MOST_FIELDS), more);
}

/** The answer is not one to what was asked, or none at all: what the CA did is unknown until it is looked up. */
export function brokenProtocol(what: Bilingual): OrderFailure {
  return new OrderFailure('CaProtocolBroken', what);
}

function bodyOf({ body, file }: CaCall): Blob | string | undefined {
  if (file) return new Blob([new Uint8Array(file.content)]);
  return body === undefined ? undefined : JSON.stringify(body);
}

function unavailable(what: Bilingual): OrderFailure {
  return new OrderFailure('CaUnavailable', CA_FAILURES.unavailable(what));
}

function rateLimited({ headers }: HttpAnswer, where: string): OrderFailure {
  const retryAfterMs = retryAfterOf(headers.get('retry-after'), Date.now());
  const seconds = retryAfterMs === undefined ? undefined : Math.ceil(retryAfterMs / 1000);
  return new OrderFailure('CaRateLimited', CA_FAILURES.limitsRate(where, seconds), { retryAfterMs });
}

function refused(
  { status, text }: HttpAnswer,
  { method }: CaCall,
  where: string,
  tokenCalled = 'SEALFLOW_CA_TOKEN',
): OrderFailure {
  if (status === 401 || status === 403) return unavailable(CA_FAILURES.unauthorized(where, tokenCalled));
  // A refusal counts however long its words are: else the order would be placed again and again.
  const parsed = WireError.safeParse(parseCut(text));
  if (!parsed.success) return brokenProtocol(CA_FAILURES.noReason(where, status));
  const { code, message, chinese } = parsed.data.error;
  const words = { zh: chinese?.message ?? message, en: message };
  const type = FAILURE_OF_CODE.get(code) ?? 'OrderRefusedByCa';
  // Whoever only asks how things stand is told of a decision by the order's status: an error decides nothing of it.
  if (method === 'GET' && DECISIONS.includes(type))
    return brokenProtocol(CA_FAILURES.decidedWhenAsked(where, status, code, words));
  return new CaRefusal(type, words, code);
}

function isJson({ headers }: HttpAnswer): boolean {
  return headers.get('content-type')?.startsWith('application/json') ?? false;
}
