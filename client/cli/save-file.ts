/** A file that a command writes where somebody said, for its owner's eyes only: letters name people, logs tell who did what. */
import { writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Bilingual } from '../../domain/bilingual.js';
import { codeInWords } from '../../domain/told.js';
import type { Refusal } from '../../domain/refusals.js';
import { invalid } from '../refusing.js';

const OWNER_ONLY = 0o600;

export interface SaveOptions {
  /** What is saved, such as `a key`, where a file that is there already must stay as it is. */
  readonly neverReplaces?: Bilingual;
}

/** Returns the absolute path. Throws Refusal, field `out`, where it can't be written. */
export function saveFile(
  path: string,
  content: string | Uint8Array,
  { neverReplaces }: SaveOptions = {},
): string {
  const file = resolve(path);
  try {
    writeFileSync(file, content, { mode: OWNER_ONLY, flag: neverReplaces === undefined ? 'w' : 'wx' });
    return file;
  } catch (error) {
    throw notWritten(file, error, neverReplaces);
  }
}

/** As `saveFile` for what is too much to be held at once: each part is written before the next one is asked for. */
export async function saveFileInParts(path: string, parts: AsyncIterable<string>): Promise<string> {
  const file = resolve(path);
  const writing = <Result>(work: Promise<Result>) =>
    work.catch((error: unknown) => {
      throw notWritten(file, error);
    });
  const handle = await writing(open(file, 'w', OWNER_ONLY));
  try {
    for await (const text of parts) await writing(handle.writeFile(text));
    return file;
  } finally {
    await handle.close();
  }
}

function notWritten(file: string, error: unknown, neverReplaces?: Bilingual): Refusal {
  const why = codeInWords(error);
  return invalid(
    'out',
    { zh: `文件 ${file} 无法写入(${why.zh})`, en: `The file ${file} can't be written (${why.en})` },
    neverReplaces === undefined
      ? { zh: '位于可写文件夹中的文件', en: 'a file in a folder that can be written to' }
      : {
          zh: `尚无文件的路径:${neverReplaces.zh}不会被替换`,
          en: `a path where there is no file yet: ${neverReplaces.en} is never replaced`,
        },
  );
}
