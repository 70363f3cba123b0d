/** A user's password: from a file, or typed twice without being shown; never an argument, which other users of the machine see. */
import type { Language } from '../../../domain/bilingual.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import type { Terminal } from '../terminal.js';
import { PASSWORD, PASSWORD_MISSING } from '../texts/people.js';
import { NOT_THE_SAME, WRITE, WRITE_AGAIN } from '../texts/prompts.js';
import { readText } from '../text-file.js';

/** A text editor's line break at the end is not part of it. */
export function readPassword(field: string, path: string): string {
  return readText(field, path).replace(/\r?\n$/, '');
}

/** Throws Refusal `InvalidInput` where nobody can be asked. */
export async function typedPassword(terminal: Terminal, language: Language): Promise<string> {
  const { ask } = terminal;
  if (!ask) throw new Refusal(refusalDetails('InvalidInput', { field: 'password', ...PASSWORD_MISSING }));
  for (;;) {
    const typed = await ask(WRITE(PASSWORD)[language], { secret: true });
    if (typed === (await ask(WRITE_AGAIN(PASSWORD)[language], { secret: true }))) return typed;
    terminal.writeError(`${NOT_THE_SAME[language]}\n`);
  }
}
