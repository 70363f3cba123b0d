/** Setting an order's price aside, once, and taking it: whatever was lost on the way. */
import { PAYMENT_FAILURES } from '../../domain/failure-texts.js';
import type { Database } from '../../db/database.js';
import {
  adoptPayment,
  countAttempt,
  loadPayment,
  markCaptured,
  markHeld,
  noteFailure,
  noteHoldIntended,
  type PaymentIdentity,
  type StoredPayment,
} from '../../db/statements/payments/row.js';
import { OrderFailure } from '../../domain/failures.js';
import { untilNextLook } from '../../domain/control/look-intervals.js';
import { deadlinePassed } from '../../domain/waits.js';
import type { HoldOutcome, HoldRequest } from '../../workflows/activity-contract/payments.js';
import type { Clock } from '../attempt-clock.js';
import type { DueReminders } from '../notices/due-reminders.js';
import { paymentOf } from './of-order.js';
import type { PaymentProvider } from './provider.js';

export interface HoldingDependencies {
  readonly database: Database;
  readonly payments: PaymentProvider;
  readonly reminders: DueReminders;
  readonly clock: Clock;
  /** How late this look began, in milliseconds; absent: never. */
  readonly lateness?: () => number;
}

export async function holdOnce(
  dependencies: HoldingDependencies,
  request: HoldRequest,
): Promise<HoldOutcome> {
  const { database, clock, lateness } = dependencies;
  const { orderId, wait } = request;
  try {
    const held = await hold(dependencies, await paymentOf(database, orderId));
    if (held) return { outcome: 'held' };
  } catch (error) {
    if (!(error instanceof OrderFailure)) throw error;
    await noteFailure(database, orderId, error.words);
    if (deadlinePassed(wait, clock())) return { outcome: 'deadline-passed' };
    throw error;
  }
  await noteFailure(database, orderId, PAYMENT_FAILURES.notCovered);
  if (wait.wait !== 'subscriber-payment') return { outcome: 'funds-missing' };
  if (deadlinePassed(wait, clock())) return { outcome: 'deadline-passed' };
  await dependencies.reminders.sendDue(orderId, wait);
  const retryAfterMs = untilNextLook(wait, clock(), { of: orderId, lateMs: lateness?.() });
  throw new OrderFailure('StillWaiting', PAYMENT_FAILURES.notCovered, { retryAfterMs });
}

/** False where the account's funds don't cover it. */
async function hold(
  { database, payments, clock }: HoldingDependencies,
  payment: PaymentIdentity,
): Promise<boolean> {
  const { orderId } = payment;
  const now = new Date(clock()).toISOString();
  // Noted before the call: a process that dies during it leaves a trace, and the next one asks before it sends.
  const { state, first } = await noteHoldIntended(database, payment, now);
  if (state === 'held' || state === 'captured') return true;
  if (state !== 'due') throw tooLate(orderId);
  const known = first ? undefined : await payments.find(payment);
  const outcome = known ? standOf(known.state) : await payments.hold(payment);
  if (outcome === 'insufficient-funds') return false;
  if (outcome === 'closed' || !(await markHeld(database, orderId, now))) throw tooLate(orderId);
  return true;
}

function standOf(state: 'held' | 'captured' | 'released' | 'refunded'): 'held' | 'closed' {
  return state === 'held' || state === 'captured' ? 'held' : 'closed';
}

/** Whoever hears it has been cancelled: an order is never held for again once its money is being given back. */
function tooLate(orderId: string): OrderFailure {
  return new OrderFailure('PaymentRefused', PAYMENT_FAILURES.givenBack(orderId));
}

/** What is due is held before an order comes so far: records that say otherwise are older than the money. */
function isHeldForAll(payment: StoredPayment | undefined): payment is StoredPayment {
  return payment !== undefined && payment.state !== 'due';
}

async function adoptHeld(
  database: Database,
  payments: PaymentProvider,
  clock: Clock,
  orderId: string,
): Promise<StoredPayment | undefined> {
  const payment = await paymentOf(database, orderId);
  const known = await payments.find(payment);
  if (known?.state === 'held' || known?.state === 'captured')
    await adoptPayment(database, payment, known.state, new Date(clock()).toISOString());
  return await loadPayment(database, orderId);
}

export async function captureOnce(
  { database, payments, clock }: HoldingDependencies,
  orderId: string,
): Promise<void> {
  const recorded = await loadPayment(database, orderId);
  const stored = isHeldForAll(recorded) ? recorded : await adoptHeld(database, payments, clock, orderId);
  // Decided otherwise meanwhile, or done: nothing is taken (any more).
  if (stored?.state !== 'held') return;
  const payment = await paymentOf(database, orderId);
  await countAttempt(database, orderId);
  try {
    const atService = await payments.find(payment);
    if (atService?.state !== 'captured') await payments.capture(payment);
  } catch (error) {
    if (error instanceof OrderFailure) await noteFailure(database, orderId, error.words);
    throw error;
  }
  await markCaptured(database, orderId, new Date(clock()).toISOString());
}
