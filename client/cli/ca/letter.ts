/** `sealflow ca letter show`, and of a revocation `ca revocation letter`: the file that a reviewer of the development CA has before them. */
import type { Command } from 'commander';
import { askCa, pathOf } from './control.js';
import { cell } from './text.js';
import { answering } from '../command.js';
import { fieldsOf } from '../control-call.js';
import { saveFile } from '../save-file.js';
import type { Terminal } from '../terminal.js';
import { fileText } from '../texts/ca.js';

export function addLetterShow(letter: Command, terminal: Terminal): void {
  letter
    .command('show <order>')
    .requiredOption('--out <file>')
    .option('--sha256 <hash>')
    .action(async (order: string, flags: { out: string; sha256?: string }, command: Command) => {
      const which = flags.sha256 === undefined ? '' : `?sha256=${encodeURIComponent(flags.sha256)}`;
      await saveLetterAtCa(`${pathOf(order, 'letter')}${which}`, flags.out, command, terminal);
    });
}

/** Fetches the letter at `_control/PATH` and saves it for its owner only. Throws Refusal where it can't be written. */
export async function saveLetterAtCa(
  path: string,
  out: string,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const { content, ...about } = fieldsOf(await askCa(command, terminal, 'GET', path));
  const file = saveFile(out, Buffer.from(cell(content), 'base64'));
  const { answer, reader } = answering(command, terminal);
  answer({ ...about, file }, () => `${fileText(cell(about.contentType), file)[reader.language]}\n`);
}
