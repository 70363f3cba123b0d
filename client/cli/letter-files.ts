/** The files of letters on the user's machine, to be handed in. */
import { LETTER_RULES } from '../../domain/organization/letter-rules.js';
import { readFileBytes } from './read-file.js';

/** A file that nobody takes is not read to its end. */
const READ_AT_MOST = Math.max(...Object.values(LETTER_RULES).map(({ largestBytes }) => largestBytes));

/** Throws Refusal (`file`). */
export function readLetter(path: string): Uint8Array {
  return new Uint8Array(readFileBytes({ field: 'file', path, atMost: READ_AT_MOST }));
}
