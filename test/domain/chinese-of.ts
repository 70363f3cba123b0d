/** Tests of what is refused: whether it is told in Chinese, and in nothing but Chinese. */
import { BRANDS, CERTIFICATE_TYPES } from '../../domain/catalogue/words.js';
import type { Refusal, RefusalDetails } from '../../domain/refusals.js';
import { latinSentences } from '../support/latin-sentences.js';

/** A product by its two code words: `geotrust ov`. */
const PRODUCT = new RegExp(String.raw`\b(?:${BRANDS.join('|')}) (?:${CERTIFICATE_TYPES.join('|')})\b`, 'g');
const QUOTED = /"(?:[^"\\]|\\.)*"/g;

/** What is wrong with the Chinese of one refusal; empty where all is well. What stands in quotation marks was given so. */
export function faultsOfChinese({ message, accepted, chinese }: RefusalDetails | Refusal): string[] {
  const texts = [chinese.message, ...(chinese.accepted === undefined ? [] : [chinese.accepted])];
  return [
    ...(/\p{Script=Han}/u.test(chinese.message) ? [] : [`no Chinese: ${chinese.message}`]),
    ...((chinese.accepted === undefined) === (accepted === undefined) ? [] : [`accepted of: ${message}`]),
    ...texts.flatMap((text) => latinSentences(text.replace(QUOTED, '·').replace(PRODUCT, '·'))),
    ...texts.filter((text) => /undefined|\[object/.test(text)),
  ];
}
