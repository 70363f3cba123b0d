// What people are told to type: whole commands, the same in both languages, none that the brand or the state refuses.
import { describe, expect, it } from 'vitest';
import type { OrganizationWay } from '../../../domain/catalogue/words.js';
import { noticeText, type NoticeFacts } from '../../../domain/notices/texts.js';
import { NOTICE_KINDS } from '../../../domain/notices/words.js';
import { nextAction, type Situation } from '../../../domain/orders/next-actions.js';
import { reminderText } from '../../../domain/orders/reminders.js';
import { actionNotRecorded } from '../../../domain/orders/unrecorded.js';
import { whyNotResubmitted } from '../../../domain/orders/way-out.js';
import { ORGANIZATION_RULES, organizationTerms } from '../../../domain/organization/ways.js';
import { ORGANIZATION_WAITS, WAITS, startWait, type Wait } from '../../../domain/waits.js';
import type { Bilingual } from '../../../domain/bilingual.js';
import { commandsIn, whyNotTyped } from '../../support/printed-commands.js';

const WAYS = Object.keys(ORGANIZATION_RULES) as OrganizationWay[];
const BARE: Situation = { orderId: 'o-1', validations: [] };

const situations: readonly Situation[] = [
  BARE,
  ...WAYS.flatMap((way) =>
    [0, 1].flatMap((lettersSent) =>
      [true, undefined].map((keyHasPassword) => ({
        ...BARE,
        lettersSent,
        terms: {
          brand: 'wotrus' as const,
          ...organizationTerms(way, 'ov'),
          ...(keyHasPassword && { keyHasPassword }),
        },
      })),
    ),
  ),
];

function situationOf(way: OrganizationWay, more: Partial<Situation> = {}): Situation {
  return { ...BARE, terms: { brand: 'wotrus', ...organizationTerms(way, 'ov') }, ...more };
}

function told(wait: Wait, situation: Situation): string[] {
  return expectWhole(nextAction(wait, situation));
}

function expectWhole({ zh, en }: Bilingual): string[] {
  const commands = commandsIn(en);
  expect(commandsIn(zh)).toEqual(commands);
  for (const command of commands) expect({ command, why: whyNotTyped(command) }).toEqual({ command });
  return commands;
}

describe.each(WAITS)('what is told of %s', (wait) => {
  it('has commands that can be typed, whatever the brand asks for', () => {
    for (const situation of situations) told(wait, situation);
  });

  it('is in its mails as well', () => {
    const started = startWait(wait, { deadlineDays: 3, reminderDays: [0, 1] }, 0);
    const reminded = { orderId: 'o-1', names: [], nextAction: nextAction(wait, BARE) };
    expect(expectWhole(reminderText(started, 1, reminded).body)).toEqual(told(wait, BARE));
  });
});

it('whoever waits for a company has a command for it, or nothing to do', () => {
  const idle = ORGANIZATION_WAITS.filter((wait) => told(wait, BARE).length === 0);
  expect(idle.sort()).toEqual([
    'ca-organization',
    'ca-public-record',
    'reviewer-application',
    'reviewer-letter',
  ]);
});

describe('where the brand takes no other contact', () => {
  it('the way out is the order submitted anew; elsewhere it is put right in place', () => {
    expect(told('subscriber-phone', situationOf('two-emails'))).toEqual([
      'sealflow order phone-result o-1 --result answered',
      'sealflow order resubmit o-1 --contact-file FILE.yaml',
    ]);
    expect(told('subscriber-phone', situationOf('phone-and-mailbox'))).toEqual([
      'sealflow order phone-result o-1 --result answered',
      'sealflow order repair o-1 --contact-file FILE.yaml',
    ]);
  });

  it('a key with a password needs another one', () => {
    const { terms } = situationOf('two-emails');
    const situation = { ...BARE, ...(terms && { terms: { ...terms, keyHasPassword: true as const } }) };
    expect(told('subscriber-emails', situation)).toEqual([
      'sealflow order resubmit o-1 --contact-file FILE.yaml --key-password-file FILE.txt',
    ]);
  });
});

it('a form that is taken once is asked for once', () => {
  const first = told('subscriber-application-form', situationOf('application-form'));
  expect(first).toEqual([
    'sealflow letter template o-1 --out form.pdf',
    'sealflow letter upload o-1 FILE.pdf',
  ]);
  const second = told('subscriber-application-form', situationOf('application-form', { lettersSent: 1 }));
  expect(second).toEqual(['sealflow order resubmit o-1']);
});

describe('a notice', () => {
  const facts: NoticeFacts = {
    orderId: 'o-1',
    certificateId: 'c-1',
    names: ['www.example.com'],
    rung: 7,
    occasion: '2027-01-01T00:00:00.000Z 28800 CNY',
    notAfter: '2027-01-01T00:00:00.000Z',
    reason: null,
    hasForm: true,
    keyHasPassword: false,
  };
  const kinds = NOTICE_KINDS.flatMap((kind) => (kind === 'waiting' ? [] : [kind]));

  it.each(kinds)('of the kind %s has commands that can be typed', (kind) => {
    for (const hasForm of [true, false])
      for (const keyHasPassword of [true, false])
        expectWhole(noticeText(kind, { ...facts, hasForm, keyHasPassword }).body);
  });

  it('of an end recommends another try only where there is something to submit anew', () => {
    const commands = (more: Partial<NoticeFacts>) =>
      commandsIn(noticeText('order-expired', { ...facts, ...more }).body.en);
    expect(commands({})).toEqual(['sealflow order resubmit o-1 --form-changes FILE.yaml']);
    expect(commands({ keyHasPassword: true })).toEqual([
      'sealflow order resubmit o-1 --form-changes FILE.yaml --key-password-file FILE.txt',
    ]);
    expect(commands({ hasForm: false })).toEqual(['sealflow order create']);
    expect(commandsIn(noticeText('cancelled', facts).body.en)).toEqual(['sealflow order show o-1']);
  });
});

it('what can’t be recorded is told by a command that can be typed', () => {
  expect(expectWhole(actionNotRecorded('sealflow order show o-1'))).toEqual(['sealflow order show o-1']);
});

it('an order is submitted anew with its form, before its certificate, and with a word about its password', () => {
  const order = { state: 'rejected', hasForm: true, keyHasPassword: false } as const;
  expect(whyNotResubmitted(order, false)).toBeUndefined();
  expect(whyNotResubmitted({ ...order, state: 'issued' }, true)).toBe('issued');
  expect(whyNotResubmitted({ ...order, hasForm: false }, true)).toBe('no-form');
  expect(whyNotResubmitted({ ...order, keyHasPassword: true }, false)).toBe('password');
  expect(whyNotResubmitted({ ...order, keyHasPassword: true }, true)).toBeUndefined();
});
