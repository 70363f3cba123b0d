/** What a dossier's verification says, in Chinese and English. */
import type { Bilingual } from '../bilingual.js';
import type { DossierProblem } from './verification.js';

export const DOSSIER_PROBLEMS: Readonly<Record<DossierProblem, Bilingual>> = {
  'not-an-archive': {
    zh: '不是本程序所制作的档案(ZIP)',
    en: 'it is no archive (ZIP) as this program makes them',
  },
  'archive-altered': {
    zh: '其中的文件未变,但归档本身已被更改',
    en: 'its files are as they were, and the archive around them is not',
  },
  missing: { zh: '文件缺失', en: 'the file is missing' },
  altered: { zh: '文件与制作时不同', en: 'the file is not as it was when the dossier was made' },
  'not-listed': { zh: '清单中没有此文件', en: 'the manifest knows no such file' },
  'not-readable': { zh: '文件无法读取', en: "the file can't be read" },
  'signature-wrong': {
    zh: '签名与其所声明的内容或密钥不符',
    en: 'the signature does not fit what it says, or its key',
  },
  'other-signer': { zh: '由另一把密钥签名', en: 'another key signed it' },
  'entries-altered': {
    zh: '日志条目与签名时不同',
    en: 'the entries of the log are others than those that were signed',
  },
  'not-of-this-dossier': {
    zh: '不属于此档案的清单与签名',
    en: 'it does not belong to the manifest and the signature of this dossier',
  },
  unreadable: { zh: '此行不是原样的日志条目', en: 'the line is not an entry as it was written' },
  'entry-altered': {
    zh: '条目与其哈希值不符',
    en: 'the entry is not what its hash was made of',
  },
  reordered: { zh: '条目不在原来的位置', en: 'the entry stands in another place' },
  'broken-chain': { zh: '条目与前一条不相接', en: 'the entry does not follow the one before it' },
  'foreign-account': { zh: '属于另一个账号', en: 'it is of another account' },
  'log-not-sound': {
    zh: '用于比对的日志本身已被更改',
    en: 'the log that it was compared with is not as it was written',
  },
  'log-too-short': {
    zh: '用于比对的日志导出于档案制作之前',
    en: 'the log that it was compared with was exported before the dossier was made',
  },
  'not-in-log': {
    zh: '档案中的条目在日志中不是这样',
    en: 'the log does not have the entry as the dossier tells it',
  },
  'left-out': {
    zh: '日志中有此订单的条目,档案中没有',
    en: 'the log has this entry of the order, and the dossier does not',
  },
};
