/** The bytes of a file that somebody names: never more of them than can be meant, or piece by piece. */
import { closeSync, openSync, readSync } from 'node:fs';
import { codeInWords } from '../../domain/told.js';
import { invalid } from '../refusing.js';

const PIECE_BYTES = 65_536;

/** Of an exported log that is read whole; house limit: half of what a string can hold, some million entries. */
export const LARGEST_LOG = 268_435_456;

export interface NamedFile {
  /** The option or argument that names it. */
  readonly field: string;
  readonly path: string;
}

export interface FileToRead extends NamedFile {
  /** Bytes. A file may tell no size at all, such as a pipe, or have no end, such as /dev/zero. */
  readonly atMost: number;
}

/** Throws Refusal, field `field`, where it can't be read, and where it has more than `atMost` bytes. */
export function readFileBytes({ field, path, atMost }: FileToRead): Buffer {
  const pieces: Buffer[] = [];
  let length = 0;
  for (const piece of piecesOfFile({ field, path })) {
    pieces.push(piece);
    length += piece.length;
    if (length <= atMost) continue;
    const most = atMost.toLocaleString('en');
    throw invalid(
      field,
      { zh: `文件 ${path} 超过 ${most} 字节`, en: `The file ${path} has more than ${most} bytes` },
      { zh: `不超过 ${most} 字节的文件`, en: `a file of at most ${most} bytes` },
    );
  }
  return Buffer.concat(pieces);
}

/** However long the file is: who reads no further holds one piece. Throws Refusal, field `field`, where it can't be read. */
export function* piecesOfFile({ field, path }: NamedFile): Generator<Buffer, void, undefined> {
  const readable = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      const why = codeInWords(error);
      throw invalid(
        field,
        { zh: `文件 ${path} 无法读取(${why.zh})`, en: `The file ${path} can't be read (${why.en})` },
        { zh: '可读取的文件的路径', en: 'the path of a readable file' },
      );
    }
  };
  const file = readable(() => openSync(path, 'r'));
  try {
    for (;;) {
      const piece = Buffer.alloc(PIECE_BYTES);
      const read = readable(() => readSync(file, piece, 0, PIECE_BYTES, null));
      if (read === 0) return;
      yield piece.subarray(0, read);
    }
  } finally {
    closeSync(file);
  }
}
