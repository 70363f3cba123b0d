/** An exported log as it is verified: line by line, so that memory holds one of them, however many there are. */
import { isUtf8 } from 'node:buffer';
import { createLogVerifier, type LogVerdict } from '../../domain/accounts/operations-log.js';

/** House limit: what an entry may hold fits ten times. A file without line breaks may be as long as a disk. */
export const LONGEST_LINE_BYTES = 1_048_576;

/** No entry: the verifier tells such a line as `unreadable`, by its number. */
const UNREADABLE = '';

/**
 * `pieces` of the file, in their order; those after the first broken line are not asked for, unless it is to be told whether an
 * entry is missing or was moved. Throws Refusal `InvalidInput`, field `head`, for what no hash is, and what `pieces` throws.
 */
export function verifyLogFile(
  pieces: Iterable<Buffer>,
  options: { readonly head?: string } = {},
): LogVerdict {
  const verifier = createLogVerifier(options);
  for (const line of linesOf(pieces)) {
    verifier.take(line);
    if (!verifier.goesOn) break;
  }
  return verifier.end();
}

/** What is no UTF-8, too long, or lacks its line break is unreadable. */
function* linesOf(pieces: Iterable<Buffer>): Generator<string, void, undefined> {
  let begun: Buffer[] = [];
  let length = 0;
  for (const piece of pieces) {
    let from = 0;
    for (let end = piece.indexOf(0x0a); end !== -1; end = piece.indexOf(0x0a, from)) {
      yield textOf([...begun, piece.subarray(from, end)]);
      begun = [];
      length = 0;
      from = end + 1;
    }
    const rest = piece.subarray(from);
    if (rest.length === 0) continue;
    begun.push(rest);
    length += rest.length;
    if (length > LONGEST_LINE_BYTES) break;
  }
  if (begun.length > 0) yield UNREADABLE;
}

function textOf(parts: readonly Buffer[]): string {
  const [only] = parts;
  const bytes = only && parts.length === 1 ? only : Buffer.concat(parts);
  return isUtf8(bytes) ? bytes.toString('utf8') : UNREADABLE;
}
