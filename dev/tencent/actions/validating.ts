/** Proof of control: asked for now, and how far it is for each name. */
import { TENCENT_STATUS } from '../../../domain/tencent/status.js';
import { CaAway, CaRefused } from '../ca-client.js';
import type { CaOrder } from '../ca-wire.js';
import { failed, named, wrongStatus, type DoubleAction, type DoubleCall } from '../call.js';
import { PERIODIC_BRANDS } from '../following.js';
import { isPreReviewed, lacksLetter, productOf, showsProofs, statusOf } from '../status.js';
import type { StoredCertificate } from '../stored-certificate.js';

export const VALIDATING: Readonly<Record<string, DoubleAction>> = {
  CompleteCertificate: completeCertificate,
  CheckCertificateDomainVerification: checkCertificateDomainVerification,
};

const IN_VALIDATION: readonly number[] = [
  TENCENT_STATUS.reviewing,
  TENCENT_STATUS.dnsAdded,
  TENCENT_STATUS.reissuing,
];

async function completeCertificate(call: DoubleCall) {
  const { clock } = call.counter;
  const certificate = await named(call, 'CertificateId', 'CertificateNotFoundOrAudited');
  if (PERIODIC_BRANDS.includes(productOf(certificate).brand))
    throw failed(call, 'InvalidParam', {
      zh: '此品牌的证书由系统定时验证,不支持主动验证。',
      en: 'The brand is validated by itself at intervals: it takes no request.',
    });
  const isShown = IN_VALIDATION.includes(statusOf(certificate, clock())) && showsProofs(certificate, clock());
  if (!isShown) throw wrongStatus(call, 'CertificateNotFoundOrAudited');
  await lookedAt(call, certificate);
  return { CertificateId: certificate.id };
}

async function checkCertificateDomainVerification(call: DoubleCall) {
  const { clock } = call.counter;
  const certificate = await named(call);
  const isIssued = certificate.standing === 'issued';
  const mayLook =
    certificate.standing === 'reviewing' && !lacksLetter(certificate) && isPreReviewed(certificate, clock());
  if (!isIssued && !mayLook) throw wrongStatus(call, 'CertificateStatusNotAllowVerify');
  const after = isIssued ? certificate : await lookedAt(call, certificate);
  const results = (after.seen?.validations ?? []).map((validation) => resultOf(validation, after));
  return { VerificationResults: results.length === 0 ? null : results };
}

async function lookedAt(call: DoubleCall, certificate: StoredCertificate): Promise<StoredCertificate> {
  try {
    return (await call.counter.following.look(certificate.id)) ?? certificate;
  } catch (error) {
    if (error instanceof CaAway || error instanceof CaRefused)
      throw failed(call, 'CannotGetOrder', {
        zh: '无法获取订单。',
        en: 'The order can not be read at the CA.',
      });
    throw error;
  }
}

/** `LocalCheck` (section 4.3). */
const PASSED = 1;
const CODES = {
  TXT: { missing: -1, wrong: -2 },
  CNAME: { missing: -6, wrong: -7 },
  FILE: { missing: -4, wrong: -5 },
} as const;

const REASONS: Readonly<Record<number, string>> = {
  [-1]: 'txt record not found',
  [-2]: 'txt record mismatch',
  [-4]: 'file not found',
  [-5]: 'file mismatch',
  [-6]: 'cname record not found',
  [-7]: 'cname record mismatch',
};

function resultOf(validation: CaOrder['validations'][number], { order, standing }: StoredCertificate) {
  const { name, status, record, file, detail = '' } = validation;
  const isProven = standing === 'issued' || status === 'valid';
  const codes = CODES[record?.type ?? 'FILE'];
  // The CA's own words tell what it found, where it found something.
  const local = isProven
    ? PASSED
    : /, found |not the expected one/.test(detail)
      ? codes.wrong
      : codes.missing;
  const value = record?.value ?? file?.content;
  return {
    Domain: name,
    VerifyType: order?.verifyType ?? 'DNS',
    LocalCheck: local,
    // -1: not yet; 2: passed.
    CaCheck: isProven ? 2 : -1,
    LocalCheckFailReason: REASONS[local] ?? '',
    CheckValue: isProven && value !== undefined ? [value] : [],
    Frequently: false,
    Issued: standing === 'issued',
  };
}
