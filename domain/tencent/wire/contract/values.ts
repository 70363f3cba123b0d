/** What the contract says in words only: which values a field takes, how long it and its lists may be. From the fields' descriptions in api.json. */
import { TENCENT_FIELD_LENGTHS, TENCENT_LIST_LENGTHS } from '../../../tencent-limits.js';

const METHODS = ['DNS_AUTO', 'DNS', 'FILE'] as const;
const SWITCH = ['0', '1'] as const;
const ID_TYPES = ['SFZ', 'HZ'] as const;
const WAYS_TO_A_CSR = ['original', 'upload', 'online'] as const;
const KEY_PARAMETERS = ['2048', '4096', 'prime256v1', 'secp384r1'] as const;

/** By action and field; case does not count, numbers as they are written. The spelling here is what actions are given. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  'ApplyCertificate.DvAuthMethod': METHODS,
  'ApplyCertificate.CsrEncryptAlgo': ['RSA', 'ECC'],
  'CertificateInfoSubmit.GenCsrType': ['online', 'parse'],
  'CertificateInfoSubmit.CompanyType': ['1', '2'],
  'CertificateInfoSubmit.OrgIdType': ['TYDMZ', 'OTHERS'],
  'CertificateInfoSubmit.AdminIdType': ID_TYPES,
  'CertificateInfoSubmit.TechIdType': ID_TYPES,
  'CertificateInfoSubmit.VerifyType': METHODS,
  'CertificateInfoSubmit.AutoRenewFlag': SWITCH,
  'CertificateInfoSubmit.CsrEncryptAlgo': ['RSA', 'ECC', 'SM2'],
  'CertificateInfoSubmit.CaType': ['sectigo', 'digicert'],
  'CertificateOrderSubmit.DeleteDnsAutoRecord': SWITCH,
  'CertificateOrderSubmit.VerifyType': METHODS,
  'CommitCertificateInformation.VerifyType': METHODS,
  'CreateCertificate.AutoVoucher': SWITCH,
  'CreateCertificateByPackage.RenewGenCsrMethod': WAYS_TO_A_CSR,
  'CreateCertificateByPackage.RenewAlgorithmType': ['RSA', 'ECC', 'SM2'],
  'CreateCertificateByPackage.VerifyType': METHODS,
  'CreateCSR.EncryptAlgo': ['RSA', 'ECC'],
  'CreateCSR.KeyParameter': KEY_PARAMETERS,
  'ModifyCSR.EncryptAlgo': ['RSA', 'ECC'],
  'ModifyCSR.KeyParameter': KEY_PARAMETERS,
  'DescribeCertificates.CertificateType': ['CA', 'SVR'],
  'DescribeCertificates.ExpirationSort': ['ASC', 'DESC'],
  'DescribeCertificates.Deployable': SWITCH,
  'DescribeCertificates.Upload': SWITCH,
  'DescribeCertificates.Renew': SWITCH,
  'DescribeCertificates.FilterSource': ['upload', 'buy'],
  'DescribeCertificates.IsSM': SWITCH,
  'DescribeCertificates.FilterExpiring': SWITCH,
  'DescribeCertificates.Hostable': SWITCH,
  'DescribeCertificates.IsPendingIssue': SWITCH,
  'DescribeDownloadCertificateUrl.ServiceType': ['nginx', 'tomcat', 'apache', 'iis', 'jks', 'other', 'root'],
  'DescribeManagers.Status': ['none', 'audit', 'CAaudit', 'ok', 'invalid', 'expiring', 'expired'],
  'DescribePackages.Status': ['usable', 'used', 'expired', 'refund'],
  'DescribePackages.ExpireTime': ['asc', 'desc'],
  'DescribePackages.Type': ['ssl_100', 'ssl_500', 'ssl_2000'],
  'ModifyCertificatesExpiringNotificationSwitch.SwitchStatus': SWITCH,
  'ReplaceCertificate.ValidType': METHODS,
  'ReplaceCertificate.CsrType': WAYS_TO_A_CSR,
  'ReplaceCertificate.CertCSREncryptAlgo': ['RSA', 'ECC', 'SM2'],
  'SubmitCertificateInformation.CsrType': ['online', 'parse'],
  'SubmitCertificateInformation.VerifyType': METHODS,
  'UploadCertificate.CertificateType': ['SVR', 'CA'],
};

const PEMS = [
  'Csr',
  'CsrContent',
  'RenewCsr',
  'CertificatePublicKey',
  'CertificatePrivateKey',
  'CertificateChain',
];
const LETTERS = ['ConfirmLetter', 'RevokeLetter'];
const NAMES = ['DomainName', 'CertCommonName', 'CertificateDomain', 'DnsNames', 'DomainList'];

const HUNDRED_AT_MOST = [
  'DeleteCertificates.CertificateIds',
  'ModifyCertificateProject.CertificateIdList',
  'DescribeDeleteCertificatesTaskResult.TaskIds',
  'BatchDeleteCSR.CSRIds',
];
const TEN_AT_MOST = ['ModifyResourceTags.ReplaceTags', 'ModifyResourceTags.DeleteTags'];

/** What the field takes; undefined where it takes more than a list of words. */
export function valuesOf(action: string, field: string): readonly string[] | undefined {
  const key = `${action}.${field}`;
  return Object.hasOwn(VALUES, key) ? VALUES[key] : undefined;
}

/** In characters. `field`: its own name, wherever it stands. */
export function greatestLength(field: string): number {
  if (PEMS.includes(field)) return TENCENT_FIELD_LENGTHS.pem;
  if (LETTERS.includes(field)) return TENCENT_FIELD_LENGTHS.letter;
  if (NAMES.includes(field)) return TENCENT_FIELD_LENGTHS.name;
  if (field === 'DomainNames') return TENCENT_FIELD_LENGTHS.names;
  return field === 'Alias' ? TENCENT_FIELD_LENGTHS.alias : TENCENT_FIELD_LENGTHS.plain;
}

export function mostEntries(action: string, field: string): number {
  const key = `${action}.${field}`;
  if (HUNDRED_AT_MOST.includes(key)) return TENCENT_LIST_LENGTHS.hundred;
  if (TEN_AT_MOST.includes(key)) return TENCENT_LIST_LENGTHS.tags;
  return key === 'ModifyCertificatesExpiringNotificationSwitch.CertificateIds'
    ? TENCENT_LIST_LENGTHS.fifty
    : TENCENT_LIST_LENGTHS.plain;
}
