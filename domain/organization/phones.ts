/** Phone numbers as people write them, in China above all, and the one way in which they are kept. */

/** ITU-T E.164: a number has at most 15 digits. Service numbers such as 95566 have 5. */
const FEWEST_DIGITS = 5;
const MOST_DIGITS = 15;
/** House limit: as many digits as an exchange's extension has. */
const EXTENSION = String.raw`\d{1,6}`;

/** `转 801`, `(分机 801)`, `ext. 801`, `#801`: an extension as it is written behind a number. */
const WRITTEN_EXTENSION = new RegExp(
  String.raw`[\s,-]*\(?\s*(?:转|轉|分机号?|分機|内线|ext(?:ension)?-?|x|#)\s*:?\s*(${EXTENSION})\s*\)?$`,
  'iu',
);
const DASHES = /[\u2010-\u2015\u2212\u2500\u30fc.·]/gu;
/** `+86 (0)10`: the zero is dialled inside the country only. */
const TRUNK_ZERO = /^(\+\d{1,3})\s*\(0\)/u;

/**
 * Digits with single blanks or hyphens between them, `+` in front where a country code follows, the extension last behind a
 * hyphen: `（０１０）１２３４５６７８ 转 801` is `010-12345678-801`. A number that is written so already stays as it is. Undefined
 * where it is no phone number.
 */
export function normalizedPhone(text: string): string | undefined {
  // House limit: twice of what the longest number needs.
  if (text.length > 60) return undefined;
  const ascii = text.normalize('NFKC').replace(DASHES, '-').trim();
  const extension = WRITTEN_EXTENSION.exec(ascii)?.[1];
  const main = extension === undefined ? ascii : ascii.replace(WRITTEN_EXTENSION, '');
  const number = withSingleSeparators(main.replace(TRUNK_ZERO, '$1 '));
  const whole = extension === undefined ? number : `${number}-${extension}`;
  return isNumber(number, extension !== undefined) ? whole : undefined;
}

/** Brackets part digits as hyphens do; of several separators in a row a hyphen is left, where there is one. */
function withSingleSeparators(text: string): string {
  return text
    .replace(/^\(([+\d\s]+)\)/u, '$1-')
    .replace(/\(([\d\s]+)\)/gu, '-$1-')
    .replace(/\s*-\s*(?:-\s*(?=\d))?/gu, '-')
    .replace(/\s+/gu, ' ');
}

function isNumber(number: string, hasExtension: boolean): boolean {
  if (!/^\+?\d+(?:[ -]\d+)*$/u.test(number)) return false;
  const digits = number.replace(/\D/gu, '').length;
  const behind = hasExtension ? undefined : new RegExp(`-(${EXTENSION})$`, 'u').exec(number)?.[1];
  return digits >= FEWEST_DIGITS && digits - (behind?.length ?? 0) <= MOST_DIGITS;
}

/** `010`, `(010)`, `＋86` as digits, `+` in front where it was; undefined where it is no area code. */
export function normalizedAreaCode(text: string): string | undefined {
  if (text.length > 20) return undefined;
  const code = text
    .normalize('NFKC')
    .replace(/[\s()]/gu, '')
    .replace(/-$/u, '');
  return /^\+?\d{1,6}$/u.test(code) ? code : undefined;
}

/** Such as `+8613800000000` (E.164); undefined where it is no mobile of mainland China. `phone` is normalized. */
export function chineseMobile(phone: string): string | undefined {
  return isChineseMobile(phone) ? `+86${phone.replace(/\D/gu, '').slice(-11)}` : undefined;
}

/** A mobile of mainland China: 11 digits from 13 to 19 (the numbering plan of the MIIT). `phone` is normalized. */
export function isChineseMobile(phone: string): boolean {
  return /^(?:\+?86|0086)?1[3-9]\d{9}$/u.test(phone.replace(/[ -]/gu, ''));
}
