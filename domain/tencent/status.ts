/** Where a certificate stands, in the reseller's numbers (tencent-ssl-api, sections 4.1 and 4.2). Pure. */
import type { CertificateType, OrderPurpose, OrganizationWay, ValidationMethod } from '../catalogue/words.js';
import type { OrderState } from '../orders/states.js';
import type { OrderTrack } from '../orders/tracks.js';
import { letterDocumentOf } from '../organization/letter-rules.js';
import type { RevocationProof } from '../revocation/words.js';
import type { Bilingual } from '../bilingual.js';
import type { Wait } from '../waits.js';

export const TENCENT_STATUS = {
  reviewing: 0,
  issued: 1,
  failed: 2,
  expired: 3,
  dnsAdded: 4,
  toBeSubmitted: 5,
  cancelling: 6,
  cancelled: 7,
  letterMissing: 8,
  revoking: 9,
  revoked: 10,
  reissuing: 11,
  revocationLetterMissing: 12,
  freeToBeSubmitted: 13,
  refunded: 14,
  moving: 15,
} as const;
export type TencentStatus = (typeof TENCENT_STATUS)[keyof typeof TENCENT_STATUS];

/** `StatusName`: the wording of the documents. */
export const STATUS_NAMES: Readonly<Record<TencentStatus, Bilingual>> = {
  0: { zh: '审核中', en: 'Under review' },
  1: { zh: '已颁发', en: 'Issued' },
  2: { zh: '审核失败', en: 'Review failed' },
  3: { zh: '已过期', en: 'Expired' },
  4: { zh: '待验证', en: 'To be validated' },
  5: { zh: '企业证书，待提交', en: 'Enterprise certificate, pending documentation' },
  6: { zh: '订单取消中', en: 'Order cancellation in progress' },
  7: { zh: '已取消', en: 'Canceled' },
  8: { zh: '待上传确认函', en: 'Documents submitted, pending confirmation letter' },
  9: { zh: '证书吊销中', en: 'Revocation in progress' },
  10: { zh: '已吊销', en: 'Revoked' },
  11: { zh: '重颁发中', en: 'Reissue in progress' },
  12: { zh: '待上传吊销确认函', en: 'Pending revocation letter' },
  13: { zh: '免费证书待提交资料', en: 'Free certificate, pending documentation' },
  14: { zh: '证书已退款', en: 'Refunded' },
  15: { zh: '证书迁移中', en: 'Migration in progress' },
};

/** What the records say of an order and of what came of it. Instants: ISO 8601, UTC. */
export interface StandingFacts {
  /** Null of a certificate from elsewhere. */
  readonly state: OrderState | null;
  readonly type: CertificateType | null;
  readonly purpose: OrderPurpose | null;
  readonly validationMethod: ValidationMethod | null;
  /** How the CA checks the company; null where it does not, and before the form is in. */
  readonly way: OrganizationWay | null;
  /** A letter is with us or the CA, or was taken. */
  readonly hasLetter: boolean;
  /** True where an earlier check of the company is taken: no letter is asked for. */
  readonly companyIsChecked: boolean;
  readonly cancelAskedAt: string | null;
  readonly notAfter: string | null;
  readonly revokedAt: string | null;
  readonly revocation: { readonly proof: RevocationProof; readonly waitingOn: Wait | null } | null;
}

/** `now`: milliseconds since the epoch. The list's own condition says the same in SQL (db/statements/tencent); a test compares them. */
export function statusOf(facts: StandingFacts, now: number): TencentStatus {
  const { state } = facts;
  if (state === null || state === 'issued') return statusOfCertificate(facts, now);
  if (state === 'cancelled') return TENCENT_STATUS.cancelled;
  if (state === 'rejected' || state === 'expired') return TENCENT_STATUS.failed;
  if (facts.cancelAskedAt !== null) return TENCENT_STATUS.cancelling;
  if (state === 'pending-submission')
    return facts.type === 'dv-free' ? TENCENT_STATUS.freeToBeSubmitted : TENCENT_STATUS.toBeSubmitted;
  if (facts.purpose === 'reissue' || facts.purpose === 'plan-reissue') return TENCENT_STATUS.reissuing;
  if (lacksLetter(facts)) return TENCENT_STATUS.letterMissing;
  const isDv = facts.type === 'dv' || facts.type === 'dv-free';
  return isDv && facts.validationMethod === 'auto-dns' ? TENCENT_STATUS.dnsAdded : TENCENT_STATUS.reviewing;
}

function statusOfCertificate({ revokedAt, revocation, notAfter }: StandingFacts, now: number): TencentStatus {
  if (revokedAt !== null) return TENCENT_STATUS.revoked;
  if (revocation)
    return revocation.proof === 'letter' && revocation.waitingOn === 'subscriber-revocation-letter'
      ? TENCENT_STATUS.revocationLetterMissing
      : TENCENT_STATUS.revoking;
  return notAfter !== null && Date.parse(notAfter) < now ? TENCENT_STATUS.expired : TENCENT_STATUS.issued;
}

function lacksLetter({ way, hasLetter, companyIsChecked }: StandingFacts): boolean {
  return letterDocumentOf(way ?? undefined) !== undefined && !hasLetter && !companyIsChecked;
}

/** Where it stands within its review. */
export interface ReviewFacts {
  readonly state: OrderState | null;
  readonly way: OrganizationWay | null;
  readonly waitingOn: Wait | null;
  readonly tracks: readonly OrderTrack[] | null;
  readonly reason: string | null;
  readonly reasonChinese: string | null;
}

const CONTROL_WAITS: readonly Wait[] = [
  'subscriber-dns',
  'subscriber-file',
  'subscriber-caa',
  'dns',
  'file-agent',
];
const LEGAL_WAITS: readonly Wait[] = [
  'subscriber-emails',
  'subscriber-mailbox',
  'subscriber-phone',
  'subscriber-channel',
  'ca-phone-call',
  'ca-public-record',
];

/** `StatusMsg`: a word while it is reviewed, the reason once it failed, nothing otherwise. */
export function statusMessageOf(facts: ReviewFacts): string {
  const { state, waitingOn, reason, reasonChinese } = facts;
  if (state === 'rejected') return reasonChinese ?? reason ?? '订单审核失败';
  if (state === 'expired') return '域名验证超时，订单已关闭，请重新申请';
  if (state === 'issuing' || waitingOn === 'ca-issuance') return 'WAIT-ISSUE';
  if (state !== 'validating') return '';
  const waits = [waitingOn, ...(facts.tracks ?? []).map((track) => track.waitingOn ?? null)];
  if (waits.some((wait) => wait !== null && CONTROL_WAITS.includes(wait))) return 'PENDING-DCV';
  if (waits.some((wait) => wait !== null && LEGAL_WAITS.includes(wait))) return 'LEGAL-REVIEWING';
  return facts.way === 'two-emails' && waits.includes('ca-organization') ? 'PRE-REVIEWING' : 'CA-REVIEWING';
}
