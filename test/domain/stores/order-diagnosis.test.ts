import { describe, expect, it } from 'vitest';
import {
  diagnoseOrder,
  type OrderFacts,
  type OrderWorkflow,
  type RecordedOrder,
} from '../../../domain/stores/order-diagnosis.js';
import { REPAIR_WORDS, repairsInTurn, STORE_REPAIRS } from '../../../domain/stores/words.js';

const ROW: RecordedOrder = {
  account: 'default',
  state: 'validating',
  waitingOn: 'subscriber-dns',
  reason: null,
  started: true,
  submitted: true,
  hasForm: true,
  hasKey: true,
  hasCaReference: true,
  hasCertificate: false,
  hasPrice: true,
  payment: 'held',
};
const WORKFLOW: OrderWorkflow = { runs: true, state: 'validating', waitingOn: 'subscriber-dns' };

interface Given {
  readonly row?: Partial<RecordedOrder> | null;
  readonly workflow?: Partial<OrderWorkflow> | null;
  readonly atCa?: OrderFacts['atCa'] | null;
  readonly money?: OrderFacts['money'] | null;
}

/** A placed and paid order that waits for DNS, unless told otherwise; null: not there. */
function facts({ row, workflow, atCa, money }: Given): OrderFacts {
  return {
    row: row === null ? undefined : { ...ROW, ...row },
    workflow: workflow === null ? undefined : { ...WORKFLOW, ...workflow },
    atCa: atCa === null ? undefined : (atCa ?? 'validating'),
    money: money === null ? undefined : (money ?? 'held'),
  };
}

const ISSUED = { state: 'issued', waitingOn: null, hasCertificate: true } as const;

describe('stores that agree', () => {
  it.each<[string, Given]>([
    ['an order that waits', {}],
    [
      'a draft',
      {
        row: {
          state: 'pending-submission',
          waitingOn: 'subscriber-form',
          submitted: false,
          hasForm: false,
          hasKey: false,
          hasCaReference: false,
          payment: null,
        },
        workflow: { state: 'pending-submission', waitingOn: 'subscriber-form' },
        atCa: null,
        money: null,
      },
    ],
    [
      'a form on its way to its order',
      {
        row: { state: 'pending-submission', waitingOn: 'subscriber-form' },
        workflow: { state: 'pending-submission', waitingOn: 'subscriber-form' },
        atCa: null,
        money: null,
      },
    ],
    [
      'an order being placed',
      { row: { hasCaReference: false, waitingOn: 'ca-placement' }, workflow: { waitingOn: 'ca-placement' } },
    ],
    [
      'an order before its key',
      {
        row: { hasKey: false, hasCaReference: false, waitingOn: 'subscriber-payment' },
        workflow: { waitingOn: 'subscriber-payment' },
        atCa: null,
      },
    ],
    [
      'an order being undone',
      { row: { waitingOn: 'us', reason: 'Cancelled on request.' }, workflow: { waitingOn: 'us' } },
    ],
    ['an order that was never started', { row: { started: false }, workflow: null, atCa: null, money: null }],
    [
      'one that is issued',
      {
        row: { ...ISSUED, payment: 'captured' },
        workflow: { runs: false, ...ISSUED },
        atCa: 'issued',
        money: 'captured',
      },
    ],
    [
      'one that is issued, its workflow long gone',
      { row: { ...ISSUED, payment: 'captured' }, workflow: null, atCa: 'issued', money: 'captured' },
    ],
    [
      'one whose money is being given back',
      {
        row: { state: 'cancelled', payment: 'owed' },
        workflow: { state: 'cancelled', waitingOn: null },
        atCa: 'cancelled',
        money: 'captured',
      },
    ],
    [
      'one that ended as something not ordered was issued and revoked',
      { row: { state: 'rejected', payment: 'returned' }, workflow: null, atCa: 'issued', money: 'released' },
    ],
  ])('%s: nothing', (_what, given) => {
    expect(diagnoseOrder(facts(given))).toBeUndefined();
  });
});

describe('stores that differ', () => {
  it.each<[string, Given, string | null]>([
    ['open, and no workflow', { workflow: null }, 'start-order'],
    ['open, its workflow stopped from outside', { workflow: { runs: false } }, 'start-order'],
    [
      'a draft without a workflow',
      {
        row: { state: 'pending-submission', submitted: false, hasForm: false, hasKey: false, payment: null },
        workflow: null,
        atCa: null,
        money: null,
      },
      'start-order',
    ],
    ['open, no workflow, and the CA refused it', { workflow: null, atCa: 'refused' }, 'finish-order'],
    ['open, no workflow, and the CA has it cancelled', { workflow: null, atCa: 'cancelled' }, 'finish-order'],
    [
      'open, no workflow, and its money was given back',
      { workflow: null, money: 'released' },
      'finish-order',
    ],
    [
      'on its way to an end when its workflow was lost',
      { row: { waitingOn: 'us', reason: 'Cancelled on request.' }, workflow: null },
      'finish-order',
    ],
    [
      'open, its workflow ended as cancelled',
      { workflow: { runs: false, state: 'cancelled' }, atCa: 'cancelled', money: 'released' },
      'finish-order',
    ],
    [
      'open, its workflow ended as issued',
      { workflow: { runs: false, state: 'issued' }, atCa: 'issued', money: 'captured' },
      'adopt-certificate',
    ],
    [
      'open, no workflow, its key lost, the CA validates',
      { row: { hasKey: false }, workflow: null },
      'end-order',
    ],
    [
      'open, no workflow, its key lost, issued and paid',
      { row: { hasKey: false }, workflow: null, atCa: 'issued', money: 'captured' },
      'adopt-certificate',
    ],
    ['a workflow without a row', { row: null }, 'end-order'],
    [
      'a draft without a row',
      { row: null, workflow: { state: 'pending-submission', waitingOn: 'records' }, atCa: null, money: null },
      'rebuild-order',
    ],
    [
      'an ended workflow without a row',
      { row: null, workflow: { runs: false, state: 'cancelled' }, atCa: 'cancelled', money: 'released' },
      'rebuild-order',
    ],
    [
      'an issued order without a row',
      { row: null, workflow: { runs: false, state: 'issued' }, atCa: 'issued', money: 'captured' },
      'adopt-certificate',
    ],
    [
      'a form that the row has lost',
      { row: { submitted: false, hasForm: false, hasKey: false, state: 'pending-submission' } },
      'end-order',
    ],
    [
      'a workflow older than the form',
      { workflow: { state: 'pending-submission', waitingOn: 'subscriber-form' } },
      'hand-in-form',
    ],
    ['a row older than the reference', { row: { hasCaReference: false } }, 'adopt-reference'],
    [
      'a row older than the key',
      { row: { hasKey: false, hasCaReference: false }, workflow: { waitingOn: 'records' } },
      'end-order',
    ],
    [
      'a key that is gone before the CA heard of it',
      { row: { hasKey: false, hasCaReference: false }, workflow: { waitingOn: 'records' }, atCa: null },
      'make-key',
    ],
    [
      'an order that the CA lost',
      { row: { hasCaReference: false }, workflow: { waitingOn: 'records' }, atCa: null },
      null,
    ],
    ['a row that says where it stood before', { row: { waitingOn: 'subscriber-payment' } }, 'record-stand'],
    [
      'a workflow older than the end',
      { row: { ...ISSUED, payment: 'captured' }, atCa: 'issued', money: 'captured' },
      'finish-order',
    ],
    [
      'issued, and never paid',
      { row: ISSUED, workflow: null, atCa: 'issued', money: 'held' },
      'finish-order',
    ],
    [
      'paid, and not on record',
      { row: { ...ISSUED, payment: null }, workflow: null, atCa: 'issued', money: 'captured' },
      'finish-order',
    ],
    [
      'cancelled, and open at the CA',
      { row: { state: 'cancelled', payment: 'returned' }, workflow: null, money: 'released' },
      'finish-order',
    ],
    [
      'cancelled, its money still held',
      { row: { state: 'cancelled' }, workflow: null, atCa: 'cancelled' },
      'finish-order',
    ],
    [
      'owed, and nobody gives it back',
      { row: { state: 'cancelled', payment: 'owed' }, workflow: null, atCa: 'cancelled', money: 'captured' },
      'finish-order',
    ],
    ['an order at the CA that nobody knows of', { row: null, workflow: null }, 'cancel-at-ca'],
    ['money of no order', { row: null, workflow: null, atCa: null }, 'give-back'],
    [
      'a certificate that nobody knows of',
      { row: null, workflow: null, atCa: 'issued', money: 'captured' },
      null,
    ],
  ])('%s', (_what, given, repair) => {
    const diagnosis = diagnoseOrder(facts(given));
    expect(diagnosis?.repair).toBe(repair);
    expect(diagnosis?.lacks).toBeTruthy();
  });

  it('an end that is carried out is the one that was recorded, or told', () => {
    const cancelled = facts({
      workflow: { runs: false, state: 'expired' },
      atCa: 'cancelled',
      money: 'released',
    });
    expect(diagnoseOrder(cancelled)?.end).toBe('expired');
    expect(diagnoseOrder(facts({ workflow: null, atCa: 'refused' }))?.end).toBe('rejected');
  });
});

it('every repair is told in both languages, and orders are mended before what is about them', () => {
  for (const repair of STORE_REPAIRS) {
    expect(REPAIR_WORDS[repair].en).toBeTruthy();
    expect(REPAIR_WORDS[repair].zh).toMatch(/\p{Script=Han}/u);
  }
  const inTurn = repairsInTurn([
    { repair: 'follow-plan' },
    { repair: 'rebuild-revocation' },
    { repair: 'start-order' },
    { repair: null },
  ] as const);
  expect(inTurn.map(({ repair }) => repair)).toEqual([
    null,
    'start-order',
    'rebuild-revocation',
    'follow-plan',
  ]);
});
