/** One route of the API: which operations of the client it serves, what it takes and answers, and what holds for all of them. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { OrderClient } from '../../client/order-client.js';
import type { Principal } from '../../domain/accounts/principal.js';
import type { Language } from '../../domain/bilingual.js';
import { mayDo } from '../../domain/accounts/rights.js';
import { keyedRequest, onceByKey } from '../idempotency.js';
import type { ApiParts } from '../parts.js';
import { ApiProblem, PROBLEM_ANSWERS } from '../problem.js';
import { readerOf } from '../request-shape.js';
import { formIn } from '../uploads.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks: known of every request under /v1 that is no public one. */
    principal: Principal | null;
    language: Language;
  }
  interface FastifyContextConfig {
    /** Operations of OrderClient that the route serves; the first one is what is done. */
    operations?: readonly string[];
    /** Whoever asks need not say who they are. */
    isPublic?: boolean;
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Bytes in the place of JSON: of these media types. */
export interface FileAnswer {
  readonly file: readonly string[];
}

export interface Asked<Params, Query, Body> {
  readonly client: OrderClient;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Of a write that its caller knows again. */
  readonly idempotencyKey: string | undefined;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export interface RouteDefinition<Params, Query, Body, Answer> {
  readonly method: Method;
  /** Below /v1, with `:name` for what `params` reads. */
  readonly url: string;
  readonly operations: readonly [string, ...string[]];
  readonly summary: string;
  readonly description?: string;
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** `form`: multipart/form-data, with a file. */
  readonly takes?: 'json' | 'form';
  /** Left out: nothing is answered (204). */
  readonly answer?: z.ZodType<Answer> | FileAnswer;
  /** 200 unless told otherwise; 201 of what makes something, 202 of what is begun. */
  readonly status?: 200 | 201 | 202;
  /** What it answers, or changes, has an entity tag: `If-None-Match` of a read, `If-Match` of a write. */
  readonly isTagged?: boolean;
  /** The address of what was made; told again with a repeated answer. */
  readonly locatedAt?: (made: DeepReadonly<Answer>) => string;
  /** A read in the place of a form that is too long for an address: nothing is changed, no key is needed. */
  readonly isRead?: boolean;
  run(asked: Asked<Params, Query, Body>): Promise<DeepReadonly<Answer>>;
}

/** The client's views are read only; what they are made of is the same. */
export type DeepReadonly<Value> = Value extends object
  ? { readonly [Field in keyof Value]: DeepReadonly<Value[Field]> }
  : Value;

const NOTHING = z.strictObject({});
const readNothing = readerOf(NOTHING);

const WRITE_HEADERS = z.object({
  'idempotency-key': z.string().max(200).optional().meta({
    description:
      'The same request with the same key is done once, and answered alike for a day. 1 to 200 printable ASCII characters.',
  }),
});

const READ_BEFORE = z.object({
  'if-none-match': z
    .string()
    .optional()
    .meta({ description: 'Where one of these is its ETag: 304, no content' }),
});

const CHANGED_AS_READ = WRITE_HEADERS.extend({
  'if-match': z.string().optional().meta({
    description: 'The ETag that was read: where it is another one by now, nothing is done (412)',
  }),
});

/** The routes of one subject; `tag` is what the document lists them under. */
export function routesOf(app: FastifyInstance, parts: ApiParts, tag: string) {
  return <Params = object, Query = object, Body = object, Answer = unknown>(
    definition: RouteDefinition<Params, Query, Body, Answer>,
  ): void => {
    addRoute(app, parts, tag, definition);
  };
}

function addRoute<Params, Query, Body, Answer>(
  app: FastifyInstance,
  parts: ApiParts,
  tag: string,
  definition: RouteDefinition<Params, Query, Body, Answer>,
): void {
  const { method, url, operations, takes = 'json', isRead = false, isTagged = false } = definition;
  const isWrite = method !== 'GET' && !isRead;
  const hasBody = method !== 'GET' && method !== 'DELETE';
  const [operation] = operations;
  app.route({
    method,
    url,
    config: { operations },
    schema: {
      tags: [tag],
      operationId: operation,
      summary: definition.summary,
      ...(definition.description !== undefined && { description: definition.description }),
      params: definition.params ?? NOTHING,
      querystring: definition.query ?? NOTHING,
      ...(isWrite && { headers: isTagged ? CHANGED_AS_READ : WRITE_HEADERS }),
      ...(!isWrite && isTagged && { headers: READ_BEFORE }),
      ...(hasBody && { body: definition.body ?? NOTHING }),
      ...(takes === 'form' && { consumes: ['multipart/form-data'] }),
      response: {
        ...answersOf(definition),
        ...(!isWrite && isTagged && { 304: z.undefined().meta({ description: 'As it was read before' }) }),
      },
    },
    preValidation: async (request) => {
      refuseOtherTypes(request, takes);
      if (request.isMultipart()) request.body = await formIn(request);
      if (!hasBody) readNothing(request.body ?? {});
    },
    handler: async (request, reply) => {
      const asked = {
        params: request.params as Params,
        query: request.query as Query,
        body: (request.body ?? {}) as Body,
        request,
        reply,
      };
      const principal = whoAsks(request);
      const keyed = isWrite ? keyedRequest(request, principal) : undefined;
      const client = parts.clientFor(principal, keyed ? { requestKey: parts.requests.keyFor(keyed) } : {});
      const status = definition.answer ? (definition.status ?? 200) : 204;
      const locate = (made: DeepReadonly<Answer>): void => {
        if (definition.locatedAt) reply.header('location', definition.locatedAt(made));
      };
      const work = async () => {
        const done = await definition.run({ ...asked, client, idempotencyKey: keyed?.key });
        locate(done);
        return done;
      };
      // Who may not do it (any more) is refused by the client, and is told no earlier answer either.
      if (!keyed || !mayDo(principal.role, operation)) return sent(reply, status, await work());
      const { answer, isReplayed } = await onceByKey(parts.requests, keyed, async () => {
        const done = await work();
        reply.code(status);
        return { status, body: definition.answer ? textOf(reply.serialize(done)) : '' };
      });
      reply.code(answer.status);
      if (isReplayed) reply.header('idempotency-replayed', 'true');
      if (answer.body === '') return reply.send();
      if (isReplayed) locate(JSON.parse(answer.body) as DeepReadonly<Answer>);
      return reply.type('application/json; charset=utf-8').send(answer.body);
    },
  });
}

/** The routes' own serializers make texts. */
function textOf(serialized: string | ArrayBuffer | Buffer): string {
  return typeof serialized === 'string' ? serialized : Buffer.from(serialized as Uint8Array).toString('utf8');
}

function sent(reply: FastifyReply, status: number, answer: unknown): unknown {
  if (reply.sent) return reply;
  reply.code(status);
  return status === 204 ? reply.send() : answer;
}

/** Known of every request that reaches a route: the server sees to it. */
function whoAsks({ principal }: FastifyRequest): Principal {
  if (principal) return principal;
  throw new Error('A route of the API was reached by nobody.');
}

function isFile(answer: unknown): answer is FileAnswer {
  return typeof answer === 'object' && answer !== null && 'file' in answer;
}

function answersOf<Answer>({
  answer,
  status = 200,
}: Pick<RouteDefinition<unknown, unknown, unknown, Answer>, 'answer' | 'status'>) {
  const done =
    answer === undefined
      ? { 204: z.undefined().meta({ description: 'Done' }) }
      : { [status]: isFile(answer) ? filesOf(answer) : answer };
  return { ...done, ...PROBLEM_ANSWERS };
}

/** The bytes are sent as they are. */
function filesOf({ file }: FileAnswer) {
  const schema = z.unknown().meta({ type: 'string', format: 'binary' });
  return { description: 'The file', content: Object.fromEntries(file.map((type) => [type, { schema }])) };
}

const TYPE_OF = { json: 'application/json', form: 'multipart/form-data' } as const;

function refuseOtherTypes({ headers, body }: FastifyRequest, takes: 'json' | 'form'): void {
  const given = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if ((given === undefined && body === undefined) || given === TYPE_OF[takes]) return;
  throw new ApiProblem(
    'UnknownMediaType',
    { zh: '此地址不接受这种内容类型', en: 'This address does not take content of this type' },
    { field: 'Content-Type', accepted: { zh: TYPE_OF[takes], en: TYPE_OF[takes] } },
  );
}
