/** Proof of control: asked for now, and how far it is for each name. */
import type { ExplainedValidation, WhyView } from '../../../client/orders/views.js';
import { TENCENT_STATUS } from '../../../domain/tencent/status.js';
import type { TencentAction, TencentCall } from '../action.js';
import { namedOrder, type OrderedCertificate } from './named.js';
import { asTold, failed, wrongStatus } from './refusing.js';
import { VERIFY_TYPES } from '../../../domain/tencent/validation-view.js';

export const VALIDATING: Readonly<Record<string, TencentAction>> = {
  CompleteCertificate: completeCertificate,
  CheckCertificateDomainVerification: checkCertificateDomainVerification,
};

/** Of these the service looks by itself, and takes no request (tencent-ssl-api, section 6.1). */
const LOOKED_AT_BY_ITSELF: readonly string[] = ['dnspod', 'dnspod-sm2', 'wotrus'];

async function completeCertificate(call: TencentCall) {
  const certificate = await namedOrder(call);
  if (LOOKED_AT_BY_ITSELF.includes(certificate.brand))
    throw failed(call, 'InvalidParam', {
      zh: '此品牌的证书由系统定时验证，不支持主动验证。',
      en: 'The brand is validated by itself at intervals: it takes no request.',
    });
  if (!isUnderReview(certificate)) throw wrongStatus(call, 'CertificateNotFoundOrAudited');
  await asTold(call, { RefusedInThisState: 'FailedOperation.CertificateNotFoundOrAudited' }, () =>
    call.client.check(certificate.orderId, { waitMs: 0 }),
  );
  return { CertificateId: certificate.id };
}

function isUnderReview({ status, state }: OrderedCertificate): boolean {
  const standing: readonly number[] = [
    TENCENT_STATUS.reviewing,
    TENCENT_STATUS.dnsAdded,
    TENCENT_STATUS.letterMissing,
    TENCENT_STATUS.reissuing,
  ];
  return standing.includes(status) && (state === 'validating' || state === 'issuing');
}

/** House limit: a look takes a second or two; who asks again after ten seconds, as theirs do, finds it done. */
const LOOK_MS = 3_000;

async function checkCertificateDomainVerification(call: TencentCall) {
  const certificate = await namedOrder(call);
  const { orderId, state } = certificate;
  const isIssued = state === 'issued';
  if (!isIssued && !isUnderReview(certificate)) throw wrongStatus(call, 'CertificateStatusNotAllowVerify');
  const order = isIssued ? await call.client.why(orderId) : await looked(call, orderId);
  const results = order.validations.map((validation) => resultOf(validation, order));
  return { VerificationResults: results.length === 0 ? null : results };
}

async function looked(call: TencentCall, orderId: string): Promise<WhyView> {
  return await asTold(
    call,
    { RefusedInThisState: 'FailedOperation.CertificateStatusNotAllowVerify' },
    async () => {
      const { order } = await call.client.check(orderId, { waitMs: LOOK_MS });
      return order;
    },
  );
}

/** `LocalCheck` (section 4.3). */
const PASSED = 1;
const CODES = {
  TXT: { missing: -1, wrong: -2 },
  CNAME: { missing: -6, wrong: -7 },
  FILE: { missing: -4, wrong: -5 },
  unreachable: -3,
} as const;

const REASONS: Readonly<Record<string, string>> = {
  '-1': 'txt record not found',
  '-2': 'txt record mismatch',
  '-3': 'ns record not found',
  '-4': 'file not found',
  '-5': 'file mismatch',
  '-6': 'cname record not found',
  '-7': 'cname record mismatch',
};

function resultOf(validation: ExplainedValidation, order: WhyView) {
  const { name, method, record, file, status, findings } = validation;
  const isIssued = order.state === 'issued';
  const isProven = isIssued || status === 'valid';
  const own = findings.filter(({ subject }) => subject === 'dns-record' || subject === 'http-file');
  const [first] = own;
  const local = isProven ? PASSED : localCheck(record?.type ?? 'FILE', first?.verdict);
  const value = record?.value ?? file?.content;
  return {
    Domain: name,
    VerifyType: VERIFY_TYPES[method],
    LocalCheck: local,
    // -1: not yet; 2: passed.
    CaCheck: isProven ? 2 : -1,
    LocalCheckFailReason: REASONS[String(local)] ?? '',
    CheckValue: isProven && value !== undefined ? [value] : foundIn(own),
    Frequently: false,
    Issued: isIssued,
  };
}

function localCheck(type: 'TXT' | 'CNAME' | 'FILE', verdict: string | undefined): number {
  if (verdict === 'ok') return PASSED;
  if (verdict === 'wrong') return CODES[type].wrong;
  return verdict === 'unreachable' && type !== 'FILE' ? CODES.unreachable : CODES[type].missing;
}

function foundIn(findings: ExplainedValidation['findings']): string[] {
  return [...new Set(findings.map(({ found }) => found).filter((found) => found !== ''))];
}
