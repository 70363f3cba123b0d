/** What the stack keeps in files, read back: what is damaged says which file it is, and the way out. */
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import type { Bilingual } from '../domain/bilingual.js';
import { codeInWords, ToldError } from '../domain/told.js';
import { spoken, type Line } from './say.js';

/** A file of the data folder that can't be used as it is. Its content is never quoted: there are secrets among them. */
export class DamagedState extends ToldError {
  override readonly name = 'DamagedState';

  constructor(
    readonly path: string,
    what: Bilingual,
    /** What can be done, as a sentence. */
    readonly wayOut: Line,
  ) {
    super({
      zh: `${path} ${what.zh}。${spoken(wayOut, 'zh')}`,
      en: `${path} ${what.en}. ${spoken(wayOut, 'en')}`,
    });
  }
}

/** What the file holds, or undefined where there is none yet. Throws DamagedState, with `wayOut`. */
export function readState<Kept>(path: string, schema: z.ZodType<Kept>, wayOut: Line): Kept | undefined {
  const text = textOf(path, wayOut);
  if (text === undefined) return undefined;
  const parsed = schema.safeParse(jsonIn(path, text, wayOut));
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join('.');
  const where: Bilingual = field ? { zh: `(${field} 处)`, en: ` (at ${field})` } : { zh: '', en: '' };
  throw new DamagedState(path, { zh: `已损坏${where.zh}`, en: `is damaged${where.en}` }, wayOut);
}

function textOf(path: string, wayOut: Line): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    const why = codeInWords(error);
    throw new DamagedState(path, { zh: `无法读取(${why.zh})`, en: `can't be read (${why.en})` }, wayOut);
  }
}

function jsonIn(path: string, text: string, wayOut: Line): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const what: Bilingual =
      text.trim() === ''
        ? { zh: '是空的', en: 'is empty' }
        : { zh: '已损坏:不是 JSON', en: 'is damaged: it is no JSON' };
    throw new DamagedState(path, what, wayOut);
  }
}
