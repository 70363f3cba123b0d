/** `sealflow ca people|phone|letter|review|reject`: what lies with the development CA's people, and what they decide. */
import type { Command } from 'commander';
import type { Reader } from '../../../domain/bilingual.js';
import type { CaDesk } from '../../../domain/development/ca-people.js';
import { CA_STATUS_WORDS, DESK_WORDS } from '../../../domain/development/ca-spoken-words.js';
import {
  CHANNEL_SOURCE_WORDS,
  STEP_STATUS_WORDS,
  STEP_WORDS,
} from '../../../domain/organization/spoken-words.js';
import { askCa, pathOf } from './control.js';
import { addLetterShow } from './letter.js';
import { cell, cellsOf, PRODUCT_CELLS, rowsOf, wordsIn } from './text.js';
import { answering } from '../command.js';
import { fieldsOf } from '../control-call.js';
import type { Terminal } from '../terminal.js';
import { table, tableFor } from '../table.js';
import { worded } from '../text.js';
import { CA_TEXTS, DESK_HEADINGS, orderIsText, TURN_WORDS, WAY_WORDS } from '../texts/ca.js';
import { NOT_REACHED } from '../texts/help/ca.js';

const REASON = '--reason <text>';

export function addDeskCommands(ca: Command, terminal: Terminal): void {
  ca.command('people').action((_flags: object, command: Command) =>
    listWaiting(undefined, command, terminal),
  );
  addPhoneDesk(ca, terminal);
  addLetterDesk(ca, terminal);
  addReviewDesk(ca, terminal);
  addRejection(ca.command('reject <order>'), terminal);
}

function addPhoneDesk(ca: Command, terminal: Terminal): void {
  const phone = deskCommand(ca, 'phone', terminal);
  phone
    .command('pass <order>')
    .option('--step <step>')
    .action(async (order: string, { step }: { step?: string }, command: Command) =>
      decide(order, 'pass', step === undefined ? { desk: 'phone' } : { step }, command, terminal),
    );
  phone
    .command('fail <order>')
    .option(REASON)
    .action(async (order: string, { reason }: { reason?: string }, command: Command) => {
      const told = reason ?? NOT_REACHED[answering(command, terminal).language];
      await decide(order, 'return', { desk: 'phone', reason: told }, command, terminal);
    });
  phone
    .command('demand <order>')
    .action(async (order: string, _flags: object, command: Command) =>
      decide(order, 'phone-call', undefined, command, terminal),
    );
}

function addLetterDesk(ca: Command, terminal: Terminal): void {
  const letter = deskCommand(ca, 'letter', terminal);
  addPass(letter.command('accept <order>'), 'letter', terminal);
  addReturn(letter.command('reject <order>'), 'letter', terminal);
  addLetterShow(letter, terminal);
}

function addReviewDesk(ca: Command, terminal: Terminal): void {
  const review = deskCommand(ca, 'review', terminal);
  addPass(review.command('approve <order>'), 'review', terminal);
  addReturn(review.command('return <order>'), 'review', terminal);
  addRejection(review.command('reject <order>'), terminal);
}

function deskCommand(ca: Command, desk: CaDesk, terminal: Terminal): Command {
  const command = ca.command(desk);
  command.command('list').action((_flags: object, list: Command) => listWaiting(desk, list, terminal));
  return command;
}

function addPass(command: Command, desk: CaDesk, terminal: Terminal): void {
  command.action(async (order: string, _flags: object, called: Command) =>
    decide(order, 'pass', { desk }, called, terminal),
  );
}

function addReturn(command: Command, desk: CaDesk, terminal: Terminal): void {
  command
    .requiredOption(REASON)
    .action(async (order: string, { reason }: { reason: string }, called: Command) =>
      decide(order, 'return', { desk, reason }, called, terminal),
    );
}

function addRejection(command: Command, terminal: Terminal): void {
  command
    .requiredOption(REASON)
    .action(async (order: string, { reason }: { reason: string }, called: Command) =>
      decide(order, 'reject', { reason }, called, terminal),
    );
}

async function decide(
  order: string,
  what: 'pass' | 'return' | 'reject' | 'phone-call',
  body: unknown,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const answer = await askCa(command, terminal, 'POST', pathOf(order, what), body);
  const { answer: tell, reader } = answering(command, terminal);
  tell(answer, () => decidedText(answer, reader));
}

function decidedText(answer: unknown, reader: Reader): string {
  const fields = fieldsOf(answer);
  const { order, status, steps } = fields;
  const words = { step: STEP_WORDS, status: STEP_STATUS_WORDS };
  const rows = rowsOf(steps).map((present) =>
    cellsOf(present, ['step', 'status', 'detail'], reader, { words }),
  );
  const stand = worded(CA_STATUS_WORDS, cell(status), reader);
  const head = orderIsText(cell(order), stand, wordsIn(fields, 'reason', reader))[reader.language];
  return `${head}\n${table(rows).replace(/^(?=.)/gm, '  ')}`;
}

async function listWaiting(desk: CaDesk | undefined, command: Command, terminal: Terminal): Promise<void> {
  const { waiting } = fieldsOf(await askCa(command, terminal, 'GET', 'organization'));
  const shown = rowsOf(waiting).filter((item) => desk === undefined || liesAt(desk, item));
  const { answer, reader } = answering(command, terminal);
  answer(shown, (width) => waitingText(shown, reader, width));
}

function liesAt(desk: CaDesk, item: unknown): boolean {
  const fields = fieldsOf(item);
  return fields.desk === desk && fields.waitsFor === 'ca';
}

const COLUMNS = [
  { heading: DESK_HEADINGS.order },
  { heading: DESK_HEADINGS.brand },
  { heading: DESK_HEADINGS.type },
  { heading: DESK_HEADINGS.company, words: true },
  { heading: DESK_HEADINGS.desk },
  { heading: DESK_HEADINGS.step },
  { heading: DESK_HEADINGS.waitsFor },
  { heading: DESK_HEADINGS.since, times: true },
  { heading: DESK_HEADINGS.channel, words: true },
  { heading: DESK_HEADINGS.detail, words: true },
];

const CELLS = {
  words: { ...PRODUCT_CELLS, desk: DESK_WORDS, step: STEP_WORDS, waitsFor: TURN_WORDS },
  times: ['since'],
};

function waitingText(items: readonly unknown[], reader: Reader, width: number | undefined): string {
  if (items.length === 0) return `${CA_TEXTS.nothingWaits[reader.language]}\n`;
  return tableFor(
    reader,
    COLUMNS,
    items.map((item) => rowOf(item, reader)),
    width,
  );
}

function rowOf(item: unknown, reader: Reader): string[] {
  const fields = fieldsOf(item);
  const keys = ['order', 'brand', 'type', 'company', 'desk', 'step', 'waitsFor', 'since'];
  return [
    ...cellsOf(item, keys, reader, CELLS),
    channelText(fields.channel, reader),
    wordsIn(fields, 'detail', reader),
  ];
}

/** `phone 0755-1234567 (baidu-map)` */
function channelText(channel: unknown, reader: Reader): string {
  const words = { by: WAY_WORDS, source: CHANNEL_SOURCE_WORDS };
  const [by = '', number = '', address = '', source = '', where = ''] = cellsOf(
    channel,
    ['by', 'number', 'address', 'source', 'where'],
    reader,
    { words },
  );
  const place = [source, where].filter(Boolean).join(' ');
  return [by, number, address, place && `(${place})`].filter(Boolean).join(' ');
}
