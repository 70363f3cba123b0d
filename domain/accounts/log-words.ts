/** The log of operations as people read it: outcomes, what is wrong with an altered one, where a verification began. */
import type { Bilingual } from '../bilingual.js';
import type { CheckpointUse } from './log-checkpoint.js';
import type { LogProblem, OperationOutcome } from './operations-log.js';

export const OUTCOME_WORDS: Readonly<Record<OperationOutcome, Bilingual>> = {
  asked: { zh: '已请求', en: 'asked' },
  done: { zh: '已完成', en: 'done' },
  refused: { zh: '被拒绝', en: 'refused' },
  failed: { zh: '失败', en: 'failed' },
};

export const LOG_PROBLEM_WORDS: Readonly<Record<LogProblem, Bilingual>> = {
  unreadable: { zh: '此行不是原样的日志条目', en: 'the line is not an entry as it was written' },
  altered: { zh: '条目与其哈希值不符', en: 'the entry is not what its hash was made of' },
  gap: { zh: '此条之前缺少条目', en: 'entries are missing before this one' },
  reordered: { zh: '条目不在原来的位置', en: 'the entry stands in another place' },
  'foreign-account': { zh: '条目属于另一个账号', en: 'the entry is of another account' },
  'broken-chain': { zh: '条目与前一条不相接', en: 'the entry does not follow the one before it' },
  'head-missing': {
    zh: '缺少最后一行(条数与最后一条的哈希值)',
    en: 'the last line, which tells count and head, is missing',
  },
  'head-differs': {
    zh: '最后一行的条数或哈希值与条目不符',
    en: 'the last line tells another count or head than the entries',
  },
  'checkpoint-differs': {
    zh: '此前核验时存在的内容已缺失或被重写',
    en: 'what an earlier verification found here is missing or was made anew',
  },
  'head-not-found': {
    zh: '没有条目具有所给的哈希值:其结尾已被删除或重写',
    en: 'the given head is of no entry: what it ended was taken away or made anew',
  },
};

export const CHECKPOINT_USE_WORDS: Readonly<Record<CheckpointUse, Bilingual>> = {
  none: { zh: '没有检查点:已全部核验', en: 'there was no checkpoint: everything was verified' },
  used: { zh: '从检查点起核验', en: 'verified from the checkpoint on' },
  'not-trusted': {
    zh: '检查点不是由本系统签名的:已全部核验',
    en: 'the checkpoint is not signed by this installation: everything was verified',
  },
  due: {
    zh: '距上次全部核验过久:已重新全部核验',
    en: 'the whole was verified too long ago: everything was verified again',
  },
  whole: { zh: '已按要求全部核验', en: 'everything was verified, as asked' },
};
