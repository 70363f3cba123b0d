/** Where a certificate stands, in the reseller's numbers and words (tencent-ssl-api, sections 4.1, 4.2 and 8). Pure. */
import type { CertificateType, OrganizationWay } from '../../domain/catalogue/words.js';
import { catalogueRow } from '../../domain/catalogue/products.js';
import { tencentProduct, type TencentProduct } from '../../domain/tencent/products.js';
import { TENCENT_STATUS, type TencentStatus } from '../../domain/tencent/status.js';
import type { StoredCertificate } from './stored-certificate.js';

/** Of a certificate that was sold: always one of the table. */
export function productOf({ productId }: Pick<StoredCertificate, 'productId'>): TencentProduct {
  const product = tencentProduct(productId);
  if (!product) throw new Error(`There is no product ${productId}`);
  return product;
}

export function isDv(type: CertificateType): boolean {
  return type === 'dv' || type === 'dv-free';
}

/** How the company is checked; undefined for DV. Section 8: all but WoTrus and DNSPod ask for a letter. */
export function wayOf(
  { brand, type, kind }: TencentProduct,
  lettersEnded: boolean,
): OrganizationWay | undefined {
  if (isDv(type)) return undefined;
  const { organizationValidation: way } = catalogueRow(brand, type, kind);
  if (way === 'none') return undefined;
  return way === 'public-record' && !lettersEnded ? 'confirmation-letter' : way;
}

export function statusOf(certificate: StoredCertificate, now: Date): TencentStatus {
  switch (certificate.standing) {
    case 'open':
      return TENCENT_STATUS.toBeSubmitted;
    case 'reviewing':
      return statusInReview(certificate);
    case 'cancelling':
      return TENCENT_STATUS.cancelling;
    case 'cancelled':
      return TENCENT_STATUS.cancelled;
    case 'failed':
      return TENCENT_STATUS.failed;
    case 'refunded':
      return TENCENT_STATUS.refunded;
    case 'issued':
      return statusOfIssued(certificate, now);
  }
}

function statusInReview(certificate: StoredCertificate): TencentStatus {
  if (lacksLetter(certificate)) return TENCENT_STATUS.letterMissing;
  // Which of the two rows shows 11 is not documented: the new one does.
  if (certificate.replacedFor !== undefined) return TENCENT_STATUS.reissuing;
  return certificate.order?.verifyType === 'DNS_AUTO' ? TENCENT_STATUS.dnsAdded : TENCENT_STATUS.reviewing;
}

function statusOfIssued({ issued, revocation, revokedAt }: StoredCertificate, now: Date): TencentStatus {
  if (revokedAt !== undefined) return TENCENT_STATUS.revoked;
  if (revocation?.status === 'pending')
    return revocation.proof === 'letter' && revocation.turn === 'subscriber'
      ? TENCENT_STATUS.revocationLetterMissing
      : TENCENT_STATUS.revoking;
  return issued && new Date(issued.notAfter) < now ? TENCENT_STATUS.expired : TENCENT_STATUS.issued;
}

const LETTER_STEPS = ['letter', 'application-form'];

/** The CA waits for a letter: for the first one, or for another after it rejected one. */
export function lacksLetter({ seen }: Pick<StoredCertificate, 'seen'>): boolean {
  const steps = seen?.organization?.steps ?? [];
  return steps.some(({ step, status }) => LETTER_STEPS.includes(step) && status === 'with-subscriber');
}

export function namesAreProven({ seen }: Pick<StoredCertificate, 'seen'>): boolean {
  return seen !== undefined && seen.validations.every(({ status }) => status === 'valid');
}

export function isPreReviewed({ order }: StoredCertificate, now: Date): boolean {
  return order?.preReviewUntil === undefined || new Date(order.preReviewUntil) <= now;
}

/** Are there names to be proven, and is it known how? */
export function showsProofs(certificate: StoredCertificate, now: Date): boolean {
  return certificate.standing === 'reviewing' && !lacksLetter(certificate) && isPreReviewed(certificate, now);
}

export const FAILURES = {
  /** A desk's own words follow. */
  review: '订单审核失败',
  security: 'CA 审核失败：域名未通过安全审核',
  timedOut: '域名验证超时，订单已关闭，请重新申请',
  material: 'CA 驳回了资料，审核人员将致电，请通过“修改信息”重新提交',
} as const;

/** `StatusMsg`. */
export function statusMessageOf(certificate: StoredCertificate, now: Date): string {
  const { standing, failure, seen } = certificate;
  if (standing === 'failed') return failure ?? FAILURES.review;
  if (standing !== 'reviewing' || !seen) return '';
  if (!isPreReviewed(certificate, now)) return 'PRE-REVIEWING';
  if (lacksLetter(certificate)) return rejectionOf(certificate);
  if (seen.status === 'issuing') return 'WAIT-ISSUE';
  if (!namesAreProven(certificate)) return 'PENDING-DCV';
  const open = seen.organization?.steps.find(({ status }) => status !== 'passed')?.step;
  if (open === undefined) return 'WAIT-ISSUE';
  return open === 'letter' || open === 'manual-review' ? 'CA-REVIEWING' : 'LEGAL-REVIEWING';
}

function rejectionOf({ seen }: StoredCertificate): string {
  const last = seen?.organization?.letters.at(-1);
  return last?.status === 'rejected' ? `${FAILURES.material}：${last.reason ?? ''}` : '';
}
