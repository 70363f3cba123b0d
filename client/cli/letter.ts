/** `sealflow letter`: stamped letters and application forms, from the template to what became of them. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { LETTER_RULES } from '../../domain/organization/letter-rules.js';
import { Refusal } from '../../domain/refusals.js';
import type { UploadedLetter } from '../organization/letters.js';
import type { LetterView } from '../organization/letter-views.js';
import { onClient } from './command.js';
import type { Terminal } from './terminal.js';
import { columns, oneLine, time } from './text.js';

export function addLetterCommands(program: Command, terminal: Terminal): void {
  const letter = program.command('letter').description('stamped letters and application forms of orders');
  addTemplateCommand(letter, terminal);
  addUploadCommand(letter, terminal);
  addListCommand(letter, terminal);
  addDownloadCommand(letter, terminal);
}

function addTemplateCommand(letter: Command, terminal: Terminal): void {
  letter
    .command('template <order>')
    .description('the letter as a PDF, filled in with company and names: print, sign, stamp, upload')
    .requiredOption('--out <file>', 'where to write the PDF')
    .action((orderId: string, { out }: { out: string }, command: Command) =>
      onClient(command, terminal, async (client, { answer }) => {
        const file = write(out, await client.letters.template(orderId));
        answer({ orderId, file }, () => `${file}\n`);
      }),
    );
}

function addUploadCommand(letter: Command, terminal: Terminal): void {
  letter
    .command('upload <order> <file>')
    .description('hand in the stamped letter; what kind of file it is, its content says')
    .option('--sent-by <name>', 'who sends it (default: your login name)')
    .action((orderId: string, path: string, { sentBy }: { sentBy?: string }, command: Command) => {
      const upload = { content: readLetter(path), sentBy: sentBy ?? userInfo().username };
      return onClient(command, terminal, async (client, { answer }) => {
        const uploaded = await client.letters.upload(orderId, upload);
        answer(uploaded, () => uploadedText(uploaded));
      });
    });
}

function addListCommand(letter: Command, terminal: Terminal): void {
  letter
    .command('list <order>')
    .description('every version, who sent it and what became of it')
    .action((orderId: string, _flags: object, command: Command) =>
      onClient(command, terminal, async (client, { answer }) => {
        const letters = await client.letters.list(orderId);
        answer(letters, () => listText(letters));
      }),
    );
}

function addDownloadCommand(letter: Command, terminal: Terminal): void {
  letter
    .command('download <order>')
    .description('one version as it was uploaded')
    .requiredOption('--version-number <number>', 'which one, as `letter list` shows')
    .requiredOption('--out <file>', 'where to write it')
    .action((orderId: string, flags: { versionNumber: string; out: string }, command: Command) =>
      onClient(command, terminal, async (client, { answer }) => {
        const { content, ...view } = await client.letters.download(orderId, Number(flags.versionNumber));
        const file = write(flags.out, content);
        answer({ ...view, file }, () => `${file}\n`);
      }),
    );
}

function uploadedText({ version, sha256, sizeBytes, signalled }: UploadedLetter): string {
  const told = signalled
    ? 'The order has been told.'
    : 'The order could not be told just now: it finds the letter by itself at its next look.';
  return `Version ${version} stored: ${sizeBytes} bytes, SHA-256 ${sha256}.\n${told}\n`;
}

function listText(letters: readonly LetterView[]): string {
  if (letters.length === 0) return 'No letters.\n';
  const rows = letters.map((letter) => [
    String(letter.version),
    letter.status,
    letter.contentType,
    String(letter.sizeBytes),
    letter.sha256.slice(0, 12),
    oneLine(letter.sentBy),
    time(letter.uploadedAt),
    letter.reason === null ? '' : oneLine(letter.reason),
  ]);
  return columns([
    ['VERSION', 'STATUS', 'TYPE', 'BYTES', 'SHA-256', 'SENT BY', 'UPLOADED', 'REASON'],
    ...rows,
  ]);
}

/** A file far too large is refused by its size, not read into memory first. */
const READ_AT_MOST = 2 * Math.max(...Object.values(LETTER_RULES).map(({ largestBytes }) => largestBytes));

/** Throws Refusal (`file`). */
export function readLetter(path: string): Uint8Array {
  try {
    const { size } = statSync(path);
    if (size > READ_AT_MOST) throw tooLarge(size);
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw unusable('file', 'can’t be read', error, 'a file that can be read');
  }
}

/** Personal data stands in letters: for the owner's eyes. Absolute path. */
function write(path: string, content: Uint8Array): string {
  const file = resolve(path);
  try {
    writeFileSync(file, content, { mode: 0o600 });
    return file;
  } catch (error) {
    throw unusable('out', 'can’t be written', error, 'a file in a folder that can be written to');
  }
}

function tooLarge(size: number): Refusal {
  const message = `The file has ${size} bytes: more than 1.4 MB`;
  return new Refusal({ code: 'InvalidInput', field: 'file', message, accepted: 'a file of at most 1.4 MB' });
}

function unusable(field: string, what: string, error: unknown, accepted: string): Refusal {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
  return new Refusal({ code: 'InvalidInput', field, message: `The file ${what} (${code})`, accepted });
}
