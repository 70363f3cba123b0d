/** What every reading action tells of a certificate, by their names. Values that may not be null in one of them are filled in there. */
import type { TencentCertificate } from '../../../client/tencent/index.js';
import { EXPIRY_NOTICE_DAYS } from '../../../domain/certificates/state.js';
import { isWildcard } from '../../../domain/names/forms.js';
import { tencentIdOf, tencentNumberOf } from '../../../domain/tencent/ids.js';
import { SUBMITTED_FIELDS } from '../../../domain/tencent/information.js';
import { STATUS_NAMES, statusMessageOf, TENCENT_STATUS } from '../../../domain/tencent/status.js';
import type { TencentCall } from '../action.js';
import { brandName, packageTypeOf } from './products.js';
import { said } from './refusing.js';
import { VERIFY_TYPES } from '../../../domain/tencent/validation-view.js';
import { projectOf, tagsOf, timeOf } from '../../../domain/tencent/wire/fields.js';

const DAY_MS = 86_400_000;

/** Their accounts are numbers. The same account always has the same one. */
export function uinOf(account: string): number {
  return tencentNumberOf(`account ${account}`);
}

/** In text. */
export function ownerUin({ principal }: TencentCall): string {
  return String(uinOf(principal.account));
}

/** The fields that `DescribeCertificate`, `DescribeCertificateDetail` and the rows of `DescribeCertificates` share. */
export function sharedFields(call: TencentCall, certificate: TencentCertificate) {
  const { id, status, names, alias, type, tags, validationMethod, notBefore, notAfter } = certificate;
  return {
    OwnerUin: ownerUin(call),
    ProjectId: projectOf(certificate.project),
    From: fromOf(certificate),
    CertificateType: 'SVR',
    PackageType: packageTypeOf(certificate),
    ProductZhName: brandName(certificate),
    Domain: domainOf(certificate),
    Alias: alias ?? '',
    Status: status,
    StatusMsg: statusMessageOf(certificate),
    StatusName: said(call, STATUS_NAMES[status]),
    VerifyType: validationMethod === null ? null : VERIFY_TYPES[validationMethod],
    VulnerabilityStatus: 'INACTIVE',
    CertBeginTime: timeOf(notBefore),
    CertEndTime: timeOf(notAfter),
    ValidityPeriod: validityMonths(certificate),
    InsertTime: timeOf(certificate.createdAt) ?? '',
    CertificateExtra: extraOf(certificate),
    CertificateId: id,
    SubjectAltName: [...names],
    IsVip: certificate.orderId !== null && type !== 'dv-free',
    IsDv: type === 'dv' || type === 'dv-free',
    IsWildcard: names.some(isWildcard),
    IsVulnerability: false,
    RenewAble: isRenewable(certificate, call.now()),
    Deployable: status === TENCENT_STATUS.issued,
    Tags: tagsOf(tags),
  };
}

/** `From`. Official scripts tell uploads from the rest by it. */
function fromOf({ orderId, brand }: TencentCertificate): string {
  if (orderId === null) return 'upload';
  return brand === 'wotrus' ? 'wosign' : 'trustasia';
}

/** The common name: as ordered, or as handed in so far. */
export function domainOf({ names, bought }: TencentCertificate): string {
  return names[0] ?? bought?.information.CertificateDomain ?? '';
}

/** In months; a free certificate is valid for three. Of one from elsewhere as many as its dates make. */
function validityMonths({
  type,
  planYears,
  bought,
  notBefore,
  notAfter,
  orderId,
}: TencentCertificate): string {
  if (type === 'dv-free') return '3';
  if (orderId !== null) return String((planYears ?? bought?.years ?? 1) * 12);
  const days = (Date.parse(notAfter ?? '') - Date.parse(notBefore ?? '')) / DAY_MS;
  return String(Math.max(1, Math.round(days / 30.44)));
}

/** Theirs opens the renewal of a paid certificate as many days before its end. */
export function isExpiring({ status, notAfter }: TencentCertificate, now: number): boolean {
  if (status !== TENCENT_STATUS.issued || notAfter === null) return false;
  return Date.parse(notAfter) - now < EXPIRY_NOTICE_DAYS[0] * DAY_MS;
}

function isRenewable(certificate: TencentCertificate, now: number): boolean {
  const { orderId, type } = certificate;
  return orderId !== null && type !== 'dv-free' && isExpiring(certificate, now);
}

function extraOf(certificate: TencentCertificate) {
  const { bought, purpose, follows, followedBy, names, brand, type } = certificate;
  const isReissue = purpose === 'reissue' || purpose === 'plan-reissue';
  const before = follows === null ? null : tencentIdOf(follows);
  const reissued = followedBy.find(
    (later) => later.purpose === 'reissue' || later.purpose === 'plan-reissue',
  );
  const renewed = followedBy.find((later) => later.purpose !== 'reissue' && later.purpose !== 'plan-reissue');
  return {
    DomainNumber: String(bought?.domainCount ?? Math.max(1, names.length)),
    OriginCertificateId: bought?.renews ?? (isReissue ? '' : (before ?? '')),
    ReplacedBy: reissued ? tencentIdOf(reissued.rootId) : '',
    ReplacedFor: isReissue ? (before ?? '') : '',
    RenewOrder: renewed ? tencentIdOf(renewed.rootId) : '',
    SMCert: brand === 'dnspod-sm2' ? 1 : 0,
    CompanyType: type === 'dv' || type === 'dv-free' ? 1 : 2,
    ServiceRenewCertificateId: '',
    ServiceOriginCertificateId: '',
  };
}

/** What was handed in for the form; null where nothing was, and once there is a certificate. */
export function submittedDataOf({ bought, certificateId }: TencentCertificate): object | null {
  if (certificateId !== null || bought === null) return null;
  const { information, hasKeyPassword } = bought;
  if (Object.keys(information).length === 0) return null;
  const given = SUBMITTED_FIELDS.map(
    (field) => [field, information[field] ?? (field === 'DomainList' ? [] : '')] as const,
  );
  const fields: Readonly<Record<string, unknown>> = Object.fromEntries(given);
  // That there is one, never what it is.
  return { ...fields, KeyPassword: hasKeyPassword ? '******' : '' };
}

const KEY_NAMES: Readonly<Record<string, string>> = {
  'rsa-2048': 'RSA 2048',
  'rsa-4096': 'RSA 4096',
  'ecc-p256': 'ECC prime256v1',
  'ecc-p384': 'ECC secp384r1',
  sm2: 'SM2',
};

/** `EncryptAlgorithm`; empty where the key is the subscriber's own and nothing is issued yet. */
export function encryptAlgorithm({ keyAlgorithm, brand }: TencentCertificate): string {
  if (keyAlgorithm !== null) return KEY_NAMES[keyAlgorithm] ?? '';
  return brand === 'dnspod-sm2' ? 'SM2' : '';
}
