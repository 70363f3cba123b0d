/** Our API's server: who asks, in which language, how often, and how whatever goes wrong is told. Routes: v1/. */
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import fastify, {
  LogController,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import {
  FINISH_WITHIN_SECONDS,
  LARGEST_JSON_BYTES,
  LONGEST_PATH_VALUE,
  REQUEST_RATES,
  REQUEST_WITHIN_SECONDS,
} from '../domain/accounts/request-limits.js';
import { Refusal } from '../domain/refusals.js';
import { addCalendarFeed } from './calendar/feed.js';
import { consolePages } from './console/index.js';
import { describeApi } from './document/document.js';
import { events } from './events/index.js';
import { addHealth } from './health.js';
import { languageAsked } from './language.js';
import type { ApiParts } from './parts.js';
import { ApiProblem, PROBLEM_TYPE, problemOf } from './problem.js';
import { holdToSchemas } from './request-shape.js';
import { allowedAt, noteRoutes } from './routes-known.js';
import { finishBeforeClosing } from './stopping.js';
import { answerUnreadable } from './unreadable.js';
import { UPLOAD_LIMITS } from './uploads.js';
import { signIn } from './sign-in/index.js';
import { addV1 } from './v1/index.js';
import { principalOf } from './who.js';

/** Resolves once every route is there; listening is the caller's. */
export async function createApi(parts: ApiParts): Promise<FastifyInstance> {
  const app = fastify({
    ...(parts.logger && { loggerInstance: parts.logger }),
    // One line a request says little; what went wrong is written down with its id.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: LARGEST_JSON_BYTES,
    requestTimeout: REQUEST_WITHIN_SECONDS * 1_000,
    trustProxy: parts.config.proxies.length > 0 ? [...parts.config.proxies] : false,
    // As long as it may take to be closed; what closes it in time is stopping.ts.
    pluginTimeout: (FINISH_WITHIN_SECONDS + 15) * 1_000,
    // An open stream would keep it from closing for ever.
    forceCloseConnections: true,
    // Who comes meanwhile is told as of everything else: stopping.ts.
    return503OnClosing: false,
    genReqId: () => crypto.randomUUID(),
    routerOptions: { maxParamLength: LONGEST_PATH_VALUE },
    clientErrorHandler: (error, socket) => answerUnreadable(error, socket, parts.logger),
    // Whatever else the machine says of a request that it can't even read.
    frameworkErrors: (error, request, reply) => {
      tell(error, request, reply);
    },
  });
  holdToSchemas(app);
  app.decorateRequest('principal', null);
  app.decorateRequest('language', 'en');
  app.addHook('onRequest', async (request, reply) => {
    request.language = languageAsked(request.headers['accept-language']);
    reply.headers({
      'x-request-id': request.id,
      'x-content-type-options': 'nosniff',
      // Orders, people and keys: nobody in between keeps them.
      'cache-control': 'no-store',
      vary: 'Accept-Language, Authorization, Cookie',
    });
  });
  app.setErrorHandler((error, request, reply) => tell(error, request, reply));
  const stopping = finishBeforeClosing(app, FINISH_WITHIN_SECONDS * 1_000);
  noteRoutes(app);
  app.setNotFoundHandler((request, reply) => tell(nothingThere(app, request), request, reply));

  await app.register(cookie);
  await app.register(multipart, { limits: UPLOAD_LIMITS });
  await app.register(rateLimit, { global: false });
  addHealth(app, parts, stopping);
  await describeApi(app, parts);
  await app.register(signIn, parts);
  addCalendarFeed(app, parts);
  await app.register(consolePages, { config: parts.config });
  await app.register(async (known) => {
    askWho(known, parts);
    await known.register(events, {
      events: parts.events,
      principalOf: (request) => principalOf(request, parts),
    });
    await known.register(
      (v1, _options, done) => {
        addV1(v1, parts);
        done();
      },
      { prefix: '/v1' },
    );
  });
  await app.ready();
  return app;
}

/** Of every request under /v1: who asks, and whether they ask too much. */
function askWho(app: FastifyInstance, parts: ApiParts): void {
  const { perPrincipal, perUnknownAddress } = REQUEST_RATES;
  const ofPrincipal = app.createRateLimit({
    max: perPrincipal.requests,
    timeWindow: perPrincipal.windowSeconds * 1_000,
    keyGenerator: ({ principal }) => `${principal?.kind ?? ''} ${principal?.id ?? ''}`,
  });
  const ofAddress = app.createRateLimit({
    max: perUnknownAddress.requests,
    timeWindow: perUnknownAddress.windowSeconds * 1_000,
  });
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.isPublic) return;
    try {
      request.principal = await principalOf(request, parts);
    } catch (error) {
      if (error instanceof Refusal) refuseTooMany(await ofAddress(request), reply);
      throw error;
    }
    refuseTooMany(await ofPrincipal(request), reply);
  });
}

type Rate = Awaited<ReturnType<ReturnType<FastifyInstance['createRateLimit']>>>;

/** Tells how much is left (draft-ietf-httpapi-ratelimit-headers-06). Throws ApiProblem `TooManyRequests`. */
function refuseTooMany(rate: Rate, reply: FastifyReply): void {
  if (rate.isAllowed) return;
  reply.headers({
    'ratelimit-limit': rate.max,
    'ratelimit-remaining': rate.remaining,
    'ratelimit-reset': rate.ttlInSeconds,
  });
  if (!rate.isExceeded) return;
  throw new ApiProblem(
    'TooManyRequests',
    {
      zh: `请求过多:每分钟最多 ${rate.max} 个。请在 ${rate.ttlInSeconds} 秒后再试`,
      en: `Too many requests: at most ${rate.max} a minute. Try again in ${rate.ttlInSeconds} seconds`,
    },
    { headers: { 'retry-after': String(rate.ttlInSeconds) } },
  );
}

function tell(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { problem, headers } = problemOf(error, request.language, request.id);
  if (problem.status >= 500) {
    // Neither path nor body: they may name people.
    const told = { err: error, requestId: request.id, route: request.routeOptions.url };
    if (problem.code === 'Unexpected') request.log.error(told, 'request failed');
    else request.log.warn(told, 'request could not be served');
  }
  return reply
    .code(problem.status)
    .headers(headers)
    .header('content-language', request.language === 'zh' ? 'zh-CN' : 'en')
    .type(PROBLEM_TYPE)
    .serializer((value: unknown) => JSON.stringify(value))
    .send(problem);
}

function nothingThere(app: FastifyInstance, { method, url }: FastifyRequest): ApiProblem {
  const allowed = allowedAt(app, url);
  if (allowed.length === 0)
    return new ApiProblem(
      'NoSuchRoute',
      { zh: '没有这个地址', en: 'There is no such address' },
      { accepted: { zh: '/v1/openapi.json 列出的地址', en: 'the addresses that /v1/openapi.json lists' } },
    );
  return new ApiProblem(
    'MethodNotAllowed',
    { zh: `此地址不接受 ${method}`, en: `This address does not take ${method}` },
    { accepted: { zh: allowed.join('、'), en: allowed.join(', ') }, headers: { allow: allowed.join(', ') } },
  );
}
