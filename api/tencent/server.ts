/** The Tencent-compatible API: a server at an address of its own, which every official client is pointed at by its endpoint. */
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Bilingual } from '../../domain/bilingual.js';
import { FINISH_WITHIN_SECONDS } from '../../domain/accounts/request-limits.js';
import { TENCENT_REQUEST_BYTES } from '../../domain/tencent-limits.js';
import { finishBeforeClosing } from '../stopping.js';
import { TencentError } from '../../domain/tencent/wire/error.js';
import type { TencentAction, TencentCall } from './action.js';
import type { Principal } from '../../domain/accounts/principal.js';
import { answerLeft } from './actions/delivery.js';
import { ACTIONS } from './actions/index.js';
import { loggedCall, type AnsweredCall } from './answered-calls.js';
import { asked, languageOf, tooLarge, type Language } from '../../domain/tencent/wire/asked.js';
import { CallRates } from '../../domain/tencent/wire/call-rates.js';
import { misfits } from '../../domain/tencent/wire/contract/answer.js';
import { inputOf, type Tell } from '../../domain/tencent/wire/contract/input.js';
import { SSL_CONTRACT } from '../../domain/tencent/wire/contract/ssl.js';
import { TAG_CONTRACT } from '../../domain/tencent/wire/contract/tag.js';
import { addDownloads, downloadAddressFor } from './download-addresses.js';
import { answered, answeredError } from '../../domain/tencent/wire/envelope.js';
import { asTheyRead } from './envelope.js';
import { toldError } from './errors.js';
import type { TencentOptions, TencentParts } from './parts.js';
import { refuseUnlessAllowed } from './rights.js';
import { actionOf, type Service } from '../../domain/tencent/wire/services.js';
import { receivedBy } from './signature/received.js';
import { refuseRepetitions } from './signature/repetitions.js';
import type { VerifierParts } from '../../domain/tencent/wire/signature/verifying.js';
import { TAG_ACTIONS } from './tag-actions.js';
import { UNREADABLE_QUERY, UNSUPPORTED_METHOD } from '../../domain/tencent/wire/texts.js';

/** Longest time for a whole request to arrive: their clients give up after 60 seconds by default. */
const REQUEST_TIMEOUT_MS = 60_000;
/** Room for the largest query, and the headers beside it. */
const HEADER_BYTES = TENCENT_REQUEST_BYTES.get + 16 * 1024;

/** Not listening yet. It has no state but how often it was called in the last second. */
export async function createTencentApi(
  parts: TencentParts,
  options: TencentOptions = {},
): Promise<FastifyInstance> {
  const calls = new Calls(parts, options);
  const { proxies = [] } = options;
  const app = Fastify({
    trustProxy: proxies.length > 0 ? [...proxies] : false,
    bodyLimit: TENCENT_REQUEST_BYTES.post,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { maxHeaderSize: HEADER_BYTES },
    // While it ends, what it has taken is answered as ever.
    return503OnClosing: false,
    forceCloseConnections: true,
    frameworkErrors: (_error, request, reply) => {
      void asTheyRead(reply).send(calls.refuse(request, 'InvalidRequest', UNREADABLE_QUERY));
    },
  });
  finishBeforeClosing(app, FINISH_WITHIN_SECONDS * 1_000);
  // Signatures are over the bytes.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  addDownloads(app, parts, { now: calls.now, tell: (call) => calls.tell(call) });
  app.route({
    method: ['GET', 'POST'],
    url: '*',
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      asTheyRead(reply);
      return await calls.answer(request, reply.raw);
    },
  });
  app.setNotFoundHandler((request, reply) =>
    asTheyRead(reply).send(calls.refuse(request, 'UnsupportedProtocol', UNSUPPORTED_METHOD)),
  );
  app.setErrorHandler((error, request, reply) => asTheyRead(reply).send(calls.unread(request, error)));
  await app.ready();
  return app;
}

/** What is known of a call by the time it ends. */
interface Known {
  action?: string;
  keyId?: string;
}

class Calls {
  readonly now: () => number;
  readonly #verifier: VerifierParts<Principal>;
  readonly #services: readonly Service<TencentAction>[];
  readonly #rates: CallRates;
  readonly #onAnswered: (call: AnsweredCall) => void;

  constructor(
    readonly parts: TencentParts,
    options: TencentOptions,
  ) {
    const { now = () => Date.now(), publicHosts = [], actions = ACTIONS } = options;
    this.now = now;
    this.#verifier = { identities: parts.identities, now, publicHosts };
    this.#services = [
      { contract: SSL_CONTRACT, actions },
      { contract: TAG_CONTRACT, actions: TAG_ACTIONS },
    ];
    this.#rates = new CallRates(now);
    const { logger } = parts;
    this.#onAnswered = options.onAnswered ?? ((call) => logger && loggedCall(logger, call));
  }

  async answer(request: FastifyRequest, response: ServerResponse): Promise<Buffer> {
    const requestId = randomUUID();
    const known: Known = {};
    try {
      const { fields, strange } = await this.#answered(request, response, known);
      const bytes = answered(fields, requestId);
      this.tell({ requestId, ...known, misfits: strange });
      return bytes;
    } catch (error) {
      return this.#failed(request, error, requestId, known);
    }
  }

  /** What never reached a handler: too large, cut off. */
  unread(request: FastifyRequest, error: unknown): Buffer {
    const tooMuch = hasCode(error, 'FST_ERR_CTP_BODY_TOO_LARGE');
    const thrown = tooMuch ? tooLarge(TENCENT_REQUEST_BYTES.post, tellerOf(request)) : error;
    return this.#failed(request, thrown, randomUUID(), {});
  }

  refuse(request: FastifyRequest, code: string, told: Bilingual): Buffer {
    return this.#failed(request, new TencentError(code, tellerOf(request)(told)), randomUUID(), {});
  }

  /** What is asked is done once it is known who asks, that they may go on, and that each field is right. */
  async #answered(
    request: FastifyRequest,
    response: ServerResponse,
    known: Known,
  ): Promise<{ readonly fields: Readonly<Record<string, unknown>>; readonly strange: readonly string[] }> {
    const received = receivedBy(request);
    let tell = tellerOf(request);
    const { caller, action, version, language, parameters } = await asked(this.#verifier, received, tell);
    tell = tellerIn(language);
    known.keyId = caller.keyId;
    const { contract, run } = actionOf(this.#services, version, action, tell);
    known.action = action;
    this.#rates.take(caller.keyId, action, tell);
    await refuseRepetitions(this.parts.tencentMemory, caller, action, this.now(), tell);
    const { principal, keyId } = caller;
    const client = this.parts.clientFor(principal);
    await refuseUnlessAllowed(action, principal, client);
    const call: TencentCall = {
      input: inputOf(contract, action, parameters(), tell),
      client,
      principal,
      language,
      now: this.now,
      downloadAddress: downloadAddressFor(request, keyId, this.parts.tencentMemory, this.#verifier),
    };
    const fields = await run(call).catch(async (error: unknown) => {
      await answerLeft(call, 'lost');
      throw error;
    });
    tellWhenLeft(call, response);
    return { fields, strange: misfits(contract, action, fields) };
  }

  #failed(request: FastifyRequest, error: unknown, requestId: string, known: Known): Buffer {
    const { code, message, unexpected } = toldError(error, tellerOf(request));
    this.tell({ requestId, ...known, code, ...(unexpected && { unexpected: error }) });
    return answeredError({ code, message }, requestId);
  }

  tell(call: Partial<AnsweredCall>): void {
    const answered = {
      requestId: randomUUID(),
      action: undefined,
      keyId: undefined,
      code: undefined,
      unexpected: undefined,
      misfits: [],
    };
    this.#onAnswered({ ...answered, ...call });
  }
}

/** Whether what was answered left as a whole: the first of the two counts. */
function tellWhenLeft(call: TencentCall, response: ServerResponse): void {
  if (response.closed) {
    void answerLeft(call, 'lost');
    return;
  }
  response.once('finish', () => void answerLeft(call, 'delivered'));
  response.once('close', () => void answerLeft(call, 'lost'));
}

/** By what is known before the request is read. */
function tellerOf(request: FastifyRequest): Tell {
  return tellerIn(languageOf(receivedBy(request)));
}

function tellerIn(language: Language): Tell {
  return (told) => (language === 'en-US' ? told.en : told.zh);
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
