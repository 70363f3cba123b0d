/** The Chinese of a reason, beside the column that has its English: counts while that one says what it was written with. */
import { wordsOfReason, type Reason } from '../../domain/told.js';

/** For the column of both languages; null where the words are the same in either, or there are none. */
export function reasonWords(reason: Reason): string | null {
  return reason.reasonChinese === undefined ? null : JSON.stringify(wordsOfReason(reason));
}

/** SQL: what is kept in Chinese of the reason in column `english`. Programs of before write that column alone. */
export function chineseIn(english: string, both: string): string {
  return `case when ${both} ->> 'en' = ${english} then ${both} ->> 'zh' end`;
}
