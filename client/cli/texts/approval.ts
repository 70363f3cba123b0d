/** The words that approvals are told in at a terminal. */
import type { Bilingual } from '../../../domain/bilingual.js';
import type { ApprovalDecision } from '../../../domain/orders/approval.js';

export const APPROVAL_HEADINGS = {
  id: { zh: '编号', en: 'ID' },
  what: { zh: '事项', en: 'WHAT' },
  names: { zh: '域名', en: 'NAMES' },
  price: { zh: '价格', en: 'PRICE' },
  asked: { zh: '申请人', en: 'ASKED BY' },
  until: { zh: '期限', en: 'UNTIL' },
  decision: { zh: '决定', en: 'DECISION' },
} as const satisfies Record<string, Bilingual>;

export const SUBJECT_WORDS = {
  order: { zh: '订单', en: 'order' },
  revocation: { zh: '吊销', en: 'revocation' },
} as const satisfies Record<string, Bilingual>;

export const DECISION_WORDS: Readonly<Record<ApprovalDecision, Bilingual>> = {
  approved: { zh: '已批准', en: 'approved' },
  declined: { zh: '未批准', en: 'declined' },
};

export const APPROVAL_TEXTS = {
  none: { zh: '没有等待审批的事项。', en: 'Nothing waits for approval.' },
  awaited: { zh: '等待中', en: 'awaited' },
  never: { zh: '无人决定', en: 'nobody decided' },
  elsewhere: { zh: '另行结算', en: 'paid elsewhere' },
} as const satisfies Record<string, Bilingual>;

export function decidedText(decision: ApprovalDecision, by: string): Bilingual {
  return { zh: `${DECISION_WORDS[decision].zh}(${by})`, en: `${DECISION_WORDS[decision].en} by ${by}` };
}

export function rulesText(orders: boolean, revocations: boolean): Bilingual {
  const zh = (on: boolean) => (on ? '需要审批' : '不需要审批');
  const en = (on: boolean) => (on ? 'need approval' : 'need no approval');
  return {
    zh: `有费用的订单${zh(orders)};吊销${zh(revocations)}。`,
    en: `Orders that cost something ${en(orders)}; revocations ${en(revocations)}.`,
  };
}
