/** What every reading action tells of a certificate, under the reseller's names. */
import { certificateNamesOf } from '../../domain/catalogue/complimentary.js';
import { EXPIRY_NOTICE_DAYS } from '../../domain/certificates/state.js';
import { isWildcard } from '../../domain/names/forms.js';
import { kindOf } from '../../domain/names/kinds.js';
import { SUBMITTED_FIELDS } from '../../domain/tencent/information.js';
import { BRAND_NAMES } from '../../domain/tencent/product-names.js';
import { STATUS_NAMES, TENCENT_STATUS } from '../../domain/tencent/status.js';
import { dvAuthDetailOf, revokeAuthsOf } from '../../domain/tencent/validation-view.js';
import { tagsOf, timeOf } from '../../domain/tencent/wire/fields.js';
import { told, type DoubleCall } from './call.js';
import { isDv, productOf, showsProofs, statusMessageOf, statusOf } from './status.js';
import { namesOf, type StoredCertificate } from './stored-certificate.js';

/** The double has one account. */
export const OWNER_UIN = '100000000001';

const DAY_MS = 86_400_000;

/** With those that come along, the common name first. */
export function certificateNames(certificate: StoredCertificate): string[] {
  const names = namesOf(certificate);
  const { brand } = productOf(certificate);
  return names.length === 0 ? [] : certificateNamesOf({ brand, kind: kindOf(names), names });
}

/** The fields that `DescribeCertificate`, `DescribeCertificateDetail` and the rows of `DescribeCertificates` share. */
export function sharedFields(call: DoubleCall, certificate: StoredCertificate) {
  const now = call.counter.clock();
  const { brand, type } = productOf(certificate);
  const { id, alias, projectId, productId, order, issued, boughtAt, tags, information, years } = certificate;
  const status = statusOf(certificate, now);
  return {
    OwnerUin: OWNER_UIN,
    ProjectId: projectId,
    From: brand === 'wotrus' ? 'wosign' : 'trustasia',
    CertificateType: 'SVR',
    PackageType: String(productId),
    ProductZhName: BRAND_NAMES[brand],
    Domain: namesOf(certificate)[0] ?? '',
    Alias: alias,
    Status: status,
    StatusMsg: statusMessageOf(certificate, now),
    StatusName: told(call, STATUS_NAMES[status]),
    VerifyType: order?.verifyType ?? information.VerifyType ?? null,
    VulnerabilityStatus: 'INACTIVE',
    CertBeginTime: timeOf(issued?.notBefore),
    CertEndTime: timeOf(issued?.notAfter),
    ValidityPeriod: type === 'dv-free' ? '3' : String(years * 12),
    InsertTime: timeOf(boughtAt) ?? '',
    CertificateExtra: extraOf(certificate),
    CertificateId: id,
    SubjectAltName: certificateNames(certificate),
    IsVip: type !== 'dv-free',
    IsDv: isDv(type),
    IsWildcard: namesOf(certificate).some(isWildcard),
    IsVulnerability: false,
    RenewAble: type !== 'dv-free' && isExpiring(certificate, now),
    Deployable: status === TENCENT_STATUS.issued,
    Tags: tagsOf(tags),
  };
}

/** From 30 days before its end on (section 4.1). */
export function isExpiring(certificate: StoredCertificate, now: Date): boolean {
  const { issued } = certificate;
  if (!issued || statusOf(certificate, now) !== TENCENT_STATUS.issued) return false;
  return Date.parse(issued.notAfter) - now.getTime() < EXPIRY_NOTICE_DAYS[0] * DAY_MS;
}

function extraOf(certificate: StoredCertificate) {
  const { brand, type } = productOf(certificate);
  return {
    DomainNumber: String(certificate.domainCount),
    OriginCertificateId: certificate.renews ?? '',
    ReplacedBy: certificate.replacedBy ?? '',
    ReplacedFor: certificate.replacedFor ?? '',
    RenewOrder: certificate.renewedBy ?? '',
    SMCert: brand === 'dnspod-sm2' ? 1 : 0,
    CompanyType: certificate.information.CompanyType ?? (isDv(type) ? 1 : 2),
    ServiceRenewCertificateId: '',
    ServiceOriginCertificateId: '',
  };
}

/** What a row of the list has not. */
export function orderFields({ counter: { clock } }: DoubleCall, certificate: StoredCertificate) {
  const { order, seen, revocation } = certificate;
  const shown = showsProofs(certificate, clock()) ? (seen?.validations ?? []) : [];
  const proofs =
    revocation?.status === 'pending' && revocation.proof === 'domain-control' ? revocation.validations : [];
  const revoking = revokeAuthsOf(proofs);
  return {
    OrderId: order?.number ?? null,
    DvAuthDetail: dvAuthDetailOf(shown),
    VulnerabilityReport: null,
    SubmittedData: submittedDataOf(certificate),
    DvRevokeAuthDetail: revoking.length === 0 ? null : revoking,
  };
}

/** Null where nothing was handed in, and once there is a certificate. */
function submittedDataOf({ information, issued, hasKeyPassword }: StoredCertificate): object | null {
  if (issued || Object.keys(information).length === 0) return null;
  const given = SUBMITTED_FIELDS.map(
    (field) => [field, information[field] ?? (field === 'DomainList' ? [] : '')] as const,
  );
  // That there is one, never what it is.
  return { ...Object.fromEntries(given), KeyPassword: hasKeyPassword ? '******' : '' };
}

/** `EncryptAlgorithm`, by what was asked for; of a client's own key it is read from the certificate. */
export function encryptAlgorithm(certificate: StoredCertificate): string {
  const { CsrType, CsrEncryptAlgo, CsrKeyParameter } = certificate.information;
  if (productOf(certificate).brand === 'dnspod-sm2') return 'SM2';
  if (CsrType === 'parse') return '';
  if (CsrEncryptAlgo?.toUpperCase() === 'ECC') return `ECC ${CsrKeyParameter ?? 'prime256v1'}`;
  return `RSA ${CsrKeyParameter ?? '2048'}`;
}
