/** `sealflow letter`: stamped letters and application forms, from the template to what became of them. */
import type { Command } from 'commander';
import type { LetterView } from '../organization/letter-views.js';
import { onClient } from './command.js';
import { addLetterUpload } from './letter-upload.js';
import { answerPage, requestOf, withPages, type PageFlags } from './pages.js';
import { saveFile } from './save-file.js';
import type { Terminal } from './terminal.js';
import { table } from './table.js';
import { time } from './text.js';

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
        const file = saveFile(out, await client.letters.template(orderId));
        answer({ orderId, file }, () => `${file}\n`);
      }),
    );
}

function addUploadCommand(letter: Command, terminal: Terminal): void {
  const upload = letter
    .command('upload <order> <file>')
    .description('hand in the stamped letter; what kind of file it is, its content says');
  addLetterUpload(upload, terminal, 'order', (client, orderId, content) =>
    client.letters.upload(orderId, content),
  );
}

function addListCommand(letter: Command, terminal: Terminal): void {
  withPages(letter.command('list <order>'))
    .description('every version, oldest first: who sent it and what became of it')
    .action((orderId: string, flags: PageFlags, command: Command) =>
      onClient(command, terminal, async (client, session) => {
        const page = await client.letters.page(orderId, requestOf(flags));
        answerPage(session, flags, page, listText);
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
        const file = saveFile(flags.out, content);
        answer({ ...view, file }, () => `${file}\n`);
      }),
    );
}

function listText(letters: readonly LetterView[], width: number | undefined): string {
  if (letters.length === 0) return 'No letters.\n';
  const rows = letters.map((letter) => [
    String(letter.version),
    letter.status,
    letter.contentType,
    String(letter.sizeBytes),
    letter.sha256.slice(0, 12),
    letter.sentBy,
    time(letter.uploadedAt),
    letter.reason ?? '',
  ]);
  const headings = ['VERSION', 'STATUS', 'TYPE', 'BYTES', 'SHA-256', 'SENT BY', 'UPLOADED', 'REASON'];
  return table([headings, ...rows], { width, words: ['SENT BY', 'REASON'] });
}
