/** Mending an order whose stores differ: each repair may die anywhere and come again; nothing is placed, paid or told twice. */
import type { Bilingual } from '../../domain/bilingual.js';
import { TEMPORAL_FAILURES } from '../../domain/failure-texts.js';
import { ORDER_ENDS } from '../../domain/orders/reason-texts.js';
import { clauses, reasonOf, wordsOfReason } from '../../domain/told.js';
import { loadOrder } from '../../db/statements/orders/row.js';
import {
  countWritesAnew,
  notePlaced,
  notePlaceTaken,
  rebuildOrder,
  recordStand,
  type RebuiltOrder,
} from '../../db/statements/stores/rebuilding.js';
import { isFinal, type FinalState } from '../../domain/orders/states.js';
import type { Submission } from '../../domain/orders/terms.js';
import { orderInputOf } from '../../domain/orders/workflow-input.js';
import { REPAIR_DONE, REPAIR_FAILURES } from '../../domain/stores/lack-texts.js';
import { LOST_RECORDS_REASON, type StoreRepair } from '../../domain/stores/words.js';
import type {
  CertificateOrderInput,
  OrderRecollection,
  OrderRecovery,
} from '../../workflows/activity-contract/stores.js';
import { certificateIdOf } from '../certificates/store.js';
import { createCsrActivities } from '../certificates/csr.js';
import { keepProofs } from '../control/proofs-asked.js';
import { predecessorPlanOf } from '../../db/statements/stores/inputs.js';
import type { StoresDependencies } from './dependencies.js';
import type { ExactOrder } from './order-facts.js';
import { OrderFailure, recordMissing } from '../../domain/failures.js';

type OrderRepairWork = (dependencies: StoresDependencies, order: ExactOrder) => Promise<Bilingual>;

export const ORDER_REPAIRS: Partial<Readonly<Record<StoreRepair, OrderRepairWork>>> = {
  'start-order': startAnew,
  'hand-in-form': handInForm,
  'record-stand': takeStand,
  'rebuild-order': rebuild,
  'make-key': makeKey,
  'adopt-reference': adoptReference,
  'adopt-certificate': adoptCertificate,
  'end-order': endLost,
  'finish-order': finish,
  'cancel-at-ca': cancelUnclaimed,
  'give-back': giveBack,
};

async function startAnew(dependencies: StoresDependencies, order: ExactOrder): Promise<Bilingual> {
  await noteWhatCaHas(dependencies, order);
  const input = await inputFromRow(dependencies, order.orderId);
  await countWritesAnew(dependencies.database, order.orderId);
  await dependencies.workflows.startOrderAnew(input);
  return REPAIR_DONE.startedAnew;
}

async function handInForm(dependencies: StoresDependencies, { orderId }: ExactOrder): Promise<Bilingual> {
  const { submission } = await inputFromRow(dependencies, orderId);
  // Its first writes come below the number that the row has by now.
  await countWritesAnew(dependencies.database, orderId);
  if (submission) await dependencies.workflows.submit(orderId, submission);
  return REPAIR_DONE.handedIn;
}

async function takeStand(dependencies: StoresDependencies, order: ExactOrder): Promise<Bilingual> {
  const { status, sequence } = await recollected(dependencies, order);
  const { validations: _shown, certificateId: _known, ...stand } = status;
  const isWritten = await recordStand(
    dependencies.database,
    { ...stand, sequence },
    order.row?.sequence ?? 0,
  );
  return isWritten
    ? REPAIR_DONE.standsAt(status.state, status.waitingOn ?? null)
    : REPAIR_DONE.movedMeanwhile;
}

async function rebuild(dependencies: StoresDependencies, order: ExactOrder): Promise<Bilingual> {
  const known = await recollected(dependencies, order);
  await rebuildOrder(dependencies.database, rowOf(known));
  await noteWhatCaHas(dependencies, order);
  const { validations: _shown, certificateId: _known, ...stand } = known.status;
  await recordStand(dependencies.database, { ...stand, sequence: known.sequence }, 0);
  return REPAIR_DONE.rowWritten;
}

async function makeKey(dependencies: StoresDependencies, { orderId }: ExactOrder): Promise<Bilingual> {
  await createCsrActivities(dependencies).prepareCsr(orderId);
  return REPAIR_DONE.keyMade;
}

async function adoptReference(dependencies: StoresDependencies, order: ExactOrder): Promise<Bilingual> {
  await noteWhatCaHas(dependencies, order);
  return REPAIR_DONE.referenceTaken(order.atCa?.caReference ?? '');
}

/** Its subscriber may have had it before: it is never revoked, and never compared with a key that may be lost. */
async function adoptCertificate(dependencies: StoresDependencies, order: ExactOrder): Promise<Bilingual> {
  const { database, certificates } = dependencies;
  const { orderId, ca, atCa, row } = order;
  if (!atCa) throw new OrderFailure('CaOrderUnknown', REPAIR_FAILURES.notAtCa(orderId));
  if (!row) await rebuildOrder(database, openRowOf(await recollected(dependencies, order)));
  await noteWhatCaHas(dependencies, order);
  const stored = await loadOrder(database, orderId);
  if (!stored) throw recordMissing({ record: 'order', id: orderId });
  const certificateId = await certificates.store(stored, await ca.fetchCertificate(atCa.caReference));
  await notePlaceTaken(database, orderId);
  await endAnew(dependencies, orderId, { state: 'issued', certificateId });
  return REPAIR_DONE.certificateTaken(certificateId);
}

/** The workflow that ends it comes first: it waits for the row where that is not there, and no older one can act on it. */
async function endLost(dependencies: StoresDependencies, order: ExactOrder): Promise<Bilingual> {
  const { database, workflows } = dependencies;
  const { orderId, row } = order;
  const recovery: OrderRecovery = { state: 'cancelled', ...reasonOf(LOST_RECORDS_REASON), keyIsLost: true };
  if (row?.submitted) {
    await noteWhatCaHas(dependencies, order);
    await endAnew(dependencies, orderId, recovery);
  } else {
    const known = await recollected(dependencies, order);
    const { input, submission } = known;
    await workflows.startOrderAnew({ ...input, ...(submission && { submission }), recovery });
    await rebuildOrder(database, openRowOf(known));
    await noteWhatCaHas(dependencies, order);
    await countWritesAnew(database, orderId);
  }
  return REPAIR_DONE.cancelledAndGivenBack;
}

/** As its row says, or where that is open, as its workflow, the CA or the payment service says. */
async function finish(dependencies: StoresDependencies, order: ExactOrder): Promise<Bilingual> {
  const { row, orderId, diagnosis } = order;
  const state = row && isFinal(row.state) ? row.state : (diagnosis?.end ?? 'cancelled');
  await noteWhatCaHas(dependencies, order);
  const reason = await reasonOfEnd(dependencies, order, state);
  const recovery: OrderRecovery = {
    state,
    ...(reason && reasonOf(reason)),
    ...(state === 'issued' && { certificateId: certificateIdOf(orderId) }),
    ...(row?.payment === 'owed' && { givesBack: true }),
  };
  await endAnew(dependencies, orderId, recovery);
  return REPAIR_DONE.endsAs(state);
}

async function reasonOfEnd(
  { workflows }: StoresDependencies,
  { row, workflow, orderId, atCa }: ExactOrder,
  state: FinalState,
): Promise<Bilingual | undefined> {
  if (row && isFinal(row.state)) return wordsOfReason(row);
  const told = workflow && !workflow.runs ? await workflows.recollectionOf(orderId) : undefined;
  if (told?.status.state === state && told.status.reason !== undefined) return wordsOfReason(told.status);
  return (row && wordsOfReason(row)) ?? (atCa && wordsOfReason(atCa)) ?? ORDER_ENDS.foundEnded;
}

async function endAnew(
  dependencies: StoresDependencies,
  orderId: string,
  recovery: OrderRecovery,
): Promise<void> {
  const input = await inputFromRow(dependencies, orderId);
  await countWritesAnew(dependencies.database, orderId);
  await dependencies.workflows.startOrderAnew({ ...input, recovery });
}

async function cancelUnclaimed(dependencies: StoresDependencies, order: ExactOrder): Promise<Bilingual> {
  if (order.atCa) await order.ca.cancelOrder(order.atCa.caReference);
  const given = order.payment?.wasHeld ? [await giveBack(dependencies, order)] : [];
  return clauses([REPAIR_DONE.cancelledAtCa, ...given]);
}

async function giveBack({ payments }: StoresDependencies, { payment }: ExactOrder): Promise<Bilingual> {
  // A key that was closed before it was used has neither a payer nor money.
  if (!payment || payment.account === null) return REPAIR_DONE.noMoney;
  const known = { ...payment, account: payment.account };
  const given = await (payment.state === 'captured' ? payments.refund(known) : payments.release(known));
  return REPAIR_DONE.moneyIs(given.state);
}

/** From now on the row says that the CA was called, under which reference, and what it asks for. */
async function noteWhatCaHas({ database }: StoresDependencies, { orderId, atCa }: ExactOrder): Promise<void> {
  if (!atCa) return;
  await notePlaced(database, orderId, atCa.caReference);
  if (atCa.validations.length > 0) await keepProofs(database, orderId, atCa.validations);
}

async function inputFromRow(
  { database }: StoresDependencies,
  orderId: string,
): Promise<CertificateOrderInput> {
  const row = await loadOrder(database, orderId);
  if (!row) throw recordMissing({ record: 'order', id: orderId });
  const { account, brand, certificateType, names, validationMethod, terms } = row;
  const submission: Submission | undefined =
    terms && validationMethod ? { names, validationMethod, terms } : undefined;
  const predecessorPlanId = await predecessorPlanOf(database, orderId);
  const planId = row.planId ?? orderId;
  return orderInputOf({ orderId, account, brand, certificateType, planId, predecessorPlanId, submission });
}

async function recollected(
  { workflows }: StoresDependencies,
  { orderId }: ExactOrder,
): Promise<OrderRecollection> {
  const known = await workflows.recollectionOf(orderId);
  if (known) return known;
  throw new OrderFailure('TemporalUnavailable', TEMPORAL_FAILURES.tellsNothing(orderId));
}

function rowOf(known: OrderRecollection): RebuiltOrder {
  const { state, reason, reasonChinese } = known.status;
  return {
    ...openRowOf(known),
    ...(isFinal(state) && { end: { state, ...(reason !== undefined && { reason, reasonChinese }) } }),
  };
}

function openRowOf({ input, submission }: OrderRecollection): RebuiltOrder {
  const { orderId, account, brand, certificateType, planId } = input;
  return {
    orderId,
    account,
    brand,
    certificateType,
    ...(planId !== undefined && { planId }),
    ...(submission && { submission }),
  };
}
