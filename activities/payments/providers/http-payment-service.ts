/** A payment service that speaks HTTP and JSON (docs/payments.md), and what its answers mean to us. */
import type { Bilingual } from '../../../domain/bilingual.js';
import { CA_FAILURES } from '../../../domain/ca-failure-texts.js';
import { PAYMENT_FAILURES } from '../../../domain/failure-texts.js';
import { z } from 'zod';
import { ANSWER_BYTES, WIRE_CHARACTERS, WIRE_ENTRIES } from '../../../domain/answer-limits.js';
import { HOLD_STATES } from '../../../domain/development/payments.js';
import { OrderFailure } from '../../../domain/failures.js';
import { parseCut, parseJson } from '../../cut-json.js';
import { causeOf, exchange, type HttpAnswer } from '../../http-exchange.js';
import { identifier, instant, listOf, words } from '../../wire.js';
import type {
  KnownPayment,
  ListedPayment,
  PaymentAtProvider,
  PaymentPage,
  PaymentProvider,
} from '../provider.js';

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

export const WireHold = z.object({
  key: z.string().max(WIRE_CHARACTERS.identifier),
  /** Null where the key was closed before anything was held under it. */
  account: z.string().max(WIRE_CHARACTERS.identifier).nullable(),
  amount: z.int().nonnegative(),
  currency: z.string().max(WIRE_CHARACTERS.identifier),
  state: z.enum(HOLD_STATES),
  heldAt: instant().nullable(),
});
export const WirePage = z.object({
  holds: listOf(WireHold, WIRE_ENTRIES.page, ({ key }) => key),
  next: identifier().optional(),
});
export const WireFunds = z.object({
  account: z.string().max(WIRE_CHARACTERS.identifier),
  available: z.int(),
  currency: z.string().max(WIRE_CHARACTERS.identifier),
});
export const WireError = z.object({ error: z.object({ code: identifier(), message: words() }) });

interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
}

type State = PaymentAtProvider['state'];

/** `code`: the service's own word for why it does not do what it was asked for. */
type Answer<Told = PaymentAtProvider> =
  { readonly told: Told } | { readonly code: string; readonly failure: OrderFailure };

export function createHttpPaymentService(access: PaymentServiceAccess): PaymentProvider {
  const step = async (payment: KnownPayment, name: 'capture' | 'release' | 'refund', state: State) =>
    taken(await askAbout(payment, access, { method: 'POST', path: `${pathOf(payment)}/${name}` }, [state]));
  return {
    async hold({ key, account, amount, currency }) {
      const payment = { key, account, amount, currency };
      const answer = await askAbout(payment, access, { method: 'POST', path: '/v1/holds', body: payment });
      if ('code' in answer && answer.code === 'insufficient-funds') return 'insufficient-funds';
      const { state } = taken(answer);
      return state === 'released' || state === 'refunded' ? 'closed' : 'held';
    },
    async find(payment) {
      const answer = await askAbout(payment, access, { method: 'GET', path: pathOf(payment) });
      return 'code' in answer && answer.code === 'not-found' ? undefined : taken(answer);
    },
    async findByKey(key) {
      const path = pathOf({ key });
      const answer = await ask(access, { method: 'GET', path }, WireHold);
      if ('code' in answer && answer.code === 'not-found') return undefined;
      const hold = taken(answer);
      if (hold.key !== key) throw unavailable(PAYMENT_FAILURES.otherKey(`GET ${path}`));
      return listedPayment(hold);
    },
    async list(after) {
      const path = `/v1/holds${after === undefined ? '' : `?after=${encodeURIComponent(after)}`}`;
      const answer = await ask(access, { method: 'GET', path }, WirePage);
      if ('code' in answer && NOT_OFFERED.includes(answer.code)) return undefined;
      return pageOf(taken(answer));
    },
    async funds(account) {
      const path = `/v1/accounts/${encodeURIComponent(account)}`;
      const answer = await ask(access, { method: 'GET', path }, WireFunds);
      if ('code' in answer && NOT_OFFERED.includes(answer.code)) return undefined;
      const { account: told, available, currency } = taken(answer);
      if (told !== account) throw unavailable(PAYMENT_FAILURES.otherAccount(`GET ${path}`));
      return { available, currency };
    },
    async capture(payment) {
      await step(payment, 'capture', 'captured');
    },
    release: (payment) => step(payment, 'release', 'released'),
    refund: (payment) => step(payment, 'refund', 'refunded'),
  };
}

function pathOf({ key }: Pick<KnownPayment, 'key'>): string {
  return `/v1/holds/${encodeURIComponent(key)}`;
}

/** A service without a list has no such page, or none that is asked for this way. */
const NOT_OFFERED: readonly string[] = ['not-found', 'status 404', 'status 405', 'status 501'];

function taken<Told>(answer: Answer<Told>): Told {
  if ('code' in answer) throw answer.failure;
  return answer.told;
}

function pageOf({ holds, next }: z.infer<typeof WirePage>): PaymentPage {
  return { payments: holds.map(listedPayment), ...(next !== undefined && { next }) };
}

function listedPayment({ heldAt, ...hold }: z.infer<typeof WireHold>): ListedPayment {
  return { ...hold, wasHeld: heldAt !== null };
}

/** `states`: what the payment can be in once the call has succeeded; any unless given. */
async function askAbout(
  payment: KnownPayment,
  access: PaymentServiceAccess,
  call: Call,
  states: readonly State[] = HOLD_STATES,
): Promise<Answer> {
  const answer = await ask(access, call, WireHold);
  if ('code' in answer) return answer;
  const { state, heldAt } = answer.told;
  const strange = strangeIn(answer.told, payment) ?? (states.includes(state) ? undefined : `state ${state}`);
  if (strange !== undefined)
    throw unavailable(PAYMENT_FAILURES.notThisPayment(`${call.method} ${call.path}`, strange));
  return { told: { state, wasHeld: heldAt !== null } };
}

/** What is told of another payment is no answer. A key that was closed unused has neither payer nor amount. */
function strangeIn(told: z.infer<typeof WireHold>, payment: KnownPayment): string | undefined {
  if (told.key !== payment.key) return 'another key';
  if (told.heldAt === null) return told.state === 'released' ? undefined : `state ${told.state}, never held`;
  if (told.account !== payment.account) return 'another account';
  if (told.amount !== payment.amount) return `amount ${told.amount} instead of ${payment.amount}`;
  return told.currency === payment.currency ? undefined : 'another currency';
}

async function ask<Wire>(
  access: PaymentServiceAccess,
  call: Call,
  shape: z.ZodType<Wire>,
): Promise<Answer<Wire>> {
  const where = `${call.method} ${call.path}`;
  const answer = await send(access, call, where);
  const { status } = answer;
  if (status >= 500 || status === 429) throw unavailable(CA_FAILURES.answeredWith(where, status));
  if (status === 401 || status === 403)
    throw unavailable(CA_FAILURES.unauthorized(where, 'SEALFLOW_PAYMENT_TOKEN'));
  if (!answer.ok) return refused(answer, where);
  const told = shape.safeParse(answer.whole ? parseJson(answer.text) : undefined);
  if (!told.success) throw unavailable(PAYMENT_FAILURES.notAsAgreed(where));
  return { told: told.data };
}

async function send(
  { url, token, timeoutMs = ANSWER_TIMEOUT_MS }: PaymentServiceAccess,
  call: Call,
  where: string,
): Promise<HttpAnswer> {
  try {
    return await exchange(new URL(call.path, url), {
      method: call.method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
      timeoutMs,
      mostBytes: ANSWER_BYTES.payment,
    });
  } catch (error) {
    throw unavailable(CA_FAILURES.noAnswer(where, causeOf(error)));
  }
}

/** The service's words stay outside: they are not ours to show. Its code is, and counts however long its words are. */
function refused(
  { status, text }: HttpAnswer,
  where: string,
): { readonly code: string; readonly failure: OrderFailure } {
  const parsed = WireError.safeParse(parseCut(text));
  const code = parsed.success ? parsed.data.error.code : `status ${status}`;
  return { code, failure: new OrderFailure('PaymentRefused', PAYMENT_FAILURES.refused(where, code)) };
}

function unavailable(what: Bilingual): OrderFailure {
  return new OrderFailure('PaymentUnavailable', PAYMENT_FAILURES.unavailable(what));
}
