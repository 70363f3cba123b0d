/**
 * How requests to ACME directories go out. The library has one instance of axios for all of them: each request looks up which call
 * it belongs to. Its own retries and sleeps are off (Temporal waits), and its errors, which lose the problem's type, are replaced by ours.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { Agent } from 'node:https';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { axios } from 'acme-client';
import { ANSWER_BYTES } from '../../../../domain/answer-limits.js';
import { ACME_LIMITS } from '../../../../domain/connections/acme-policy.js';
import { Nonces } from './nonces.js';
import { AcmeProblem, retryAfterFrom, typeOfProblem } from './problems.js';
import { WireProblem } from './wire.js';

/** One call as it is under way. */
interface CallUnderWay {
  readonly agent: Agent;
  readonly signal: AbortSignal;
  readonly nonces: Nonces;
  retryAfterMs?: number | undefined;
}

const UNDER_WAY = new AsyncLocalStorage<CallUnderWay>();

/** What was answered, and how long the directory wants to be left alone (`Retry-After`). */
export interface Answered<Value> {
  readonly value: Value;
  readonly retryAfterMs: number | undefined;
}

/** An answer that is no problem document and no success, such as a proxy's page. */
export class NoProblem extends Error {
  constructor(
    readonly status: number,
    readonly retryAfterMs: number | undefined,
  ) {
    super(`answered with ${status}`);
  }
}

// The library's own: they try again by themselves, five times, and sleep as long as a directory asks for; and where no answer
// came, they throw without saying why.
axios.interceptors.request.clear();
axios.interceptors.response.clear();
axios.interceptors.request.use((config) => {
  const call = UNDER_WAY.getStore();
  if (!call) throw new Error('A request to a directory belongs to a call.');
  return {
    ...config,
    httpsAgent: call.agent,
    signal: call.signal,
    timeout: ACME_LIMITS.answerMs,
    maxRedirects: 0,
    maxContentLength: ANSWER_BYTES.ca,
    proxy: false,
    validateStatus: null,
  };
});
axios.interceptors.response.use((response) => {
  const call = UNDER_WAY.getStore();
  const retryAfterMs = retryAfterFrom(textOf(response.headers['retry-after']), Date.now());
  if (call) call.retryAfterMs = retryAfterMs;
  if (response.status < 300) {
    call?.nonces.keep(nonceFor(response));
    return response;
  }
  const problem = WireProblem.safeParse(response.data);
  if (!problem.success) {
    // Some say of what they have forgotten no more than that.
    if (response.status === 404) throw new AcmeProblem('not-found', 404, { type: 'not-found' }, retryAfterMs);
    throw new NoProblem(response.status, retryAfterMs);
  }
  // The library takes the new nonce and tries again.
  if (typeOfProblem(problem.data) === 'badNonce' && response.status === 400) return response;
  call?.nonces.keep(nonceFor(response));
  throw new AcmeProblem(typeOfProblem(problem.data), response.status, problem.data, retryAfterMs);
});

/** For a later request: what answers a request for a nonce is used at once. */
function nonceFor({ config, headers }: AnswerHead): string | undefined {
  return config.method === 'post' ? textOf(headers['replay-nonce']) : undefined;
}

interface AnswerHead {
  readonly config: { readonly method?: string | undefined };
  readonly headers: Readonly<Record<string, unknown>>;
}

export function textOf(header: unknown): string | undefined {
  return typeof header === 'string' ? header : undefined;
}

/** Made once: given as `ca`, all roots would be parsed for each connection, and named for each request. */
function trusting(rootPem: string): SecureContext {
  return createSecureContext({ ca: [...rootCertificates, rootPem] });
}

/** The connections to one directory, of one who signs there, and the nonces that came by them. */
export class Transport {
  private readonly agent: Agent;
  private readonly nonces = new Nonces(() => performance.now());

  /** `rootPem`: trusted beside the roots that Node knows. */
  constructor(rootPem: string | undefined) {
    this.agent = new Agent({
      keepAlive: true,
      timeout: ACME_LIMITS.idleMs,
      ...(rootPem !== undefined && { secureContext: trusting(rootPem) }),
    });
  }

  /** All requests that `ask` makes go out here. Throws AcmeProblem, NoProblem, and what Node says of connections. */
  async carry<Value>(ask: () => Promise<Value>): Promise<Answered<Value>> {
    const { agent, nonces } = this;
    const call: CallUnderWay = { agent, nonces, signal: AbortSignal.timeout(ACME_LIMITS.callMs) };
    const value = await UNDER_WAY.run(call, ask);
    return { value, retryAfterMs: call.retryAfterMs };
  }

  /** Unsigned. To be asked within `carry`. */
  async get(url: string): Promise<unknown> {
    return (await axios.get<unknown>(url)).data;
  }

  takeNonce(): string | undefined {
    return this.nonces.take();
  }
}
