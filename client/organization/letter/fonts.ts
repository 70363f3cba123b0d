/** Fonts of the letters: which file draws which character, and what stands where none does. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from 'fontkit';
import { z } from 'zod';
import { unpackWoff } from './woff.js';

const FONT_PACKAGE = '@fontsource/noto-sans-sc';

/** Characters in a row that one font file draws. */
export interface FontRun {
  /** Path of its file; `fontData` has what is in it. */
  readonly font: string;
  readonly text: string;
}

export interface DrawableText {
  readonly runs: readonly FontRun[];
  /** True where some character has become `[U+20BB7]`: no font file has it. */
  readonly hasMissing: boolean;
}

/**
 * Noto Sans SC comes as one file of the 8,000 characters most used and as a hundred small ones that have the rarer too. A
 * character of none of them is shown by its code, never as an empty box: on a stamped letter a name must be right.
 */
export class LetterFonts {
  readonly #locate = createRequire(import.meta.url).resolve;
  readonly #main = this.#fileOf('chinese-simplified');
  readonly #opened = new Map<string, OpenedFont>();
  readonly #subsets = readSubsets(this.#locate(`${FONT_PACKAGE}/unicode.json`));

  /** Line breaks and control characters become blanks. */
  drawable(text: string): DrawableText {
    const runs: FontRun[] = [];
    let hasMissing = false;
    for (const character of text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')) {
      const font = this.#fontOf(character);
      hasMissing ||= font === undefined;
      append(runs, font ? { font, text: character } : { font: this.#main, text: codeOf(character) });
    }
    return { runs, hasMissing };
  }

  /** A TrueType font, of the path that a run names. */
  fontData(font: string): Buffer {
    return this.#open(font).data;
  }

  #fontOf(character: string): string | undefined {
    const codePoint = character.codePointAt(0) ?? 0;
    if (this.#has(this.#main, codePoint)) return this.#main;
    const subset = this.#subsets.find(({ ranges }) =>
      ranges.some(([from, to]) => from <= codePoint && codePoint <= to),
    );
    const font = subset && this.#fileOf(subset.name);
    return font !== undefined && this.#has(font, codePoint) ? font : undefined;
  }

  #has(font: string, codePoint: number): boolean {
    return this.#open(font).has(codePoint);
  }

  #open(font: string): OpenedFont {
    const known = this.#opened.get(font) ?? openFont(font);
    this.#opened.set(font, known);
    return known;
  }

  #fileOf(subset: string): string {
    return this.#locate(`${FONT_PACKAGE}/files/noto-sans-sc-${subset}-400-normal.woff`);
  }
}

interface OpenedFont {
  readonly data: Buffer;
  has(codePoint: number): boolean;
}

function openFont(path: string): OpenedFont {
  const data = unpackWoff(readFileSync(path));
  const font = create(data);
  if (!('hasGlyphForCodePoint' in font)) throw new Error(`${path} is a collection, not one font.`);
  return { data, has: (codePoint) => font.hasGlyphForCodePoint(codePoint) };
}

interface Subset {
  readonly name: string;
  readonly ranges: readonly (readonly [number, number])[];
}

/** `{"[4]": "U+1f1e9-1f1f5,U+1f21a"}`: a file's number, or a script's name, and the characters in it. */
function readSubsets(path: string): Subset[] {
  const given = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(path, 'utf8')));
  return Object.entries(given).map(([name, ranges]) => ({
    name: name.replace(/[[\]]/g, ''),
    ranges: ranges.split(',').map(rangeOf),
  }));
}

function rangeOf(range: string): [number, number] {
  const [from = '', to = from] = range.replace(/^U\+/i, '').split('-');
  return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
}

function append(runs: FontRun[], next: FontRun): void {
  const last = runs.at(-1);
  if (last?.font === next.font) runs[runs.length - 1] = { font: last.font, text: last.text + next.text };
  else runs.push(next);
}

/** Code points as Unicode writes them, four digits at least. */
function codeOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `[U+${code}]`;
}
