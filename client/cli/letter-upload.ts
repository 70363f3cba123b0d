/** Handing in a letter from the command line: an order's, or one that asks for a revocation. */
import type { Command } from 'commander';
import type { Reader } from '../../domain/bilingual.js';
import type { OrderClient } from '../order-client.js';
import type { LetterUpload } from '../organization/letter-upload.js';
import type { RevocationLetterView } from '../organization/letter-views.js';
import { onClient } from './command.js';
import { userName } from './session.js';
import type { Terminal } from './terminal.js';
import { letterNotToldText, letterToldText, storedText, WAITING_FOR_LETTER } from './texts/letter.js';

/** What both uploads answer. */
type Uploaded = RevocationLetterView & { readonly signalled: boolean };

/** Of a command with two arguments: whose letter it is, and its file. `waiting` is who gets to know of it. */
export function addLetterUpload(
  command: Command,
  terminal: Terminal,
  waiting: keyof typeof WAITING_FOR_LETTER,
  upload: (client: OrderClient, id: string, letter: LetterUpload) => Promise<Uploaded>,
): void {
  command
    .option('--sent-by <name>')
    .action(async (id: string, path: string, { sentBy }: { sentBy?: string }, called: Command) => {
      const { readLetter } = await import('./letter-files.js');
      const letter = { content: readLetter(path), sentBy: sentBy ?? userName() };
      await onClient(called, terminal, async (client, { answer, reader }) => {
        const uploaded = await upload(client, id, letter);
        answer(uploaded, () => uploadedText(uploaded, waiting, reader));
      });
    });
}

function uploadedText(
  { version, sha256, sizeBytes, signalled }: Uploaded,
  waiting: keyof typeof WAITING_FOR_LETTER,
  { language }: Reader,
): string {
  const who = WAITING_FOR_LETTER[waiting];
  const told = signalled ? letterToldText(who) : letterNotToldText(who);
  return `${storedText(version, sizeBytes, sha256)[language]}\n${told[language]}\n`;
}
