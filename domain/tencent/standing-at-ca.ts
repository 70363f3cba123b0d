/**
 * What the reseller says of a certificate that we ordered there, read in our words (tencent-ssl-api, sections 4.1, 4.2 and 8). A status
 * or a text that nobody here knows ends nothing: it is told as it is, and waited on.
 */
import type { Bilingual } from '../bilingual.js';

/** `to-be-submitted`: bought, its form is not in. `ended`: cancelled or refunded. */
export type TencentStanding =
  | 'to-be-submitted'
  | 'reviewed'
  | 'letter-missing'
  | 'issued'
  | 'failed'
  | 'being-cancelled'
  | 'ended'
  | 'unknown';

/** Section 4.1, by code. What was issued stays so when it has expired, or is being revoked. */
const STANDINGS: Readonly<Record<number, TencentStanding>> = {
  0: 'reviewed',
  1: 'issued',
  2: 'failed',
  3: 'issued',
  4: 'reviewed',
  5: 'to-be-submitted',
  6: 'being-cancelled',
  7: 'ended',
  8: 'letter-missing',
  9: 'issued',
  10: 'issued',
  // Which of the two certificates shows it is not documented; the new one is looked at (section 8).
  11: 'reviewed',
  12: 'issued',
  13: 'to-be-submitted',
  14: 'ended',
};

export function standingOf(status: number): TencentStanding {
  return STANDINGS[status] ?? 'unknown';
}

/** How far a review has come, where `StatusMsg` has one of the words of section 4.2. */
export type ReviewStage = 'pre-review' | 'legal-review' | 'ca-review' | 'control' | 'to-be-issued';

const STAGES: Readonly<Record<string, ReviewStage>> = {
  'PRE-REVIEWING': 'pre-review',
  'LEGAL-REVIEWING': 'legal-review',
  'CA-REVIEWING': 'ca-review',
  'PENDING-DCV': 'control',
  'WAIT-ISSUE': 'to-be-issued',
};

/** Examples have it in capitals and in small letters. Undefined for any other text. */
export function reviewStageOf(statusMessage: string): ReviewStage | undefined {
  return STAGES[statusMessage.trim().toUpperCase()];
}

export const REVIEW_STAGES: Readonly<Record<ReviewStage, Bilingual>> = {
  'pre-review': { zh: '预审中', en: 'in pre-review' },
  'legal-review': { zh: '正在审核企业信息', en: 'the company is being reviewed' },
  'ca-review': { zh: 'CA 审核中', en: 'in review at the CA' },
  control: { zh: '等待域名验证', en: 'waiting for control of the names' },
  'to-be-issued': { zh: '等待签发', en: 'waiting to be issued' },
};

/** What a failed review means. `for-good`: the order has ended there. `to-be-mended`: it can go on once somebody has acted. */
export type FailedReview = 'for-good' | 'to-be-mended';

/**
 * Section 4.2: the sentences that are documented, by the words that make them out; the list is marked there as incomplete. A sentence
 * that fits none is to be mended, which people judge.
 */
const FAILED_FOR_GOOD: readonly RegExp[] = [
  // The domain did not pass the security check.
  /安全(?:检测|检查|审查|审核|验证)|security (?:check|review)/iu,
  // Domain validation timed out, and the order was closed.
  /(?:超时|timed out)[^]*(?:关闭|重新申请|closed|again)/iu,
  // The order's review failed; a reason may follow.
  /^订单审核失败/u,
];

export function failedReviewOf(statusMessage: string): FailedReview {
  return FAILED_FOR_GOOD.some((sentence) => sentence.test(statusMessage.trim()))
    ? 'for-good'
    : 'to-be-mended';
}

/** Section 3: `YYYY-MM-DD HH:MM:SS` in GMT+8. Undefined for what is no time. */
export function instantOfTencent(text: string | undefined): Date | undefined {
  if (text === undefined || !/^2\d{3}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return undefined;
  const at = new Date(`${text.replace(' ', 'T')}+08:00`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
