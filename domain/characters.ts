/**
 * Characters that text from people and from outside must not bring along: what no column holds, what moves a cursor or
 * turns reading around, what nobody sees. Doors refuse them, wires and printers clean them; both look here.
 */

/** `control` moves cursors and ends lines; `bidirectional` turns what follows around; `invisible` shows as nothing. */
export type CharacterKind = 'control' | 'surrogate' | 'bidirectional' | 'invisible';

export interface OddCharacter {
  readonly kind: CharacterKind;
  /** `U+202E RIGHT-TO-LEFT OVERRIDE`; the number alone where it has no name of its own here. */
  readonly named: string;
  /** Where it stands: in characters (code points), the first is 1. */
  readonly position: number;
}

/** Unicode Bidi_Control (UAX 9, section 2). */
const BIDIRECTIONAL = /^\p{Bidi_Control}$/u;
/** Unicode Default_Ignorable_Code_Point: shown as nothing by whatever does not know better. */
const INVISIBLE = /^\p{Default_Ignorable_Code_Point}$/u;
/** C0, DEL, C1, and the two separators that many programs take for line ends. */
const CONTROL = /^[\p{Cc}\u2028\u2029]$/u;
const LINE_BREAKS_AND_TABS = new Set(['\n', '\r', '\t']);

/** Those that people meet and can look for by name (Unicode character names). */
const NAMES: Readonly<Record<number, string>> = {
  0x00: 'NULL',
  0x09: 'TAB',
  0x0a: 'LINE FEED',
  0x0d: 'CARRIAGE RETURN',
  0x1b: 'ESCAPE',
  0x20: 'SPACE',
  0x7f: 'DELETE',
  0xa0: 'NO-BREAK SPACE',
  0xad: 'SOFT HYPHEN',
  0x061c: 'ARABIC LETTER MARK',
  0x200b: 'ZERO WIDTH SPACE',
  0x200c: 'ZERO WIDTH NON-JOINER',
  0x200d: 'ZERO WIDTH JOINER',
  0x200e: 'LEFT-TO-RIGHT MARK',
  0x200f: 'RIGHT-TO-LEFT MARK',
  0x2028: 'LINE SEPARATOR',
  0x2029: 'PARAGRAPH SEPARATOR',
  0x202a: 'LEFT-TO-RIGHT EMBEDDING',
  0x202b: 'RIGHT-TO-LEFT EMBEDDING',
  0x202c: 'POP DIRECTIONAL FORMATTING',
  0x202d: 'LEFT-TO-RIGHT OVERRIDE',
  0x202e: 'RIGHT-TO-LEFT OVERRIDE',
  0x202f: 'NARROW NO-BREAK SPACE',
  0x2060: 'WORD JOINER',
  0x2066: 'LEFT-TO-RIGHT ISOLATE',
  0x2067: 'RIGHT-TO-LEFT ISOLATE',
  0x2068: 'FIRST STRONG ISOLATE',
  0x2069: 'POP DIRECTIONAL ISOLATE',
  0x3000: 'IDEOGRAPHIC SPACE',
  0xfeff: 'ZERO WIDTH NO-BREAK SPACE (BYTE ORDER MARK)',
  0xfffd: 'REPLACEMENT CHARACTER',
};

/** `U+200B ZERO WIDTH SPACE`, `U+4E2D`: a character as messages speak of it, since showing it would not show it. */
export function nameOfCharacter(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0;
  const number = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
  const name = NAMES[codePoint];
  return name === undefined ? number : `${number} ${name}`;
}

/** As `nameOfCharacter`, in Chinese: those that people paste along. */
export function chineseNameOfCharacter(character: string): string {
  const name = CHINESE_NAMES[character.codePointAt(0) ?? 0];
  const [number = ''] = nameOfCharacter(character).split(' ');
  return name === undefined ? number : `${number} ${name}`;
}

const CHINESE_NAMES: Readonly<Record<number, string>> = {
  0x09: '制表符',
  0x0a: '换行符',
  0x0d: '回车符',
  0x20: '空格',
  0xa0: '不换行空格',
  0xad: '软连字符',
  0x200b: '零宽空格',
  0x200c: '零宽非连接符',
  0x200d: '零宽连接符',
  0x200e: '从左至右标记',
  0x200f: '从右至左标记',
  0x202f: '窄不换行空格',
  0x2060: '单词连接符',
  0x3000: '全角空格',
  0xfeff: '字节顺序标记',
  0xfffd: '替换字符',
};

/** What kind of odd a single character is; undefined for one that is shown as itself. */
export function kindOfCharacter(character: string): CharacterKind | undefined {
  if (!character.isWellFormed()) return 'surrogate';
  if (CONTROL.test(character)) return 'control';
  if (BIDIRECTIONAL.test(character)) return 'bidirectional';
  return INVISIBLE.test(character) ? 'invisible' : undefined;
}

/**
 * The first character that a text handed in must not hold; undefined where all is well. `lines: true` allows line breaks
 * and tabs. Invisible characters are allowed among visible ones, since scripts need joiners; text of nothing else is not:
 * see `hasNothingToSee`.
 */
export function forbiddenCharacter(
  text: string,
  { lines }: { readonly lines: boolean },
): OddCharacter | undefined {
  let position = 0;
  for (const character of text) {
    position += 1;
    if (lines && LINE_BREAKS_AND_TABS.has(character)) continue;
    const kind = kindOfCharacter(character);
    if (kind !== undefined && kind !== 'invisible')
      return { kind, named: nameOfCharacter(character), position };
  }
  return undefined;
}

/** True for text that shows nothing: empty, blanks, or invisible characters only. */
export function hasNothingToSee(text: string): boolean {
  for (const character of text)
    if (!/^\s$/u.test(character) && kindOfCharacter(character) === undefined) return false;
  return true;
}

/**
 * What strangers wrote, fit to be stored and shown: lone surrogates become U+FFFD, runs of control characters one blank,
 * characters that turn reading around are left out. `lines: true` keeps line breaks and tabs. What is longer than
 * `longest` characters is cut and ends in `…`.
 */
export function cleanedText(
  text: string,
  { longest, lines = false }: { readonly longest: number; readonly lines?: boolean },
): string {
  // Cut first, with room for what cleaning removes, so that megabytes cost no more than what is kept.
  const near = text.slice(0, 4 * longest + 1).toWellFormed();
  const controls = lines ? /[^\P{Cc}\n\r\t]+|[\u2028\u2029]+/gu : /[\p{Cc}\u2028\u2029]+/gu;
  const clean = near
    .replace(/\p{Bidi_Control}+/gu, '')
    .replace(controls, ' ')
    .trim();
  const characters = Array.from(clean);
  const isCut = characters.length > longest || near.length < text.length;
  return isCut ? `${characters.slice(0, longest - 1).join('')}…` : clean;
}

/** True for PEM in UTF-16 that was read as another encoding: every second octet of ASCII in UTF-16 is zero. */
export function isUtf16PemReadOtherwise(text: string): boolean {
  return text.includes('\0') && text.replaceAll('\0', '').includes('-----BEGIN ');
}
