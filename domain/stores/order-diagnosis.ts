/** One order as four stores tell it, and what mends the difference. Pure: whoever gathers the facts asks again before it acts. */
import { isFinal, type FinalState, type OrderState } from '../orders/states.js';
import type { PaymentState } from '../payments/words.js';
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
  readonly lacks: string;
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
  const lacks = `Postgres has no row of the order; its workflow ${runs ? 'runs' : 'ended'} (${state})`;
  if (state === 'issued' && atCa === 'issued') return { repair: 'adopt-certificate', lacks, end: 'issued' };
  if (state === 'pending-submission' || isFinal(state)) return { repair: 'rebuild-order', lacks };
  if (!runs)
    return { repair: 'rebuild-order', lacks: `${lacks}, without an end: it was stopped from outside` };
  return {
    repair: 'end-order',
    lacks: `${lacks}, and form and key were in Postgres alone`,
    end: 'cancelled',
  };
}

/** Neither a row nor a workflow: only the CA or the payment service knows of it. */
function unclaimed({ atCa, money }: OrderFacts): OrderDiagnosis | undefined {
  if (atCa === 'validating' || atCa === 'issuing')
    return { repair: 'cancel-at-ca', lacks: `the CA has an open order (${atCa}) that nobody here knows of` };
  if (atCa === 'issued')
    return money === 'released' || money === 'refunded'
      ? undefined
      : {
          repair: null,
          lacks:
            'the CA issued a certificate for an order that nobody here knows of: restore a newer backup, or revoke it at the CA and refund it',
        };
  if (money === 'held' || money === 'captured')
    return { repair: 'give-back', lacks: `the payment service has ${money} money of no order here` };
  return undefined;
}

function ofEnded(facts: OrderFacts, row: RecordedOrder, end: FinalState): OrderDiagnosis | undefined {
  const { workflow } = facts;
  if (workflow?.runs) {
    // Its end is recorded before money and plan are settled: such a workflow says the same end.
    return isFinal(workflow.state)
      ? undefined
      : {
          repair: 'finish-order',
          lacks: `the order has ended (${end}); its workflow is older and stands at ${workflow.state}`,
          end,
        };
  }
  const open = unsettled(facts, row);
  return open === undefined ? undefined : { repair: 'finish-order', lacks: open, end };
}

/** What an ended order without a workflow has left undone. */
function unsettled({ atCa, money }: OrderFacts, row: RecordedOrder): string | undefined {
  if (row.payment === 'owed') return 'its money is owed, and no workflow gives it back';
  if (row.state === 'issued') {
    if (row.payment === 'returned' || row.payment === 'void') return undefined;
    if (money === 'held') return 'it is issued, and its money was never taken';
    const recorded = row.payment === 'captured';
    return money === 'captured' && !recorded && row.hasPrice
      ? 'its money was taken, and Postgres does not say so'
      : undefined;
  }
  if (atCa === 'validating' || atCa === 'issuing')
    return `it ended as ${row.state}, and its order at the CA is open`;
  if (money === 'held' || (money === 'captured' && atCa !== 'issued'))
    return `it ended as ${row.state}, and the payment service has its money ${money}`;
  const isOnRecord = row.payment === 'returned' || row.payment === 'void' || !row.hasPrice;
  if ((money === 'released' || money === 'refunded') && !isOnRecord)
    return 'its money was given back, and Postgres does not say so';
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
    return waitsForForm
      ? undefined
      : { repair: 'end-order', lacks: 'the form that was handed in is not in Postgres', end: 'cancelled' };
  if (waitsForForm)
    return row.state === 'pending-submission'
      ? undefined
      : { repair: 'hand-in-form', lacks: 'its workflow is older, and waits for the form that was handed in' };
  return ofPlaced(atCa, row, workflow) ?? ofOtherStand(row, workflow);
}

/** People read the row: it says what the workflow said last, unless one of them is older. */
function ofOtherStand(row: RecordedOrder, { state, waitingOn }: OrderWorkflow): OrderDiagnosis | undefined {
  if (waitingOn === 'records' || (row.state === state && row.waitingOn === waitingOn)) return undefined;
  return {
    repair: 'record-stand',
    lacks: `Postgres says ${row.state} (${row.waitingOn ?? '-'}), its workflow ${state} (${waitingOn ?? '-'})`,
  };
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
    if (!row.hasKey)
      return { repair: 'make-key', lacks: 'its key is not in Postgres; the CA has no order yet' };
    return row.hasCaReference
      ? undefined
      : { repair: null, lacks: 'its order was placed, and neither Postgres nor the CA has it: ask the CA' };
  }
  // The CA has it a moment before Postgres does.
  if (waitingOn === 'ca-placement') return undefined;
  if (!row.hasKey)
    return {
      repair: 'end-order',
      lacks: 'its key is not in Postgres, and the CA has its order',
      end: 'cancelled',
    };
  return row.hasCaReference
    ? undefined
    : { repair: 'adopt-reference', lacks: 'the CA has the order, and Postgres does not say so' };
}

function withoutWorkflow({ atCa, money, workflow }: OrderFacts, row: RecordedOrder): OrderDiagnosis {
  const lacks = workflow
    ? `the order is open (${row.state}); its workflow ended (${workflow.state})`
    : `the order is open (${row.state}), and Temporal has no workflow of it`;
  const ending = (end: FinalState, because: string): OrderDiagnosis => ({
    repair: 'finish-order',
    lacks: `${lacks}; ${because}`,
    end,
  });
  if (atCa === 'issued' && (workflow?.state === 'issued' || (!row.hasKey && money === 'captured')))
    return { repair: 'adopt-certificate', lacks, end: 'issued' };
  if (workflow && isFinal(workflow.state) && workflow.state !== 'issued')
    return ending(workflow.state, 'that end is recorded');
  if (!row.submitted) return { repair: 'start-order', lacks };
  if (atCa === 'refused') return ending('rejected', 'the CA refused it');
  if (atCa === 'cancelled') return ending('cancelled', 'the CA has it cancelled');
  if (money === 'released' || money === 'refunded' || row.payment === 'owed' || row.payment === 'returned')
    return ending('cancelled', 'its money was being given back');
  if (row.waitingOn === 'us' && row.reason !== null) return ending(endToldBy(row.reason), 'it was ending');
  if (!row.hasKey && (atCa !== undefined || !row.hasForm))
    return { repair: 'end-order', lacks: `${lacks}, and its key is lost`, end: 'cancelled' };
  return { repair: 'start-order', lacks };
}

/** An order on its way to an end says why (workflows/branches/conclusion.ts). */
function endToldBy(reason: string): FinalState {
  return reason.startsWith('Cancelled') ? 'cancelled' : 'rejected';
}
