/** What a running workflow knows was stored, and finds no more: a database that was restored to another moment. */
import type { Bilingual } from './bilingual.js';

/** `order`: its row. `submission`: its form and terms. `csr`: its CSR. `ca-reference`: that the CA took it. `revocation`: its row. */
export const MISSING_RECORDS = ['order', 'submission', 'csr', 'ca-reference', 'revocation'] as const;
export type MissingRecordKind = (typeof MISSING_RECORDS)[number];

/** Stands in histories: ids and the words above only. */
export interface MissingRecord {
  readonly record: MissingRecordKind;
  /** Of the order, or of the revocation. */
  readonly id: string;
}

const WORDS: Readonly<Record<MissingRecordKind, Bilingual>> = {
  order: { zh: '订单的记录', en: 'the row of order' },
  submission: { zh: '订单已提交的表单', en: 'the submitted form of order' },
  csr: { zh: '订单的 CSR', en: 'the CSR of order' },
  'ca-reference': { zh: '订单的 CA 编号', en: "the CA's reference of order" },
  revocation: { zh: '吊销申请的记录', en: 'the row of revocation' },
};

/** What is missing, why that can be, and who does what about it. */
export function describeMissing({ record, id }: MissingRecord): Bilingual {
  const what = WORDS[record];
  return {
    zh: `数据库缺少先前存在的${what.zh}(${id}):数据库已恢复到较早的时间。运维人员请恢复较新的备份,或执行 \`sealflow doctor\`。`,
    en:
      `The database does not have ${what.en} ${id}, which it had before: it was restored to an older moment. ` +
      'An operator restores a newer backup, or runs `sealflow doctor`.',
  };
}

/** Milliseconds until the record is looked for again: soon at first, once a minute in the end. The house's own. */
export function untilLookedForAgain(waitedMs: number): number {
  return Math.min(60_000, Math.max(2_000, Math.floor(waitedMs / 10)));
}
