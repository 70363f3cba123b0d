/** What the development CA and the command line call the same things by: where an order stands at the CA, and whose desk it lies at. */
import type { Bilingual } from '../bilingual.js';
import type { CaDesk } from './ca-people.js';

/** Of an order at the CA, and of a request to revoke there. */
export const CA_STATUS_WORDS = {
  validating: { zh: '验证中', en: 'validating' },
  issuing: { zh: '签发中', en: 'issuing' },
  issued: { zh: '已签发', en: 'issued' },
  refused: { zh: '已拒绝', en: 'refused' },
  cancelled: { zh: '已取消', en: 'cancelled' },
  pending: { zh: '待处理', en: 'pending' },
  revoked: { zh: '已吊销', en: 'revoked' },
} as const satisfies Record<string, Bilingual>;
export type CaStatusWord = keyof typeof CA_STATUS_WORDS;

export const DESK_WORDS: Readonly<Record<CaDesk | 'mail', Bilingual>> = {
  phone: { zh: '电话', en: 'phone' },
  letter: { zh: '确认函', en: 'letter' },
  review: { zh: '人工审核', en: 'review' },
  mail: { zh: '邮件', en: 'mail' },
};
