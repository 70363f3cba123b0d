/** Handing in a letter from the command line: an order's, or one that asks for a revocation. */
import type { Command } from 'commander';
import type { OrderClient } from '../order-client.js';
import type { LetterUpload } from '../organization/letter-upload.js';
import type { RevocationLetterView } from '../organization/letter-views.js';
import { onClient } from './command.js';
import { readLetter } from './letter-files.js';
import { userName } from './session.js';
import type { Terminal } from './terminal.js';

/** What both uploads answer. */
type Uploaded = RevocationLetterView & { readonly signalled: boolean };

/** Of a command with two arguments: whose letter it is, and its file. `waiting` is who gets to know of it. */
export function addLetterUpload(
  command: Command,
  terminal: Terminal,
  waiting: 'order' | 'revocation',
  upload: (client: OrderClient, id: string, letter: LetterUpload) => Promise<Uploaded>,
): void {
  command
    .option('--sent-by <name>', 'who sends it (default: your login name)')
    .action((id: string, path: string, { sentBy }: { sentBy?: string }, called: Command) => {
      const letter = { content: readLetter(path), sentBy: sentBy ?? userName() };
      return onClient(called, terminal, async (client, { answer }) => {
        const uploaded = await upload(client, id, letter);
        answer(uploaded, () => uploadedText(uploaded, waiting));
      });
    });
}

function uploadedText({ version, sha256, sizeBytes, signalled }: Uploaded, waiting: string): string {
  const told = signalled
    ? `The ${waiting} has been told.`
    : `The ${waiting} could not be told just now: it finds the letter by itself at its next look.`;
  return `Version ${version} stored: ${sizeBytes} bytes, SHA-256 ${sha256}.\n${told}\n`;
}
