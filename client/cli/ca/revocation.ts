/** `sealflow ca revocation`: requests to revoke at the development CA, and what its people decide about them. */
import type { Command } from 'commander';
import { wordOf, type Reader } from '../../../domain/bilingual.js';
import { CA_STATUS_WORDS } from '../../../domain/development/ca-spoken-words.js';
import { REVOCATION_PROOF_WORDS, REVOCATION_REASON_WORDS } from '../../../domain/revocation/spoken-words.js';
import { askCa } from './control.js';
import { saveLetterAtCa } from './letter.js';
import { cell, cellsOf, PRODUCT_CELLS, rowsOf, wordsIn } from './text.js';
import { answering } from '../command.js';
import { fieldsOf } from '../control-call.js';
import type { Terminal } from '../terminal.js';
import { tableFor } from '../table.js';
import { CA_TEXTS, DESK_HEADINGS, revocationIsText, TURN_WORDS, waitsForText } from '../texts/ca.js';

interface RefuseFlags {
  readonly reason: string;
  readonly forGood?: boolean;
}

export function addRevocationDesk(ca: Command, terminal: Terminal): void {
  const revocation = ca.command('revocation');
  revocation
    .command('list')
    .option('--all')
    .action((flags: { all?: boolean }, command: Command) => list(flags.all === true, command, terminal));
  revocation
    .command('approve <order>')
    .action((order: string, _flags: object, command: Command) =>
      decide(order, 'approve', undefined, command, terminal),
    );
  revocation
    .command('refuse <order>')
    .requiredOption('--reason <text>')
    .option('--for-good')
    .action((order: string, { reason, forGood = false }: RefuseFlags, command: Command) =>
      decide(order, 'refuse', { reason, forGood }, command, terminal),
    );
  revocation
    .command('letter <order>')
    .requiredOption('--out <file>')
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
  const { answer: tell, reader } = answering(command, terminal);
  tell(answer, () => decidedText(answer, reader));
}

function decidedText(answer: unknown, reader: Reader): string {
  const { language } = reader;
  const fields = fieldsOf(answer);
  const { order, status, waitsFor } = fields;
  const stand = cell(status);
  const where =
    stand === 'pending'
      ? waitsForText(wordOf(TURN_WORDS, cell(waitsFor))[language])
      : wordOf(CA_STATUS_WORDS, stand);
  return `${revocationIsText(cell(order), where, wordsIn(fields, 'detail', reader))[language]}\n`;
}

async function list(all: boolean, command: Command, terminal: Terminal): Promise<void> {
  const { revocations } = fieldsOf(await askCa(command, terminal, 'GET', 'revocations'));
  const listed = rowsOf(revocations).filter((item) => all || fieldsOf(item).status === 'pending');
  const { answer, reader } = answering(command, terminal);
  answer(listed, (width) => listText(listed, reader, width));
}

const KEYS = [
  'order',
  'brand',
  'type',
  'names',
  'reason',
  'proof',
  'status',
  'waitsFor',
  'since',
  'detail',
] as const;

const CELLS = {
  words: {
    ...PRODUCT_CELLS,
    reason: REVOCATION_REASON_WORDS,
    proof: REVOCATION_PROOF_WORDS,
    status: CA_STATUS_WORDS,
    waitsFor: TURN_WORDS,
  },
  times: ['since'],
};

function listText(items: readonly unknown[], reader: Reader, width: number | undefined): string {
  if (items.length === 0) return `${CA_TEXTS.nothingToRevoke[reader.language]}\n`;
  const columns = KEYS.map((key) => ({
    heading: DESK_HEADINGS[key],
    words: key === 'names' || key === 'detail',
    times: key === 'since',
  }));
  return tableFor(
    reader,
    columns,
    items.map((item) => cellsOf(item, KEYS, reader, CELLS)),
    width,
  );
}
