// What can be done with an order as it stands: asked first, nothing that would be refused.
import { describe, expect, it } from 'vitest';
import { OPERATION_RIGHTS } from '../../../domain/accounts/rights.js';
import type { OrganizationWay } from '../../../domain/catalogue/words.js';
import { actsOf, ORDER_ACTS, type ActedOrder, type OrderAct } from '../../../domain/accounts/order-acts.js';
import { FINAL_STATES } from '../../../domain/orders/states.js';
import { organizationTerms } from '../../../domain/organization/ways.js';
import { PARTY_OF, REVOCATION_WAITS, WAITS, type Wait } from '../../../domain/waits.js';

const DV: ActedOrder = {
  state: 'validating',
  waits: ['subscriber-dns'],
  tracks: [],
  brand: 'trustasia',
  hasForm: true,
  hasProofs: true,
  organization: undefined,
  passed: [],
  lettersSent: 0,
  isReplaced: false,
};

function ofCompany(way: OrganizationWay, waits: readonly Wait[], more: Partial<ActedOrder> = {}): ActedOrder {
  const { organization } = organizationTerms(way, 'ov');
  return { ...DV, brand: 'wotrus', organization, waits, ...more };
}

function told(order: ActedOrder): OrderAct[] {
  return actsOf(order).map(({ act }) => act);
}

function asked(order: ActedOrder): OrderAct[] {
  return actsOf(order).flatMap(({ act, isAsked }) => (isAsked ? [act] : []));
}

it('a draft is submitted, or cancelled; an order that ended is submitted anew, unless it was issued or was before', () => {
  const draft = { ...DV, state: 'pending-submission', hasForm: false, hasProofs: false } as const;
  expect(actsOf({ ...draft, waits: ['subscriber-form'] })).toEqual([
    { act: 'submit', operation: 'submit', isAsked: true },
    { act: 'cancel', operation: 'cancel', isAsked: false },
  ]);
  for (const state of FINAL_STATES) {
    const ended = { ...DV, state, waits: [] };
    expect(told(ended)).toEqual(state === 'issued' ? [] : ['resubmit']);
    expect(told({ ...ended, isReplaced: true })).toEqual([]);
    expect(told({ ...ended, hasForm: false, hasProofs: false })).toEqual([]);
  }
});

it('every act has an operation of the table of rights, and is open somewhere', () => {
  const orders = [
    DV,
    { ...DV, state: 'pending-submission', hasForm: false } as const,
    ...(['two-emails', 'public-record', 'confirmation-letter', 'phone-and-mailbox'] as const).flatMap((way) =>
      WAITS.map((wait) => ofCompany(way, [wait])),
    ),
  ];
  const open = orders.flatMap(actsOf);
  expect(ORDER_ACTS.filter((act) => !open.some((each) => each.act === act))).toEqual([]);
  for (const { operation } of open) expect(Object.keys(OPERATION_RIGHTS)).toContain(operation);
});

describe('what waits for people of the account', () => {
  const ways: Readonly<Record<string, OrganizationWay>> = {
    'subscriber-letter': 'confirmation-letter',
    'subscriber-application-form': 'application-form',
    'subscriber-emails': 'two-emails',
    'subscriber-channel': 'public-record',
    'subscriber-phone': 'phone-and-mailbox',
    'subscriber-mailbox': 'phone-and-mailbox',
  };
  const ofPeople = WAITS.filter(
    (wait) =>
      ['subscriber', 'approver'].includes(PARTY_OF[wait]) &&
      !REVOCATION_WAITS.some((other) => other === wait),
  );

  it.each(ofPeople)('%s asks for something that can be done', (wait) => {
    const way = ways[wait];
    const isDraft = wait === 'subscriber-form';
    const state = isDraft ? 'pending-submission' : 'validating';
    const order = way ? ofCompany(way, [wait]) : { ...DV, waits: [wait] };
    expect(asked({ ...order, state, hasForm: !isDraft })).not.toEqual([]);
  });
});

it('of two mails, the one that is confirmed is not asked for again', () => {
  expect(asked(ofCompany('two-emails', ['subscriber-emails']))).toEqual([
    'confirm-email-1',
    'confirm-email-2',
  ]);
  const second = ofCompany('two-emails', ['subscriber-emails'], { passed: ['email-1'] });
  expect(asked(second)).toEqual(['confirm-email-2']);
  expect(told(ofCompany('two-emails', ['ca-organization']))).not.toContain('confirm-email-1');
});

it('a call may be told of before the CA says that nobody answered, and not once that is done', () => {
  const calling = ofCompany('phone-and-mailbox', ['ca-phone-call']);
  expect(told(calling)).toContain('report-phone-check');
  expect(asked(calling)).toEqual([]);
  expect(told({ ...calling, passed: ['phone-call'] })).not.toContain('report-phone-check');
  expect(told(ofCompany('confirmation-letter', ['reviewer-letter']))).not.toContain('report-phone-check');
});

it('a form that is taken once is asked for once; a letter follows a rejected one', () => {
  const form = ofCompany('application-form', ['subscriber-application-form']);
  expect(asked(form)).toEqual(['upload-letter']);
  expect(told({ ...form, lettersSent: 1 })).not.toContain('upload-letter');
  const letter = ofCompany('confirmation-letter', ['subscriber-letter'], { lettersSent: 1 });
  expect(asked(letter)).toEqual(['upload-letter']);
});

it('repairs are those that the brand takes, until the company is validated', () => {
  const changes = (order: ActedOrder) => told(order).filter((act) => act.startsWith('change-'));
  const channel = ofCompany('public-record', ['ca-public-record']);
  expect(changes(channel)).toEqual(['change-validation', 'change-channel', 'change-contact']);
  expect(asked(ofCompany('public-record', ['subscriber-channel']))).toEqual(['change-channel']);
  expect(changes(ofCompany('two-emails', ['subscriber-emails']))).toEqual(['change-validation']);
  const done = { tracks: [{ track: 'organization', status: 'done' }] } as const;
  expect(changes({ ...channel, ...done })).toEqual(['change-validation']);
});

it('the method stays once control is shown, and before there is anything to show it', () => {
  expect(told(DV)).toContain('change-validation');
  const proven = { ...DV, tracks: [{ track: 'domain', status: 'done' }] } as const;
  expect(told(proven)).not.toContain('change-validation');
  expect(told({ ...DV, hasProofs: false })).not.toContain('change-validation');
  expect(told({ ...DV, state: 'issuing' })).not.toContain('change-validation');
});
