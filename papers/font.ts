/** The letters' font: which characters it draws, and what stands for one that it lacks. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

/** By the package's own name for it, which holds wherever this module lies: see `imports` in package.json. */
const FONT = '#fonts/NotoSansSC-Regular.ttf';

export interface DrawableText {
  readonly text: string;
  /** True where some character has become `[U+20BB7]`: the font lacks it. */
  readonly hasMissing: boolean;
}

/**
 * Noto Sans SC, whole and not packed: of a .woff every glyph would be unpacked anew, and those of a .woff2 be embedded empty
 * (fontkit). A character that it lacks is shown by its code, never as an empty box: on a stamped letter a name must be right.
 */
export class LetterFont {
  /** What is in the file. */
  readonly data = readFileSync(createRequire(import.meta.url).resolve(FONT));
  readonly #font = openFont(this.data);

  /** Line breaks and control characters become blanks. */
  drawable(text: string): DrawableText {
    const characters = Array.from(text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' '));
    const drawn = characters.map((character) => (this.#has(character) ? character : codeOf(character)));
    return { text: drawn.join(''), hasMissing: !characters.every((character) => this.#has(character)) };
  }

  #has(character: string): boolean {
    return this.#font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
  }
}

function openFont(data: Buffer): Font {
  const font = create(data);
  if (!('hasGlyphForCodePoint' in font)) throw new Error(`${FONT} is a collection, not one font.`);
  return font;
}

/** Code points as Unicode writes them, four digits at least. */
function codeOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `[U+${code}]`;
}
