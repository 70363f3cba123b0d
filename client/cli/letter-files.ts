/** The files of letters on the user's machine: read to be handed in, saved for their owner only. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { LETTER_RULES } from '../../domain/organization/letter-rules.js';
import { Refusal } from '../../domain/refusals.js';

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

/** A letter names people. */
const OWNER_ONLY = 0o600;

/** Returns the absolute path. Throws Refusal (`out`). */
export function saveLetter(path: string, content: Uint8Array): string {
  const file = resolve(path);
  try {
    writeFileSync(file, content, { mode: OWNER_ONLY });
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
