/** The words that delegated names are told in at a terminal. */
import type { Bilingual } from '../../../domain/bilingual.js';

export const DELEGATION_HEADINGS = {
  name: { zh: '域名', en: 'NAME' },
  state: { zh: '状态', en: 'STATE' },
  since: { zh: '起始时间', en: 'SINCE' },
  checked: { zh: '最近查看', en: 'CHECKED' },
  target: { zh: 'CNAME 指向', en: 'CNAME TO' },
  record: { zh: '记录', en: 'RECORD' },
  wanted: { zh: '应为', en: 'WANTED' },
  found: { zh: '查看结果', en: 'FOUND' },
  leadsTo: { zh: '实际指向', en: 'LEADS TO' },
} as const satisfies Record<string, Bilingual>;

export const DELEGATION_LABELS = {
  name: { zh: '域名', en: 'Name' },
  zone: { zh: '区', en: 'Zone' },
  state: { zh: '状态', en: 'State' },
  since: { zh: '起始时间', en: 'Since' },
  checked: { zh: '最近查看', en: 'Checked' },
} as const satisfies Record<string, Bilingual>;

export const DELEGATION_WORDS = {
  none: { zh: '没有委派的域名。', en: 'No delegated names.' },
  setThese: (name: string): Bilingual => ({
    zh: `请在 ${name} 的 DNS 中设置以下记录,只需一次:`,
    en: `Set these records in the DNS of ${name}, once:`,
  }),
  thenCheck: (name: string): Bilingual => ({
    zh: `然后查看:sealflow delegation check ${name}`,
    en: `Then have them looked at: sealflow delegation check ${name}`,
  }),
} as const;
