/** The little HTTP that the development CA and the payment house need: a route table, JSON in and out, a bearer token, errors as answers. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { z } from 'zod';
import type { Bilingual } from '../domain/bilingual.js';
import type { HostilePath } from '../domain/development/ca.js';
import { REQUEST_BYTES } from '../domain/answer-limits.js';
import { wordsOfThrown } from '../domain/told.js';
import { AnsweredError } from './answered-error.js';
import { bodyOf } from './request-body.js';
import { targetOf } from './request-target.js';
import { shapeProblem } from './shape-problem.js';

export interface ApiRequest {
  /** What stands for `:id` in the route's path, decoded; empty in routes without. */
  readonly id: string;
  readonly query: URLSearchParams;
  /** Reads the body as JSON of this shape. Throws AnsweredError `bad-request`, naming the field. */
  body<T>(schema: z.ZodType<T>): Promise<T>;
  /** Reads the body as it is. Throws AnsweredError `bad-request` where it has more bytes. */
  content(mostBytes: number): Promise<Uint8Array>;
  /** Reads the body as an HTML form sends it. */
  form(): Promise<URLSearchParams>;
}

export interface Answer {
  readonly status?: number;
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly content?: { readonly type: string; readonly data: string | Uint8Array };
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** May have one `:id`. */
  readonly path: string;
  /** Relying parties fetch certificates and CRLs without a token. */
  readonly public?: boolean;
  /** Present where the CA can be told to be hostile. */
  readonly hostilePath?: HostilePath;
  readonly handle: (request: ApiRequest) => Promise<Answer> | Answer;
}

/** Comes between a route and its answer; `work` does what was asked. Undefined: the response was taken care of. */
export type Interference = (
  route: Route,
  response: ServerResponse,
  work: () => Promise<Answer>,
) => Promise<Answer | undefined>;

export function requestListener(
  routes: readonly Route[],
  token: string,
  interfere: Interference,
): RequestListener {
  const isAuthorized = bearerCheck(token);
  return (request, response) => {
    const answering = async () => {
      const url = targetOf(request);
      if (!url)
        throw badRequest({ zh: '无法读取请求的目标', en: 'The target of the request can not be read' });
      const { route, id } = find(routes, request.method ?? '', url.pathname);
      if (!route.public && !isAuthorized(request)) throw unauthorized();
      const exchange = { request, response };
      const body = <T>(schema: z.ZodType<T>) => readBody(exchange, schema);
      const form = async () =>
        new URLSearchParams((await readAll(exchange, REQUEST_BYTES.api)).toString('utf8'));
      const content = async (mostBytes: number) => new Uint8Array(await readAll(exchange, mostBytes));
      const asked = { id, query: url.searchParams, body, form, content };
      return interfere(route, response, async () => route.handle(asked));
    };
    void answering()
      .catch(errorAnswer)
      .then((answer) => {
        if (answer && !response.destroyed) send(response, answer);
      });
  };
}

export function send(response: ServerResponse, { status = 200, json, headers, content }: Answer): void {
  const data = content?.data ?? JSON.stringify(json ?? {});
  const type = content?.type ?? 'application/json';
  response.writeHead(status, { ...headers, 'content-type': type }).end(data);
}

function find(routes: readonly Route[], method: string, path: string): { route: Route; id: string } {
  for (const route of routes) {
    if (route.method !== method) continue;
    const id = matched(route.path, path);
    if (id !== undefined) return { route, id };
  }
  throw new AnsweredError('not-found', 404, {
    zh: `${method} ${path} 处没有内容`,
    en: `There is nothing at ${method} ${path}`,
  });
}

/** The value of `:id`, empty where the pattern has none, undefined where the path doesn't fit. */
function matched(pattern: string, path: string): string | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const at = wanted.indexOf(':id');
  const fits = wanted.every((part, index) => index === at || part === given[index]);
  return fits ? decoded(given[at] ?? '') : undefined;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw badRequest({
      zh: '请求的路径不是百分号编码的 UTF-8',
      en: 'The path of the request is not percent-encoded UTF-8',
    });
  }
}

/** Compares hashes, so that neither length nor content of the token shows in the time taken. */
function bearerCheck(token: string): (request: IncomingMessage) => boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  const expected = hash(`Bearer ${token}`);
  return (request) => timingSafeEqual(hash(request.headers.authorization ?? ''), expected);
}

function unauthorized(): AnsweredError {
  return new AnsweredError('unauthorized', 401, {
    zh: '请以 `Authorization: Bearer ...` 发送令牌',
    en: 'Send the token as `Authorization: Bearer ...`',
  });
}

function badRequest(words: Bilingual): AnsweredError {
  return new AnsweredError('bad-request', 400, words);
}

async function readAll({ request, response }: Exchange, mostBytes: number): Promise<Buffer> {
  const body = await bodyOf(request, response, mostBytes);
  if (!body)
    throw badRequest({ zh: `请求内容超过 ${mostBytes} 字节`, en: `The body is over ${mostBytes} bytes` });
  return body;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function readBody<T>(exchange: Exchange, schema: z.ZodType<T>): Promise<T> {
  const body = parseJson((await readAll(exchange, REQUEST_BYTES.api)).toString('utf8'));
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw badRequest(shapeProblem(schema, body));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text || '{}') as unknown;
  } catch {
    throw badRequest({ zh: '请求内容不是 JSON', en: 'The body is not JSON' });
  }
}

function errorAnswer(error: unknown): Answer {
  if (error instanceof AnsweredError) {
    const { code, message, words } = error;
    return { status: error.httpStatus, json: { error: { code, message, chinese: { message: words.zh } } } };
  }
  const { zh, en } = wordsOfThrown(error);
  const chinese = { message: `服务出错:${zh}` };
  return {
    status: 500,
    json: { error: { code: 'internal', message: `The service failed: ${en}`, chinese } },
  };
}
