/** The bytes of a file that somebody names: never more of them than can be meant. */
import { closeSync, openSync, readSync } from 'node:fs';
import { Refusal } from '../../domain/refusals.js';

const CHUNK_BYTES = 65_536;

export interface FileToRead {
  /** The option or argument that names it. */
  readonly field: string;
  readonly path: string;
  /** Bytes. A file may tell no size at all, such as a pipe, or have no end, such as /dev/zero. */
  readonly atMost: number;
}

/** Throws Refusal, field `field`, where it can't be read, and where it has more than `atMost` bytes. */
export function readFileBytes({ field, path, atMost }: FileToRead): Buffer {
  const refused = (message: string, accepted: string) =>
    new Refusal({ code: 'InvalidInput', field, message, accepted });
  const read = attempt(() => bytesOf(path, atMost));
  if (read instanceof Error) {
    const reason = (read as NodeJS.ErrnoException).code ?? 'unreadable';
    throw refused(`The file ${path} can't be read (${reason})`, 'the path of a readable file');
  }
  if (read.length <= atMost) return read;
  const most = atMost.toLocaleString('en');
  throw refused(`The file ${path} has more than ${most} bytes`, `a file of at most ${most} bytes`);
}

function bytesOf(path: string, atMost: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const chunks: Buffer[] = [];
    for (let length = 0; length <= atMost;) {
      const chunk = Buffer.alloc(CHUNK_BYTES);
      const read = readSync(file, chunk, 0, CHUNK_BYTES, null);
      if (read === 0) break;
      chunks.push(chunk.subarray(0, read));
      length += read;
    }
    return Buffer.concat(chunks);
  } finally {
    closeSync(file);
  }
}

function attempt<Result>(work: () => Result): Result | Error {
  try {
    return work();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
