/** The words that the log of operations is told in at a terminal. */
import type { Bilingual } from '../../../domain/bilingual.js';
import { CHECKPOINT_USE_WORDS, LOG_PROBLEM_WORDS } from '../../../domain/accounts/log-words.js';
import type { LogProblem } from '../../../domain/accounts/operations-log.js';

export const LOG_HEADINGS = {
  number: { zh: '序号', en: 'NO' },
  at: { zh: '时间', en: 'AT' },
  who: { zh: '操作人', en: 'WHO' },
  operation: { zh: '操作', en: 'OPERATION' },
  outcome: { zh: '结果', en: 'OUTCOME' },
  subject: { zh: '对象', en: 'SUBJECT' },
  details: { zh: '详情', en: 'DETAILS' },
} as const satisfies Record<string, Bilingual>;

export const NOTHING_ASKED: Bilingual = { zh: '还没有任何操作。', en: 'Nothing was asked for yet.' };

export function exportedText(count: number, file: string): Bilingual {
  return { zh: `${count} 条记录已写入 ${file}`, en: `${count} entries in ${file}` };
}

/** The hash of the last entry. */
export function headText(head: string): Bilingual {
  return { zh: `最后一条的哈希值 ${head}`, en: `head ${head}` };
}

export function verifiedText(count: number, account: string): Bilingual {
  return {
    zh: `已核验:账号 ${account} 的 ${count} 条记录`,
    en: `Verified: ${count} entries of account ${account}`,
  };
}

export function notVerifiedText(sequence: number, problem: LogProblem): Bilingual {
  const { zh, en } = LOG_PROBLEM_WORDS[problem];
  return {
    zh: `未通过核验,从第 ${sequence} 条起与写入时不同:${zh}(${problem})。`,
    en: `Not as it was written, from entry ${sequence} on: ${en} (${problem}).`,
  };
}

/** Where a run began that did not read everything, and when the rest was read. */
export function fromCheckpointText(sequence: number, verifiedAt: string, wholeAt: string): Bilingual {
  return {
    zh: `${CHECKPOINT_USE_WORDS.used.zh}:第 ${sequence} 条,核验于 ${verifiedAt};上次全部核验于 ${wholeAt}(--full 可重新全部核验)`,
    en: `${CHECKPOINT_USE_WORDS.used.en}: entry ${sequence} of ${verifiedAt}; the whole was on ${wholeAt} (--full does it again)`,
  };
}
