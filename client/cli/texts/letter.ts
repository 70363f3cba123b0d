/** The words that stamped letters, and files in general, are told in at a terminal. */
import type { Bilingual } from '../../../domain/bilingual.js';

export const LETTER_HEADINGS = {
  version: { zh: '版本', en: 'VERSION' },
  status: { zh: '状态', en: 'STATUS' },
  type: { zh: '文件类型', en: 'TYPE' },
  bytes: { zh: '字节', en: 'BYTES' },
  hash: { zh: 'SHA-256', en: 'SHA-256' },
  sentBy: { zh: '提交人', en: 'SENT BY' },
  uploaded: { zh: '上传时间', en: 'UPLOADED' },
  reason: { zh: '原因', en: 'REASON' },
} as const satisfies Record<string, Bilingual>;

export const NO_LETTERS: Bilingual = { zh: '没有上传过文件。', en: 'No letters.' };

export function storedText(version: number, bytes: number, sha256: string): Bilingual {
  return {
    zh: `已保存第 ${version} 版:${bytes} 字节,SHA-256 ${sha256}。`,
    en: `Version ${version} stored: ${bytes} bytes, SHA-256 ${sha256}.`,
  };
}

/** Who waits for the letter. */
export const WAITING_FOR_LETTER = {
  order: { zh: '订单', en: 'order' },
  revocation: { zh: '吊销申请', en: 'revocation' },
} as const satisfies Record<string, Bilingual>;

export function letterToldText(waiting: Bilingual): Bilingual {
  return { zh: `已告知${waiting.zh}。`, en: `The ${waiting.en} has been told.` };
}

export function letterNotToldText(waiting: Bilingual): Bilingual {
  return {
    zh: `暂时无法告知${waiting.zh}:下次检查时会自动发现此文件。`,
    en: `The ${waiting.en} could not be told just now: it finds the letter by itself at its next look.`,
  };
}

export function morePagesText(cursor: string): Bilingual {
  return { zh: `下一页:--after ${cursor}`, en: `More with --after ${cursor}` };
}
