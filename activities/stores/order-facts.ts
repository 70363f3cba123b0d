/** One order as every store tells it now: asked for one by one, so that nothing of a list's age is acted on. */
import { readRecordedOrder, type IdentifiedOrder } from '../../db/statements/stores/facts.js';
import { diagnoseOrder, type OrderDiagnosis, type OrderFacts } from '../../domain/stores/order-diagnosis.js';
import { loadOrder } from '../../db/statements/orders/row.js';
import type { CaOrder, CertificateAuthority } from '../ca/certificate-authority.js';
import { referenceOf } from '../ca/order-at-ca.js';
import { caFor } from '../connections/reaching.js';
import { paymentKeyOf, type ListedPayment, type PaymentAtProvider } from '../payments/provider.js';
import type { ListedOrderWorkflow } from '../workflow-directory.js';
import type { StoresDependencies } from './dependencies.js';

export interface ExactOrder {
  readonly orderId: string;
  readonly row: IdentifiedOrder | undefined;
  readonly workflow: ListedOrderWorkflow | undefined;
  /** The CA that it was placed at; where nobody knows that, the one that has it, or the installation's. */
  readonly ca: CertificateAuthority;
  readonly atCa: CaOrder | undefined;
  readonly payment: ListedPayment | undefined;
  readonly diagnosis: OrderDiagnosis | undefined;
}

export async function exactOrder(dependencies: StoresDependencies, orderId: string): Promise<ExactOrder> {
  const { database, workflows, payments, takesPayments } = dependencies;
  // The row is read last: what the others say is never older than a row that lacks it.
  const [workflow, { ca, atCa }, payment] = await Promise.all([
    workflows.order(orderId),
    atItsCa(dependencies, orderId),
    takesPayments ? payments.findByKey(paymentKeyOf(orderId)) : undefined,
  ]);
  const row = await readRecordedOrder(database, orderId);
  const facts: OrderFacts = { row, workflow, atCa: atCa?.status, money: moneyOf(payment) };
  const diagnosis = diagnoseOrder(facts);
  const isSure = diagnosis?.repair !== 'record-stand' || (await standsElsewhere(dependencies, orderId));
  return { orderId, row, workflow, ca, atCa, payment, diagnosis: isSure ? diagnosis : undefined };
}

interface AtItsCa {
  readonly ca: CertificateAuthority;
  readonly atCa?: CaOrder;
}

/** An order whose row is gone is looked for at every CA that there is. */
async function atItsCa(dependencies: StoresDependencies, orderId: string): Promise<AtItsCa> {
  const { ca: ofInstallation, connections, database } = dependencies;
  const stored = await loadOrder(database, orderId);
  const isRouted = stored?.terms?.connections?.ca !== undefined;
  const ca = stored && isRouted ? await caFor(dependencies, stored) : ofInstallation;
  const others = stored?.terms ? [] : ((await connections?.everyCa()) ?? []);
  for (const asked of [ca, ...others.map((other) => other.ca)]) {
    if (!asked.limits.canFindByReference) continue;
    const atCa = await asked.findByReference(referenceOf(orderId));
    if (atCa) return { ca: asked, atCa };
  }
  return { ca };
}

/** An order that moves at this moment is told differently for a moment: only the numbers of the writes are sure. */
async function standsElsewhere(
  { workflows, database }: StoresDependencies,
  orderId: string,
): Promise<boolean> {
  const told = await workflows.recollectionOf(orderId);
  const row = await readRecordedOrder(database, orderId);
  return told !== undefined && row !== undefined && told.sequence !== row.sequence;
}

/** A key that was closed unused is no money. */
export function moneyOf(payment: PaymentAtProvider | undefined): OrderFacts['money'] {
  return payment?.wasHeld ? payment.state : undefined;
}

/** Whose order it is, as far as any store tells. */
export function accountOf({ row, workflow }: Pick<ExactOrder, 'row' | 'workflow'>): string | null {
  return row?.account ?? workflow?.account ?? null;
}
