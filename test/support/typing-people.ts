/** Whoever types what was printed: puts the files and values there that the placeholders stand for. */
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stringify } from 'yaml';
import { letterFile } from './letter-files.js';
import { CONTACT } from './organizations.js';
import { wordsOf } from './printed-commands.js';

/** What the reader of one text has at hand; a folder of their own. */
export interface Desk {
  readonly folder: string;
  /** Makes every stamped paper another one. */
  readonly mark: string;
  /** The paper that was printed for stamping, where it was. */
  readonly paper?: string | undefined;
}

const NUMBER = '010-88880002';

/** The words of a printed command with a value in each placeholder; files are written to the desk's folder. */
export function typed(command: string, desk: Desk): string[] {
  const words = wordsOf(command);
  return words.map((word, index) => valueOf(word, words[index - 1] ?? '', desk));
}

function valueOf(word: string, before: string, { folder, mark, paper }: Desk): string {
  // A relative name is written where the reader stands.
  if (before === '--out') return join(folder, word === 'DIR' ? 'downloaded' : basename(word));
  switch (word) {
    case 'FILE.pdf':
      return paper ?? written(folder, 'stamped.pdf', letterFile('pdf', 2_000, mark));
    case 'FILE.yaml':
      return written(folder, `${mark.length}-fields.yaml`, stringify(fieldsFor(before)));
    case 'FILE.txt':
      return written(folder, 'password.txt', 'another-password-7\n');
    case 'NUMBER':
      return NUMBER;
    default:
      return word;
  }
}

function fieldsFor(option: string): unknown {
  if (option === '--contact-file') return { ...CONTACT, email: 'another@people.example' };
  return { alias: 'corrected' };
}

function written(folder: string, name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
