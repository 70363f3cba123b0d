/** The Chinese of a reason, beside the column that has its English: counts while that one says what it was written with. */
import type { Bilingual } from '../../domain/bilingual.js';
import { reasonOf, wordsOfReason, type Reason } from '../../domain/told.js';

/** For the column of both languages; null where the words are the same in either, or there are none. */
export function reasonWords(reason: Reason): string | null {
  return reason.reasonChinese === undefined ? null : JSON.stringify(wordsOfReason(reason));
}

/** As `reasonWords`, of words that are told. */
export function bothOf(words: Bilingual): string | null {
  return reasonWords(reasonOf(words));
}

/** SQL: what is kept in Chinese of the reason in column `english`. Programs of before write that column alone. */
export function chineseIn(english: string, both: string): string {
  return `case when ${both} ->> 'en' = ${english} then ${both} ->> 'zh' end`;
}
