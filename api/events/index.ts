/** Server-sent events: one order's changes, all of an account's, and what begins or ceases to wait on people. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { OrderEvents } from '../../client/events/order-events.js';
import type { EventStream } from '../../client/events/stream.js';
import type { Watched } from '../../client/events/told.js';
import type { Principal } from '../../domain/accounts/principal.js';
import {
  ASKED_AGAIN_MS,
  RETRY_MS,
  STREAMS_PER_CALLER,
  STREAMS_PER_PROCESS,
  TOO_MANY_STREAMS,
} from '../../domain/orders/events.js';
import { Refusal } from '../../domain/refusals.js';
import { sendEvents } from './sending.js';

export interface EventsParts {
  readonly events: OrderEvents;
  /** Throws Refusal for whoever is not known. */
  readonly principalOf: (request: FastifyRequest) => Promise<Principal>;
  /** For tests. */
  readonly heartbeatMs?: number;
  readonly streamsPerCaller?: number;
  readonly askedAgainMs?: number;
}

/** Longer ones are none of ours. */
const LONGEST_ID = 1_000;

/** `GET /v1/events`, `/v1/inbox/events`, `/v1/orders/:orderId/events`; answered by the caller's error handler where they are refused. */
export function events(app: FastifyInstance, parts: EventsParts, done: (error?: Error) => void): void {
  const { streamsPerCaller = STREAMS_PER_CALLER } = parts;
  const open = new Map<string, number>();
  const streams = new Set<EventStream>();

  const watch = (watched: (request: FastifyRequest) => Watched) =>
    async function handle(request: FastifyRequest, reply: FastifyReply) {
      const principal = await parts.principalOf(request);
      const caller = `${principal.kind}:${principal.id}`;
      const has = open.get(caller) ?? 0;
      if (has >= streamsPerCaller || streams.size >= STREAMS_PER_PROCESS) return refuseMore(request, reply);
      open.set(caller, has + 1);
      let stream: EventStream | undefined;
      try {
        stream = await parts.events.open({
          principal,
          watched: watched(request),
          after: lastEventId(request),
        });
        streams.add(stream);
        reply.hijack();
        await sendEvents(reply.raw, stream, {
          mayGoOn: stillAllowed(parts, request, principal),
          ...(parts.heartbeatMs !== undefined && { heartbeatMs: parts.heartbeatMs }),
        });
      } finally {
        if (stream) streams.delete(stream);
        const left = (open.get(caller) ?? 1) - 1;
        if (left > 0) open.set(caller, left);
        else open.delete(caller);
      }
      return reply;
    };

  // A head of a stream would never end.
  const options = { exposeHeadRoute: false };
  app.get(
    '/v1/events',
    options,
    watch(() => ({ watch: 'orders' })),
  );
  app.get(
    '/v1/inbox/events',
    options,
    watch(() => ({ watch: 'inbox' })),
  );
  app.get<{ Params: { orderId: string } }>(
    '/v1/orders/:orderId/events',
    options,
    watch((request) => ({ watch: 'order', orderId: (request.params as { orderId: string }).orderId })),
  );
  // Before the server waits for its connections: these would never end by themselves.
  app.addHook('preClose', (next) => {
    for (const stream of [...streams]) stream.end();
    next();
  });
  done();
}

/** The header of whoever comes back by itself, or `lastEventId` of the query of whoever can't set one. */
function lastEventId(request: FastifyRequest): string | undefined {
  const { lastEventId: asked } = request.query as { readonly lastEventId?: unknown };
  const given = request.headers['last-event-id'] ?? asked;
  if (typeof given !== 'string' || given === '') return undefined;
  return given.slice(0, LONGEST_ID + 1);
}

/** Who it is was asked when the stream was opened; a key is revoked, a session ended, a role changed, while it is open. */
function stillAllowed(
  { principalOf, askedAgainMs = ASKED_AGAIN_MS }: EventsParts,
  request: FastifyRequest,
  was: Principal,
): () => Promise<boolean> {
  let askedAt = Date.now();
  return async () => {
    if (Date.now() - askedAt < askedAgainMs) return true;
    askedAt = Date.now();
    try {
      const is = await principalOf(request);
      return is.id === was.id && is.account === was.account && is.role === was.role;
    } catch (error) {
      // A database that does not answer says nothing against anybody.
      return !(error instanceof Refusal);
    }
  };
}

function refuseMore(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = /^\s*zh\b/i.test(request.headers['accept-language'] ?? '') ? 'zh' : 'en';
  return reply
    .code(429)
    .header('retry-after', String(Math.ceil(RETRY_MS / 1000)))
    .header('content-language', language === 'zh' ? 'zh-CN' : 'en')
    .type('application/problem+json')
    .send({
      type: 'urn:sealflow:problem:TooManyRequests',
      title: language === 'zh' ? '请求过多' : 'Too many requests',
      status: 429,
      code: 'TooManyRequests',
      detail: TOO_MANY_STREAMS[language],
      requestId: request.id,
    });
}
