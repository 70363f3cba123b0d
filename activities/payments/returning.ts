/** Giving an order's money back: owed on record until the payment service says that it is done. */
import type { Database } from '../../db/database.js';
import {
  adoptPayment,
  markGivenBack,
  markOwed,
  noteFailure,
  noteOwedTold,
  type PaymentIdentity,
  type StoredPayment,
} from '../../db/statements/payments/row.js';
import { OrderFailure } from '../../domain/failures.js';
import type { NoticeKind } from '../../domain/notices/words.js';
import type { Clock } from '../attempt-clock.js';
import type { Notices } from '../notices/posting.js';
import { paymentOf } from './of-order.js';
import type { PaymentAtProvider, PaymentProvider } from './provider.js';

export interface ReturningDependencies {
  readonly database: Database;
  readonly payments: PaymentProvider;
  readonly notices: Notices;
  readonly clock: Clock;
}

export async function returnOnce(
  dependencies: ReturningDependencies,
  orderId: string,
): Promise<'returned' | 'nothing-held'> {
  const { database } = dependencies;
  const payment = await paymentOf(database, orderId);
  const owed = await noteOwed(dependencies, payment);
  if (owed.state === 'void') return 'nothing-held';
  if (owed.state === 'owed') {
    const { wasHeld } = await giveBackOrTell(dependencies, payment, owed);
    await markGivenBack(database, orderId, wasHeld ? 'returned' : 'void', nowIn(dependencies));
    if (!wasHeld) return 'nothing-held';
  }
  // Also where an earlier attempt gave it back and died: the same notice is posted once.
  if (owed.wasCaptured || owed.owedTold) await tell(dependencies, orderId, 'refunded');
  return 'returned';
}

/** Records of which nothing was ever asked may be older than the money: the service is looked at before they are believed. */
async function noteOwed(
  dependencies: ReturningDependencies,
  payment: PaymentIdentity,
): Promise<StoredPayment> {
  const { database, payments } = dependencies;
  const owed = await markOwed(database, payment, nowIn(dependencies));
  if (owed.state !== 'void' || owed.wasIntended) return owed;
  const known = await payments.find(payment);
  if (!known?.wasHeld) return owed;
  const wasTaken = known.state === 'captured' || known.state === 'refunded';
  await adoptPayment(database, payment, wasTaken ? 'captured' : 'held', nowIn(dependencies));
  return await markOwed(database, payment, nowIn(dependencies));
}

/** What fails is tried again for as long as it takes; the subscriber is told that it is owed. */
async function giveBackOrTell(
  dependencies: ReturningDependencies,
  payment: PaymentIdentity,
  { hadMoney }: StoredPayment,
): Promise<PaymentAtProvider> {
  try {
    return await giveBack(dependencies.payments, payment);
  } catch (error) {
    if (!(error instanceof OrderFailure)) throw error;
    const { orderId } = payment;
    await noteFailure(dependencies.database, orderId, error.words);
    if (hadMoney) {
      await tell(dependencies, orderId, 'refund-owed');
      await noteOwedTold(dependencies.database, orderId, nowIn(dependencies));
    }
    throw error;
  }
}

/** Asked first, since what an earlier attempt was answered may be lost. */
async function giveBack(payments: PaymentProvider, payment: PaymentIdentity): Promise<PaymentAtProvider> {
  const known = await payments.find(payment);
  switch (known?.state) {
    case 'released':
    case 'refunded':
      return known;
    case 'captured':
      return await payments.refund(payment);
    case 'held':
    case undefined:
      return await payments.release(payment);
  }
}

async function tell({ notices }: ReturningDependencies, orderId: string, kind: NoticeKind): Promise<void> {
  await notices.post({ subject: { orderId }, kind, occasion: 'payment', rung: 0 });
}

function nowIn({ clock }: ReturningDependencies): string {
  return new Date(clock()).toISOString();
}
