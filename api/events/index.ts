/** Server-sent events: one order's changes, all of an account's, and what begins or ceases to wait on people. */
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { OrderEvents } from '../../client/events/order-events.js';
import type { EventStream } from '../../client/events/stream.js';
import type { Watched } from '../../client/events/told.js';
import type { Principal } from '../../domain/accounts/principal.js';
import {
  ASKED_AGAIN_MS,
  ENDED_WITHIN_MS,
  RETRY_MS,
  STREAMS_PER_CALLER,
  STREAMS_PER_PROCESS,
  TOO_MANY_STREAMS,
} from '../../domain/orders/events.js';
import { Refusal } from '../../domain/refusals.js';
import { ApiProblem } from '../problem.js';
import { holdToSchemas } from '../request-shape.js';
import { describedStream, type DescribedStream } from './described.js';
import { sendEvents } from './sending.js';

export interface EventsParts {
  readonly events: OrderEvents;
  /** Throws Refusal for whoever is not known. Asked again while a stream is open. */
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
  holdToSchemas(app);
  const open = new Map<string, number>();
  const streams = new Map<EventStream, Promise<void>>();

  const watch = (watched: (request: FastifyRequest) => Watched) =>
    async function handle(request: FastifyRequest, reply: FastifyReply) {
      const principal = request.principal ?? (await parts.principalOf(request));
      const caller = `${principal.kind}:${principal.id}`;
      const has = open.get(caller) ?? 0;
      if (has >= streamsPerCaller || streams.size >= STREAMS_PER_PROCESS) throw tooMany();
      open.set(caller, has + 1);
      let stream: EventStream | undefined;
      try {
        stream = await parts.events.open({
          principal,
          watched: watched(request),
          after: lastEventId(request),
        });
        reply.hijack();
        const sending = sendEvents(reply.raw, stream, {
          headers: reply.getHeaders(),
          mayGoOn: stillAllowed(parts, request, principal),
          ...(parts.heartbeatMs !== undefined && { heartbeatMs: parts.heartbeatMs }),
        });
        streams.set(stream, sending);
        await sending;
      } finally {
        if (stream) streams.delete(stream);
        const left = (open.get(caller) ?? 1) - 1;
        if (left > 0) open.set(caller, left);
        else open.delete(caller);
      }
      return reply;
    };

  const route = (url: string, described: DescribedStream, watched: (request: FastifyRequest) => Watched) =>
    app.get(
      url,
      {
        // A head of a stream would never end.
        exposeHeadRoute: false,
        config: { isStream: true },
        schema: describedStream(described),
      },
      watch(watched),
    );
  route(
    '/v1/events',
    { operationId: 'events.orders', summary: "Watch what changes of the account's orders" },
    () => ({ watch: 'orders' }),
  );
  route(
    '/v1/inbox/events',
    { operationId: 'events.inbox', summary: 'Watch what begins, or ceases, to wait on people' },
    () => ({ watch: 'inbox' }),
  );
  route(
    '/v1/orders/:orderId/events',
    { operationId: 'events.order', summary: 'Watch what changes of one order', isOfOrder: true },
    ({ params }) => ({ watch: 'order', orderId: (params as { readonly orderId: string }).orderId }),
  );
  // Before the server waits for its connections: these would never end by themselves.
  app.addHook('preClose', async () => {
    const endings = [...streams.values()];
    for (const stream of [...streams.keys()]) stream.end();
    // Who does not take the end of it is hung up on.
    await Promise.race([Promise.all(endings), pause(ENDED_WITHIN_MS, undefined, { ref: false })]);
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

function tooMany(): ApiProblem {
  return new ApiProblem('TooManyRequests', TOO_MANY_STREAMS, {
    headers: { 'retry-after': String(Math.ceil(RETRY_MS / 1000)) },
  });
}
