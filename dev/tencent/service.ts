/** The double's wire: a request read, its signature and fields judged, the action done, its answer put into the envelope, or lost. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Bilingual } from '../../domain/bilingual.js';
import type { TencentHostility } from '../../domain/development/tencent.js';
import { TENCENT_REQUEST_BYTES } from '../../domain/tencent-limits.js';
import { asked, languageOf, tooLarge } from '../../domain/tencent/wire/asked.js';
import { CallRates } from '../../domain/tencent/wire/call-rates.js';
import { misfits } from '../../domain/tencent/wire/contract/answer.js';
import { inputOf, type Tell } from '../../domain/tencent/wire/contract/input.js';
import { SSL_CONTRACT } from '../../domain/tencent/wire/contract/ssl.js';
import { answered, answeredError } from '../../domain/tencent/wire/envelope.js';
import { TencentError } from '../../domain/tencent/wire/error.js';
import { actionOf, type Service } from '../../domain/tencent/wire/services.js';
import { receivedFrom, type Received } from '../../domain/tencent/wire/signature/received.js';
import type { VerifierParts } from '../../domain/tencent/wire/signature/verifying.js';
import { UNSUPPORTED_METHOD } from '../../domain/tencent/wire/texts.js';
import { bodyOf } from '../request-body.js';
import { ACTIONS } from './actions/index.js';
import type { BadDays } from './bad-days.js';
import type { Counter, DoubleAction } from './call.js';

export interface ServiceParts {
  readonly counter: Counter;
  readonly badDays: BadDays;
  readonly secretId: string;
  readonly secretKey: string;
  /** Told what went wrong inside, and where an answer is not what the contract says. */
  readonly onProblem: (problem: unknown) => void;
  readonly stopping: AbortSignal;
}

const USUAL_DELAY_MS = 30_000;
const MAINTENANCE_PAGE = '<!doctype html><title>Maintenance</title><h1>We will be back shortly</h1>';

const BUSY: Bilingual = { zh: '内部错误。', en: 'Internal error.' };
const LIMITED: Bilingual = { zh: '请求过于频繁。', en: 'Too many requests.' };

export class DoubleService {
  private readonly services: readonly Service<DoubleAction>[] = [
    { contract: SSL_CONTRACT, actions: ACTIONS },
  ];
  private readonly verifier: VerifierParts<null>;
  private readonly rates: CallRates;
  private readonly tally = new Map<string, number>();

  constructor(private readonly parts: ServiceParts) {
    const now = () => parts.counter.clock().getTime();
    const holder = { principal: null, secrets: [parts.secretKey], noteUse: () => Promise.resolve() };
    const byKeyId = (keyId: string) => Promise.resolve(keyId === parts.secretId ? holder : undefined);
    this.verifier = { identities: { byKeyId }, now, publicHosts: [] };
    this.rates = new CallRates(() => Date.now());
  }

  /** How often each action came so far, whatever became of it; since this start. */
  get calls(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.tally);
  }

  /** Never rejects. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.parts.badDays.isDown()) return void response.destroy();
    const requestId = randomUUID();
    let tell: Tell = (words) => words.zh;
    try {
      const body = await bodyOf(request, response, TENCENT_REQUEST_BYTES.post);
      const received = receivedFrom(request, body ?? Buffer.alloc(0));
      tell = tellerOf(received);
      if (!body) throw tooLarge(TENCENT_REQUEST_BYTES.post, tell);
      if (request.method !== 'POST' && request.method !== 'GET')
        throw new TencentError('UnsupportedProtocol', tell(UNSUPPORTED_METHOD));
      await this.met(received, tell, requestId, response);
    } catch (error) {
      if (!(error instanceof TencentError)) this.parts.onProblem(error);
      const { code, message } =
        error instanceof TencentError ? error : { code: 'InternalError', message: tell(BUSY) };
      send(response, answeredError({ code, message }, requestId));
    }
  }

  /** The call, and the bad day that meets it. */
  private async met(
    received: Received,
    tell: Tell,
    requestId: string,
    response: ServerResponse,
  ): Promise<void> {
    const { badDays, stopping } = this.parts;
    const { caller, action, version, language, parameters } = await asked(this.verifier, received, tell);
    const { contract, run } = actionOf(this.services, version, action, tell);
    this.tally.set(action, (this.tally.get(action) ?? 0) + 1);
    this.rates.take(caller.keyId, action, tell);
    const input = inputOf(contract, action, parameters(), tell);
    const due = await badDays.take(action);
    if (due && this.playedBefore(due, response, tell)) return;
    if (due?.mode === 'drop-during') response.destroy();
    const call = { input, counter: this.parts.counter, isEnglish: language === 'en-US' };
    const fields = await run(call);
    for (const misfit of misfits(contract, action, fields)) this.parts.onProblem(`${action}: ${misfit}`);
    if (due?.mode === 'sold-twice') await run(call);
    if (due?.mode === 'late')
      await delay(due.delayMs ?? USUAL_DELAY_MS, undefined, { signal: stopping }).catch(() => undefined);
    if (due?.mode === 'drop-after') return void response.destroy();
    if (due?.mode === 'http-500-after') return void response.writeHead(500).end();
    send(response, answered(fields, requestId));
  }

  /** True where this was the answer. Throws TencentError where the envelope tells of it. */
  private playedBefore({ mode }: TencentHostility, response: ServerResponse, tell: Tell): boolean {
    switch (mode) {
      case 'drop-before':
        response.destroy();
        return true;
      case 'maintenance-page':
        response.writeHead(503, { 'content-type': 'text/html' }).end(MAINTENANCE_PAGE);
        return true;
      case 'internal-error':
        throw new TencentError('InternalError', tell(BUSY));
      case 'rate-limit':
        throw new TencentError('RequestLimitExceeded', tell(LIMITED));
      case 'drop-during':
      case 'drop-after':
      case 'late':
      case 'http-500-after':
      case 'sold-twice':
      case 'down':
        return false;
    }
  }
}

function tellerOf(received: Received): Tell {
  const isEnglish = languageOf(received) === 'en-US';
  return (words) => (isEnglish ? words.en : words.zh);
}

/** Always 200, never with a charset: with another status official clients see no code, with a charset Python sees no error. */
function send(response: ServerResponse, bytes: Buffer): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length }).end(bytes);
}
