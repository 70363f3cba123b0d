/** What the stack keeps in files, read back: what is damaged says which file it is, and the way out. */
import { readFileSync } from 'node:fs';
import type { z } from 'zod';

/** A file of the data folder that can't be used as it is. Its content is never quoted: there are secrets among them. */
export class DamagedState extends Error {
  override readonly name = 'DamagedState';

  constructor(
    readonly path: string,
    what: string,
    /** What can be done, as a sentence. */
    readonly wayOut: string,
  ) {
    super(`${path} ${what}. ${wayOut}`);
  }
}

/** What the file holds, or undefined where there is none yet. Throws DamagedState, with `wayOut`. */
export function readState<Kept>(path: string, schema: z.ZodType<Kept>, wayOut: string): Kept | undefined {
  const text = textOf(path, wayOut);
  if (text === undefined) return undefined;
  const parsed = schema.safeParse(jsonIn(path, text, wayOut));
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join('.');
  throw new DamagedState(path, field ? `is damaged (at ${field})` : 'is damaged', wayOut);
}

function textOf(path: string, wayOut: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new DamagedState(path, `can't be read (${code})`, wayOut);
  }
}

function jsonIn(path: string, text: string, wayOut: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DamagedState(path, text.trim() === '' ? 'is empty' : 'is damaged: it is no JSON', wayOut);
  }
}
