/** `sealflow letter`: stamped letters and application forms, from the template to what became of them. */
import type { Command } from 'commander';
import type { Reader } from '../../domain/bilingual.js';
import { LETTER_STATUS_WORDS } from '../../domain/organization/spoken-words.js';
import { wordsOfReason } from '../../domain/told.js';
import type { LetterView } from '../organization/letter-views.js';
import { onClient } from './command.js';
import { addLetterUpload } from './letter-upload.js';
import { answerPage, requestOf, withPages, type PageFlags } from './pages.js';
import { saveFile } from './save-file.js';
import type { Terminal } from './terminal.js';
import { tableFor } from './table.js';
import { clockTime, worded } from './text.js';
import { LETTER_HEADINGS, NO_LETTERS } from './texts/letter.js';

export function addLetterCommands(program: Command, terminal: Terminal): void {
  const letter = program.command('letter');
  addTemplateCommand(letter, terminal);
  addUploadCommand(letter, terminal);
  addListCommand(letter, terminal);
  addDownloadCommand(letter, terminal);
}

function addTemplateCommand(letter: Command, terminal: Terminal): void {
  letter
    .command('template <order>')
    .requiredOption('--out <file>')
    .action((orderId: string, { out }: { out: string }, command: Command) =>
      onClient(command, terminal, async (client, { answer }) => {
        const file = saveFile(out, await client.letters.template(orderId));
        answer({ orderId, file }, () => `${file}\n`);
      }),
    );
}

function addUploadCommand(letter: Command, terminal: Terminal): void {
  const upload = letter.command('upload <order> <file>');
  addLetterUpload(upload, terminal, 'order', (client, orderId, content) =>
    client.letters.upload(orderId, content),
  );
}

function addListCommand(letter: Command, terminal: Terminal): void {
  withPages(letter.command('list <order>')).action((orderId: string, flags: PageFlags, command: Command) =>
    onClient(command, terminal, async (client, session) => {
      const page = await client.letters.page(orderId, requestOf(flags));
      answerPage(session, flags, page, (found, width) => listText(found, session.reader, width));
    }),
  );
}

function addDownloadCommand(letter: Command, terminal: Terminal): void {
  letter
    .command('download <order>')
    .requiredOption('--version-number <number>')
    .requiredOption('--out <file>')
    .action((orderId: string, flags: { versionNumber: string; out: string }, command: Command) =>
      onClient(command, terminal, async (client, { answer }) => {
        const { content, ...view } = await client.letters.download(orderId, Number(flags.versionNumber));
        const file = saveFile(flags.out, content);
        answer({ ...view, file }, () => `${file}\n`);
      }),
    );
}

function listText(letters: readonly LetterView[], reader: Reader, width: number | undefined): string {
  if (letters.length === 0) return `${NO_LETTERS[reader.language]}\n`;
  const rows = letters.map((letter) => [
    String(letter.version),
    worded(LETTER_STATUS_WORDS, letter.status, reader),
    letter.contentType,
    String(letter.sizeBytes),
    letter.sha256.slice(0, 12),
    letter.sentBy,
    clockTime(letter.uploadedAt, reader),
    wordsOfReason(letter)?.[reader.language] ?? '',
  ]);
  const columns = [
    { heading: LETTER_HEADINGS.version },
    { heading: LETTER_HEADINGS.status },
    { heading: LETTER_HEADINGS.type },
    { heading: LETTER_HEADINGS.bytes },
    { heading: LETTER_HEADINGS.hash },
    { heading: LETTER_HEADINGS.sentBy, words: true },
    { heading: LETTER_HEADINGS.uploaded, times: true },
    { heading: LETTER_HEADINGS.reason, words: true },
  ];
  return tableFor(reader, columns, rows, width);
}
