/**
 * PEM as people and programs hand it in: textual encodings, read as laxly as RFC 7468 permits (section 2 and the grammar
 * `laxtextualmsg`): text before a block, blanks at the ends of lines, any line breaks. Keys may have RFC 1421's headers.
 */
import type { Bilingual } from '../bilingual.js';
import { isUtf16PemReadOtherwise, nameOfCharacter } from '../characters.js';

export interface PemBlock {
  /** What stands behind BEGIN, such as `CERTIFICATE`. */
  readonly label: string;
  /** RFC 1421: `Proc-Type: 4,ENCRYPTED` and the like, each without its line break; only old private keys have them. */
  readonly headers: readonly string[];
  readonly der: Buffer;
}

export interface PemText {
  readonly blocks: readonly PemBlock[];
  /** True where more than blanks follows the last block. */
  readonly hasTextAfter: boolean;
}

/** Why no PEM can be read from a text, as a sentence without its stop; nothing of the text is repeated. */
export interface PemProblem {
  readonly problem: Bilingual;
  readonly accepted: Bilingual;
}

/** The body ends at the next five hyphens: reading takes time in proportion to the text, whatever it is. */
const BLOCK = /-----BEGIN ([^\r\n-]{1,64})-----((?:(?!-----)[^])*)-----END ([^\r\n-]{1,64})-----/g;

/** A text without any block has none; that is no problem here. */
export function readPem(text: string): PemText | PemProblem {
  if (text.includes('\0')) return notText(text);
  const matches = Array.from(text.matchAll(BLOCK));
  if (matches.length < text.split('-----BEGIN ').length - 1) return CUT_OFF;
  const blocks: PemBlock[] = [];
  for (const [, label = '', body = '', end] of matches) {
    const block = label === end ? blockOf(label, body) : OTHER_END;
    if ('problem' in block) return block;
    blocks.push(block);
  }
  const last = matches.at(-1);
  const after = last ? text.slice(last.index + last[0].length) : '';
  return { blocks, hasTextAfter: after.replace(NOTHING_TO_SEE, '') !== '' };
}

/** RFC 7468, section 2: lines of 64 characters. With headers as RFC 1421 writes them. */
export function pemOf(label: string, der: Uint8Array, headers: readonly string[] = []): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  const head = headers.length > 0 ? [...headers, ''] : [];
  return [`-----BEGIN ${label}-----`, ...head, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/**
 * How many bytes the outermost DER value takes (X.690, section 8.1.3); undefined where it is no SEQUENCE of a definite
 * length. Three length octets suffice for whatever is handed in.
 */
export function lengthOfDer(der: Buffer): number | undefined {
  const first = der[1];
  if (der[0] !== 0x30 || first === undefined) return undefined;
  if (first < 0x80) return first + 2;
  const octets = first & 0x7f;
  if (octets === 0 || octets > 3 || der.length < 2 + octets) return undefined;
  return der.readUIntBE(2, octets) + 2 + octets;
}

/** What copying adds and nobody sees, such as no-break and zero-width spaces: RFC 7468 has parsers ignore it. */
const NOTHING_TO_SEE = /[\s\p{Default_Ignorable_Code_Point}]+/gu;

const WHOLE: Bilingual = {
  zh: '完整的文本,从 `-----BEGIN ...-----` 行到 `-----END ...-----` 行',
  en: 'the whole text, from its line -----BEGIN ...----- to its line -----END ...-----',
};

const CUT_OFF: PemProblem = {
  problem: {
    zh: '其中一个 PEM 块不完整:有 BEGIN 行,没有对应的 END 行',
    en: 'A PEM block in it is cut off: there is no END line to its BEGIN line',
  },
  accepted: WHOLE,
};

const OTHER_END: PemProblem = {
  problem: {
    zh: '其中一个 PEM 块的开头和结尾类型不同',
    en: 'A PEM block in it begins as one thing and ends as another',
  },
  accepted: WHOLE,
};

function notText(text: string): PemProblem {
  if (isUtf16PemReadOtherwise(text))
    return {
      problem: {
        zh: '内容是 UTF-16,却按其他编码读取',
        en: 'It is UTF-16, read as if it were another encoding',
      },
      accepted: {
        zh: '将同一文本保存为 UTF-8 或 ASCII',
        en: 'the same text saved as UTF-8 or ASCII',
      },
    };
  return {
    problem: { zh: '内容不是文本:含有零字节', en: 'It is no text: there are zero octets in it' },
    accepted: {
      zh: 'PEM 格式的文本,保存为 UTF-8 或 ASCII',
      en: 'text in PEM form, saved as UTF-8 or ASCII',
    },
  };
}

function blockOf(label: string, body: string): PemBlock | PemProblem {
  const { headers, encoded } = partsOf(body);
  const base64 = encoded.replace(NOTHING_TO_SEE, '');
  const stranger = /[^A-Za-z0-9+/=]/u.exec(base64)?.[0];
  if (stranger !== undefined) {
    const named = nameOfCharacter(stranger);
    const problem = {
      zh: `其中一个 PEM 块的 base64 中有字符 ${named}`,
      en: `A PEM block in it has the character ${named} in its base64`,
    };
    return { problem, accepted: WHOLE };
  }
  return { label, headers, der: Buffer.from(base64, 'base64') };
}

/** RFC 1421, section 4.4: headers first, an empty line behind them. */
function partsOf(body: string): { readonly headers: readonly string[]; readonly encoded: string } {
  const lines = body.split(/\r\n|[\r\n]/).map((line) => line.trim());
  const first = lines.findIndex((line) => line !== '');
  if (!lines[first]?.includes(':')) return { headers: [], encoded: body };
  const end = lines.indexOf('', first);
  return end === -1
    ? { headers: [], encoded: body }
    : { headers: lines.slice(first, end), encoded: lines.slice(end).join('\n') };
}
