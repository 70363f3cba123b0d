/** What the development CA says of a step in words: both languages stand in its answers, beside each other. */
import type { Bilingual } from '../../../domain/bilingual.js';
import { chineseOf } from '../../../domain/told.js';

export const CA_WORDS = {
  channelMissing: {
    zh: '请告知通过公开记录中的哪个号码或地址可以联系到公司',
    en: 'tell by which number or address on public record the company can be reached',
  },
  afterFormAndDomains: {
    zh: '在收到申请书并验证域名之后',
    en: 'after the application form and domain validation',
  },
  afterDomains: { zh: '在验证域名之后', en: 'after domain validation' },
  companyLapsed: { zh: '企业核实已失效', en: 'the check of the company has lapsed' },
} as const satisfies Record<string, Bilingual>;

/** As it is kept and sent. */
export function detailOf(words: Bilingual) {
  return { detail: words.en, detailChinese: chineseOf(words) };
}
