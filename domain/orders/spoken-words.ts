/** What is said of orders beside their states and steps: who let one through. */
import type { Bilingual } from '../bilingual.js';
import type { ApprovalDecision } from './approval.js';

export const APPROVAL_DECISION_WORDS: Readonly<Record<ApprovalDecision, Bilingual>> = {
  approved: { zh: '已批准', en: 'approved' },
  declined: { zh: '未批准', en: 'declined' },
};
