/** One order as four stores tell it, and what mends the difference. Pure: whoever gathers the facts asks again before it acts. */
import type { Bilingual } from '../bilingual.js';
import { clauses } from '../told.js';
import { isFinal, type FinalState, type OrderState } from '../orders/states.js';
import type { PaymentState } from '../payments/words.js';
import { ORDER_LACKS } from './lack-texts.js';
import type { StoreRepair } from './words.js';

/** What Postgres has. */
export interface RecordedOrder {
  readonly account: string;
  readonly state: OrderState;
  readonly waitingOn: string | null;
  readonly reason: string | null;
  readonly reasonChinese?: string | null;
  /** Its workflow was known to run; without it the order was never taken. */
  readonly started: boolean;
  /** Names, method and terms. */
  readonly submitted: boolean;
  /** The form itself, which no other store has. */
  readonly hasForm: boolean;
  readonly hasKey: boolean;
  readonly hasCaReference: boolean;
  readonly hasCertificate: boolean;
  readonly hasPrice: boolean;
  readonly payment: PaymentState | null;
}

/** What Temporal has: as the workflow said last where it stands. */
export interface OrderWorkflow {
  readonly runs: boolean;
  readonly state: OrderState;
  readonly waitingOn: string | null;
}

export interface OrderFacts {
  readonly row: RecordedOrder | undefined;
  readonly workflow: OrderWorkflow | undefined;
  /** Undefined: the CA has no such order, or can't be asked. */
  readonly atCa: 'validating' | 'issuing' | 'issued' | 'refused' | 'cancelled' | undefined;
  /** Undefined: the payment service has nothing under the order's key, or can't be asked. */
  readonly money: 'held' | 'captured' | 'released' | 'refunded' | undefined;
}

export interface OrderDiagnosis {
  readonly repair: StoreRepair | null;
  readonly lacks: Bilingual;
  /** How the order is to end, where it is to. */
  readonly end?: FinalState;
}

/** Undefined where the stores agree, or what differs is a step under way. */
export function diagnoseOrder(facts: OrderFacts): OrderDiagnosis | undefined {
  const { row, workflow } = facts;
  if (!row) return workflow ? withoutRow(facts, workflow) : unclaimed(facts);
  if (!row.started) return undefined;
  if (isFinal(row.state)) return ofEnded(facts, row, row.state);
  return workflow?.runs ? ofRunning(facts, row, workflow) : withoutWorkflow(facts, row);
}

function withoutRow({ atCa }: OrderFacts, { runs, state }: OrderWorkflow): OrderDiagnosis {
  const lacks = ORDER_LACKS.noRow(runs, state);
  if (state === 'issued' && atCa === 'issued') return { repair: 'adopt-certificate', lacks, end: 'issued' };
  if (state === 'pending-submission' || isFinal(state)) return { repair: 'rebuild-order', lacks };
  if (!runs) return { repair: 'rebuild-order', lacks: goingOn(lacks, ORDER_LACKS.stoppedFromOutside) };
  return { repair: 'end-order', lacks: goingOn(lacks, ORDER_LACKS.formAndKeyGone), end: 'cancelled' };
}

/** Neither a row nor a workflow: only the CA or the payment service knows of it. */
function unclaimed({ atCa, money }: OrderFacts): OrderDiagnosis | undefined {
  if (atCa === 'validating' || atCa === 'issuing')
    return { repair: 'cancel-at-ca', lacks: ORDER_LACKS.unknownAtCa(atCa) };
  if (atCa === 'issued')
    return money === 'released' || money === 'refunded'
      ? undefined
      : { repair: null, lacks: ORDER_LACKS.unknownCertificate };
  if (money === 'held' || money === 'captured')
    return { repair: 'give-back', lacks: ORDER_LACKS.unknownMoney(money) };
  return undefined;
}

function ofEnded(facts: OrderFacts, row: RecordedOrder, end: FinalState): OrderDiagnosis | undefined {
  const { workflow } = facts;
  if (workflow?.runs) {
    // Its end is recorded before money and plan are settled: such a workflow says the same end.
    return isFinal(workflow.state)
      ? undefined
      : { repair: 'finish-order', lacks: ORDER_LACKS.olderWorkflow(end, workflow.state), end };
  }
  const open = unsettled(facts, row);
  return open === undefined ? undefined : { repair: 'finish-order', lacks: open, end };
}

/** What an ended order without a workflow has left undone. */
function unsettled({ atCa, money }: OrderFacts, row: RecordedOrder): Bilingual | undefined {
  if (row.payment === 'owed') return ORDER_LACKS.owed;
  if (row.state === 'issued') {
    if (row.payment === 'returned' || row.payment === 'void') return undefined;
    if (money === 'held') return ORDER_LACKS.neverTaken;
    const recorded = row.payment === 'captured';
    return money === 'captured' && !recorded && row.hasPrice ? ORDER_LACKS.takenUnrecorded : undefined;
  }
  if (atCa === 'validating' || atCa === 'issuing') return ORDER_LACKS.openAtCa(row.state);
  if (money === 'held' || (money === 'captured' && atCa !== 'issued'))
    return ORDER_LACKS.moneyLeft(row.state, money);
  const isOnRecord = row.payment === 'returned' || row.payment === 'void' || !row.hasPrice;
  if ((money === 'released' || money === 'refunded') && !isOnRecord) return ORDER_LACKS.givenBackUnrecorded;
  return undefined;
}

function ofRunning(
  { atCa }: OrderFacts,
  row: RecordedOrder,
  workflow: OrderWorkflow,
): OrderDiagnosis | undefined {
  // The ball is ours while an order is being undone, and for moments before that.
  if (isFinal(workflow.state) || workflow.waitingOn === 'us') return undefined;
  const waitsForForm = workflow.state === 'pending-submission';
  if (!row.submitted || !(row.hasForm || row.hasKey))
    return waitsForForm ? undefined : { repair: 'end-order', lacks: ORDER_LACKS.noForm, end: 'cancelled' };
  if (waitsForForm)
    return row.state === 'pending-submission'
      ? undefined
      : { repair: 'hand-in-form', lacks: ORDER_LACKS.waitsForForm };
  return ofPlaced(atCa, row, workflow) ?? ofOtherStand(row, workflow);
}

/** People read the row: it says what the workflow said last, unless one of them is older. */
function ofOtherStand(row: RecordedOrder, workflow: OrderWorkflow): OrderDiagnosis | undefined {
  const { state, waitingOn } = workflow;
  if (waitingOn === 'records' || (row.state === state && row.waitingOn === waitingOn)) return undefined;
  return { repair: 'record-stand', lacks: ORDER_LACKS.otherStand(row, workflow) };
}

/** Whatever a running order has not got yet, it gets by itself: what it had, and has no more, it does not. */
function ofPlaced(
  atCa: OrderFacts['atCa'],
  row: RecordedOrder,
  { waitingOn }: OrderWorkflow,
): OrderDiagnosis | undefined {
  const missesRecord = waitingOn === 'records';
  if (atCa === undefined) {
    if (!missesRecord) return undefined;
    if (!row.hasKey) return { repair: 'make-key', lacks: ORDER_LACKS.noKeyYet };
    return row.hasCaReference ? undefined : { repair: null, lacks: ORDER_LACKS.nowherePlaced };
  }
  // The CA has it a moment before Postgres does.
  if (waitingOn === 'ca-placement') return undefined;
  if (!row.hasKey) return { repair: 'end-order', lacks: ORDER_LACKS.noKey, end: 'cancelled' };
  return row.hasCaReference ? undefined : { repair: 'adopt-reference', lacks: ORDER_LACKS.placedUnrecorded };
}

function withoutWorkflow({ atCa, money, workflow }: OrderFacts, row: RecordedOrder): OrderDiagnosis {
  const lacks = workflow
    ? ORDER_LACKS.workflowEnded(row.state, workflow.state)
    : ORDER_LACKS.noWorkflow(row.state);
  const ending = (end: FinalState, because: Bilingual): OrderDiagnosis => ({
    repair: 'finish-order',
    lacks: clauses([lacks, because]),
    end,
  });
  if (atCa === 'issued' && (workflow?.state === 'issued' || (!row.hasKey && money === 'captured')))
    return { repair: 'adopt-certificate', lacks, end: 'issued' };
  if (workflow && isFinal(workflow.state) && workflow.state !== 'issued')
    return ending(workflow.state, ORDER_LACKS.endRecorded);
  if (!row.submitted) return { repair: 'start-order', lacks };
  if (atCa === 'refused') return ending('rejected', ORDER_LACKS.refusedByCa);
  if (atCa === 'cancelled') return ending('cancelled', ORDER_LACKS.cancelledAtCa);
  if (money === 'released' || money === 'refunded' || row.payment === 'owed' || row.payment === 'returned')
    return ending('cancelled', ORDER_LACKS.moneyGoingBack);
  if (row.waitingOn === 'us' && row.reason !== null)
    return ending(endToldBy(row.reason), ORDER_LACKS.wasEnding);
  if (!row.hasKey && (atCa !== undefined || !row.hasForm))
    return { repair: 'end-order', lacks: goingOn(lacks, ORDER_LACKS.keyLost), end: 'cancelled' };
  return { repair: 'start-order', lacks };
}

/** `more` goes on from what was told. */
function goingOn(told: Bilingual, more: Bilingual): Bilingual {
  return { zh: `${told.zh},${more.zh}`, en: `${told.en}, ${more.en}` };
}

/** An order on its way to an end says why (workflows/branches/conclusion.ts). */
function endToldBy(reason: string): FinalState {
  return reason.startsWith('Cancelled') ? 'cancelled' : 'rejected';
}
