/** A payment service that speaks HTTP and JSON (docs/payments.md), and what its answers mean to us. */
import { z } from 'zod';
import { HOLD_STATES } from '../../../domain/development/payments.js';
import { OrderFailure } from '../../../domain/failures.js';
import type { PaymentAtProvider, PaymentProvider } from '../provider.js';

/** No answer is waited for any longer. */
const ANSWER_TIMEOUT_MS = 15_000;

export interface PaymentServiceAccess {
  /** Base URL, without a path. */
  readonly url: string;
  /** Bearer token; stands in no message. */
  readonly token: string;
  /** Milliseconds for a whole answer. */
  readonly timeoutMs?: number;
}

const WireHold = z.object({ state: z.enum(HOLD_STATES), heldAt: z.string().nullable() });
const WireError = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
}

/** `code`: the service's own word for why it does not do what it was asked for. */
type Answer =
  { readonly payment: PaymentAtProvider } | { readonly code: string; readonly failure: OrderFailure };

export function createHttpPaymentService(access: PaymentServiceAccess): PaymentProvider {
  const ask = (call: Call) => exchange(access, call);
  const step = async (key: string, name: 'capture' | 'release' | 'refund') =>
    taken(await ask({ method: 'POST', path: `${pathOf(key)}/${name}` }));
  return {
    async hold(request) {
      const answer = await ask({ method: 'POST', path: '/v1/holds', body: request });
      if ('code' in answer && answer.code === 'insufficient-funds') return 'insufficient-funds';
      const { state } = taken(answer);
      return state === 'released' || state === 'refunded' ? 'closed' : 'held';
    },
    async find(key) {
      const answer = await ask({ method: 'GET', path: pathOf(key) });
      return 'code' in answer && answer.code === 'not-found' ? undefined : taken(answer);
    },
    async capture(key) {
      await step(key, 'capture');
    },
    release: (key) => step(key, 'release'),
    refund: (key) => step(key, 'refund'),
  };
}

function pathOf(key: string): string {
  return `/v1/holds/${encodeURIComponent(key)}`;
}

function taken(answer: Answer): PaymentAtProvider {
  if ('code' in answer) throw answer.failure;
  return answer.payment;
}

async function exchange(access: PaymentServiceAccess, call: Call): Promise<Answer> {
  const where = `${call.method} ${call.path}`;
  const { response, json } = await send(access, call, where);
  if (response.status >= 500 || response.status === 429)
    throw unavailable(`${where} was answered with ${response.status}`);
  if (response.status === 401 || response.status === 403)
    throw unavailable(`${where} was not authorized: correct SEALFLOW_PAYMENT_TOKEN`);
  if (!response.ok) return refused(response, json, where);
  const hold = WireHold.safeParse(json);
  if (!hold.success) throw unavailable(`its answer to ${where} is not as agreed`);
  return { payment: { state: hold.data.state, wasHeld: hold.data.heldAt !== null } };
}

async function send(
  { url, token, timeoutMs = ANSWER_TIMEOUT_MS }: PaymentServiceAccess,
  call: Call,
  where: string,
) {
  try {
    const response = await fetch(new URL(call.path, url), {
      method: call.method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const json: unknown = await response.json().catch((error: unknown) => {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    });
    return { response, json };
  } catch (error) {
    throw unavailable(`${where} got no answer (${causeOf(error)})`);
  }
}

/** The service's words stay outside: they are not ours to show. Its code is. */
function refused(response: Response, json: unknown, where: string): Answer {
  const parsed = WireError.safeParse(json);
  const code = parsed.success ? parsed.data.error.code : `status ${response.status}`;
  const message = `The payment service refused ${where}: ${code}. It is asked again; look at the order's payment there.`;
  return { code, failure: new OrderFailure('PaymentRefused', message) };
}

function unavailable(what: string): OrderFailure {
  return new OrderFailure('PaymentUnavailable', `The payment service is not available: ${what}`);
}

/** fetch wraps what happened; its code is short and carries no secret. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { cause } = error;
  const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined;
  return code ?? error.name;
}
