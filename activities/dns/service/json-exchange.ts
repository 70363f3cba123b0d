/** One call to a service that speaks JSON over HTTP, within our time and size, and its answer: parsed, or a failure in our words. */
import type { z } from 'zod';
import { ANSWER_BYTES } from '../../../domain/answer-limits.js';
import { DNS_SERVICE_TIMEOUT_MS } from '../../../domain/control/dns-services.js';
import { parseCut, parseJson } from '../../cut-json.js';
import { causeOf, exchange, retryAfterOf, type HttpAnswer, type HttpRequest } from '../../http-exchange.js';
import type { Refused, ServiceTroubles } from './troubles.js';

export interface JsonCall {
  readonly action: string;
  readonly method: HttpRequest['method'];
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface JsonService {
  readonly troubles: ServiceTroubles;
  /** What an answer that is no success says; its body may be cut. */
  readonly reasonIn: (json: unknown, status: number) => Pick<Refused, 'code' | 'trouble'>;
}

/** Throws OrderFailure; ServiceRefusal where the service said no. */
export async function askForJson<Answer>(
  service: JsonService,
  call: JsonCall,
  shape: z.ZodType<Answer>,
): Promise<Answer> {
  const { troubles } = service;
  const { text, whole } = await succeeded(service, call);
  if (!whole) throw troubles.tooMuch(call.action);
  const parsed = shape.safeParse(parseJson(text));
  if (!parsed.success) throw troubles.notAsDocumented(call.action);
  return parsed.data;
}

/** Where nothing is told but that it was done. Throws as `askForJson` does. */
export async function askToDo(service: JsonService, call: JsonCall): Promise<void> {
  await succeeded(service, call);
}

async function succeeded({ troubles, reasonIn }: JsonService, call: JsonCall): Promise<HttpAnswer> {
  const answer = await send(troubles, call);
  const { ok, status, headers, text } = answer;
  if (ok) return answer;
  const retryAfterMs = retryAfterOf(headers.get('retry-after'), Date.now());
  throw troubles.refusal({ action: call.action, status, retryAfterMs, ...reasonIn(parseCut(text), status) });
}

async function send(troubles: ServiceTroubles, call: JsonCall): Promise<HttpAnswer> {
  const { method, url, headers, body } = call;
  try {
    return await exchange(url, {
      method,
      headers,
      ...(body !== undefined && { body }),
      timeoutMs: DNS_SERVICE_TIMEOUT_MS,
      mostBytes: ANSWER_BYTES.dns,
    });
  } catch (error) {
    throw troubles.silent(call.action, causeOf(error));
  }
}
