/** `sealflow ca revocation`: requests to revoke at the development CA, and what its people decide about them. */
import type { Command } from 'commander';
import { askCa } from './control.js';
import { saveLetterAtCa } from './letter.js';
import { cell, rowsOf } from './text.js';
import { answering } from '../command.js';
import { fieldsOf } from '../control-call.js';
import type { Terminal } from '../terminal.js';
import { table } from '../table.js';
import { time } from '../text.js';

interface RefuseFlags {
  readonly reason: string;
  readonly forGood?: boolean;
}

export function addRevocationDesk(ca: Command, terminal: Terminal): void {
  const revocation = ca.command('revocation').description('requests to revoke, and the letters for them');
  revocation
    .command('list')
    .description('what waits to be decided or proven, longest first')
    .option('--all', 'those that are decided as well')
    .action((flags: { all?: boolean }, command: Command) => list(flags.all === true, command, terminal));
  revocation
    .command('approve <order>')
    .description('revoke what the order was issued; the letter or the review is as it must be')
    .action((order: string, _flags: object, command: Command) =>
      decide(order, 'approve', undefined, command, terminal),
    );
  revocation
    .command('refuse <order>')
    .description(
      'back to the subscriber for another letter, where the brand takes one; the end of it elsewhere',
    )
    .requiredOption('--reason <text>', 'what the subscriber is told')
    .option('--for-good', 'the end of the request, whatever the brand takes')
    .action((order: string, { reason, forGood = false }: RefuseFlags, command: Command) =>
      decide(order, 'refuse', { reason, forGood }, command, terminal),
    );
  revocation
    .command('letter <order>')
    .description('save the newest letter that asks for the revocation')
    .requiredOption('--out <file>', 'where to')
    .action(async (order: string, { out }: { out: string }, command: Command) =>
      saveLetterAtCa(pathOf(order, 'letter'), out, command, terminal),
    );
}

function pathOf(order: string, what: string): string {
  return `revocations/${encodeURIComponent(order)}/${what}`;
}

async function decide(
  order: string,
  what: 'approve' | 'refuse',
  body: unknown,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const answer = await askCa(command, terminal, 'POST', pathOf(order, what), body);
  answering(command, terminal).answer(answer, () => decidedText(answer));
}

function decidedText(answer: unknown): string {
  const { order, status, waitsFor, detail } = fieldsOf(answer);
  const where = status === 'pending' ? `waits for the ${cell(waitsFor)}` : cell(status);
  const why = cell(detail);
  return `The revocation for ${cell(order)}: ${where}${why === '' ? '' : ` (${why})`}\n`;
}

async function list(all: boolean, command: Command, terminal: Terminal): Promise<void> {
  const { revocations } = fieldsOf(await askCa(command, terminal, 'GET', 'revocations'));
  const listed = rowsOf(revocations).filter((item) => all || fieldsOf(item).status === 'pending');
  answering(command, terminal).answer(listed, (width) => listText(listed, width));
}

const HEADING = [
  'ORDER',
  'BRAND',
  'TYPE',
  'NAMES',
  'REASON',
  'PROOF',
  'STATUS',
  'WAITS FOR',
  'SINCE',
  'DETAIL',
];

function listText(items: readonly unknown[], width: number | undefined): string {
  if (items.length === 0) return 'Nothing is to be revoked.\n';
  return table([HEADING, ...items.map(rowOf)], { width, words: ['NAMES', 'DETAIL'] });
}

function rowOf(item: unknown): string[] {
  const { order, brand, type, names, reason, proof, status, waitsFor, since, detail } = fieldsOf(item);
  const known = [order, brand, type, names, reason, proof, status, waitsFor].map(cell);
  return [...known, time(cell(since)), cell(detail)];
}
