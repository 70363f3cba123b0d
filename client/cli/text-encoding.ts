/** From a text file's bytes to its text: read where the encoding is certain, else told what it most likely is. */
import { inBoth, type Bilingual } from '../../domain/bilingual.js';

export type DecodedText =
  | { readonly text: string }
  /** As `iconv` knows it, and as people call it where that is another name. */
  | { readonly text?: undefined; readonly encoding: string; readonly called: Bilingual };

/** What begins with one says itself what it is (Unicode, section 23.8); longer ones first. */
const BYTE_ORDER_MARKS: readonly (readonly [mark: readonly number[], encoding: string])[] = [
  [[0xff, 0xfe, 0x00, 0x00], 'utf-32le'],
  [[0x00, 0x00, 0xfe, 0xff], 'utf-32be'],
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/** UTF-8, with its mark or without, and UTF-16 with one. */
export function decodedText(bytes: Uint8Array): DecodedText {
  const marked = BYTE_ORDER_MARKS.find(([mark]) => mark.every((octet, index) => bytes[index] === octet));
  const encoding = marked?.[1] ?? 'utf-8';
  const name = encoding.toUpperCase();
  if (name.startsWith('UTF-32')) return unreadable(name);
  const unmarked = marked ? undefined : unmarkedUtf16(bytes);
  if (unmarked) return unmarked;
  const text = decoded(bytes.subarray(marked?.[0].length ?? 0), encoding);
  if (text !== undefined) return { text };
  return marked
    ? unreadable(name, { zh: `被截断或改动过的 ${name}`, en: `${name} that was cut or altered` })
    : likelyEncoding(bytes);
}

/** Undefined where the bytes are not of this encoding. */
function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Every second octet of ASCII in UTF-16 is zero, which by itself would be UTF-8 full of NULs. */
function unmarkedUtf16(bytes: Uint8Array): DecodedText | undefined {
  const beginning = bytes.subarray(0, 4_096);
  const zeros = (parity: number) =>
    beginning.filter((octet, index) => octet === 0 && index % 2 === parity).length;
  const half = beginning.length / 2;
  const [even, odd] = [zeros(0), zeros(1)];
  if (half < 2 || Math.max(even, odd) < 0.4 * half || Math.min(even, odd) > 0.1 * half) return undefined;
  const encoding = odd > even ? 'UTF-16LE' : 'UTF-16BE';
  return unreadable(encoding, {
    zh: `没有字节顺序标记的 ${encoding}`,
    en: `${encoding} without a byte order mark`,
  });
}

/** Of bytes that are no UTF-8. Ours are mostly Chinese: what may be GB18030 is taken for it. */
function likelyEncoding(bytes: Uint8Array): DecodedText {
  if (!isOfSeveralOctets(bytes))
    return unreadable('WINDOWS-1252', {
      zh: 'Windows-1252 或另一种单字节编码',
      en: 'Windows-1252 or another encoding of single octets',
    });
  if (isMostlyGb2312(bytes) && decoded(bytes, 'gb18030') !== undefined)
    return unreadable('GB18030', inBoth('GB18030 (GBK)'));
  for (const encoding of ['big5', 'shift_jis', 'euc-jp', 'euc-kr'] as const) {
    const text = decoded(bytes, encoding);
    if (text !== undefined && isMostlyEastAsian(text)) return unreadable(encoding.toUpperCase());
  }
  return unreadable('GB18030', {
    zh: 'GB18030 (GBK) 或另一种编码',
    en: 'GB18030 (GBK) or another encoding',
  });
}

/** Octets above ASCII come close together there; in Latin text each stands alone between letters. */
function isOfSeveralOctets(bytes: Uint8Array): boolean {
  const isHigh = (at: number) => (bytes[at] ?? 0) >= 0x80;
  let all = 0;
  let close = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (!isHigh(at)) continue;
    all++;
    if ([at - 2, at - 1, at + 1, at + 2].some(isHigh)) close++;
  }
  return close >= 0.6 * all;
}

/** The characters in common use, and full-width signs, are pairs of octets from A1 on whose first one is of certain rows. */
function isMostlyGb2312(bytes: Uint8Array): boolean {
  let high = 0;
  let inPairs = 0;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    high++;
    if (!isLeadOfGb2312(lead) || (bytes[at + 1] ?? 0) < 0xa1) continue;
    high++;
    inPairs += 2;
    at++;
  }
  return inPairs >= 0.8 * high;
}

/** Rows 1 to 3 are signs, 16 to 87 Han characters (GB/T 2312-1980). */
function isLeadOfGb2312(lead: number): boolean {
  return (lead >= 0xa1 && lead <= 0xa3) || (lead >= 0xb0 && lead <= 0xf7);
}

function isMostlyEastAsian(text: string): boolean {
  const others = text.replace(/\p{ASCII}/gu, '');
  const eastAsian = others.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu);
  return (eastAsian?.length ?? 0) >= 0.5 * Array.from(others).length;
}

function unreadable(encoding: string, called = inBoth(encoding)): DecodedText {
  return { encoding, called };
}
