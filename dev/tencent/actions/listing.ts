/** The list of certificates. */
import { typeNameOf } from '../../../domain/tencent/product-names.js';
import { TENCENT_STATUS } from '../../../domain/tencent/status.js';
import {
  flagIn,
  numberIn,
  numbersIn,
  pagingIn,
  tagsIn,
  textIn,
  textsIn,
  timeOf,
} from '../../../domain/tencent/wire/fields.js';
import type { DoubleAction, DoubleCall } from '../call.js';
import { namesAreProven, productOf, statusOf } from '../status.js';
import type { StoredCertificate } from '../stored-certificate.js';
import { certificateNames, encryptAlgorithm, isExpiring, OWNER_UIN, sharedFields } from '../views.js';

export const LISTING: Readonly<Record<string, DoubleAction>> = {
  DescribeCertificates: describeCertificates,
};

async function describeCertificates(call: DoubleCall) {
  const { input, counter } = call;
  const { store, following } = counter;
  const { offset, limit } = pagingIn(input, { usual: 10, most: 1000 });
  for (const { id, standing, revocation } of store.all())
    if (standing === 'reviewing' || standing === 'cancelling' || revocation?.status === 'pending')
      await following.settled(id);
  const found = sorted(
    store.all().filter((certificate) => isWanted(call, certificate)),
    textIn(input, 'ExpirationSort'),
  );
  const rows = found.slice(offset, offset + limit).map((certificate) => rowOf(call, certificate));
  return { TotalCount: found.length, Certificates: rows };
}

function sorted(certificates: StoredCertificate[], byExpiry: string | undefined): StoredCertificate[] {
  if (byExpiry === undefined)
    return certificates.sort((one, other) => other.boughtAt.localeCompare(one.boughtAt));
  const end = ({ issued }: StoredCertificate) => issued?.notAfter ?? '';
  const ascending = certificates.sort((one, other) => end(one).localeCompare(end(other)));
  return byExpiry === 'ASC' ? ascending : ascending.reverse();
}

/** Those whose certificate is still to come. */
const PENDING: readonly number[] = [
  TENCENT_STATUS.reviewing,
  TENCENT_STATUS.dnsAdded,
  TENCENT_STATUS.toBeSubmitted,
  TENCENT_STATUS.letterMissing,
  TENCENT_STATUS.reissuing,
  TENCENT_STATUS.freeToBeSubmitted,
];

function isWanted({ input, counter: { clock } }: DoubleCall, certificate: StoredCertificate): boolean {
  const now = clock();
  const status = statusOf(certificate, now);
  const search = textIn(input, 'SearchKey')?.toLowerCase();
  const searched = [certificate.id, certificate.alias, ...certificateNames(certificate)];
  const ids = textsIn(input, 'CertIds') ?? [];
  const statuses = numbersIn(input, 'CertificateStatus') ?? [];
  const projectId = numberIn(input, 'ProjectId');
  const uploaded = flagIn(input, 'Upload') === true || textIn(input, 'FilterSource') === 'upload';
  const isSm2 = productOf(certificate).brand === 'dnspod-sm2';
  const deployable = flagIn(input, 'Deployable');
  const sm = flagIn(input, 'IsSM');
  const ending = flagIn(input, 'FilterExpiring') === true || flagIn(input, 'Renew') === true;
  const tags = tagsIn(input) ?? [];
  return (
    !uploaded &&
    textIn(input, 'CertificateType') !== 'CA' &&
    textIn(input, 'ServiceId') === undefined &&
    (search === undefined || searched.some((word) => word.toLowerCase().includes(search))) &&
    (ids.length === 0 || ids.includes(certificate.id)) &&
    (statuses.length === 0 || statuses.includes(status)) &&
    (flagIn(input, 'IsPendingIssue') !== true || PENDING.includes(status)) &&
    (projectId === undefined || certificate.projectId === String(projectId)) &&
    (deployable === undefined || deployable === (status === TENCENT_STATUS.issued)) &&
    (sm === undefined || sm === isSm2) &&
    (!ending || isExpiring(certificate, now)) &&
    tags.every(({ key, value }) =>
      certificate.tags.some((tag) => tag.key === key && (value === '' || tag.value === value)),
    )
  );
}

/** Official clients read no null in a row: what there is none of is empty. */
function rowOf(call: DoubleCall, certificate: StoredCertificate) {
  const { clock, account } = call.counter;
  const now = clock();
  const shared = sharedFields(call, certificate);
  const { type, kind, brand } = productOf(certificate);
  const { order, information, hasKeyPassword, projectId, renewedBy, revokedAt, standing } = certificate;
  const isSm2 = brand === 'dnspod-sm2';
  return {
    ...shared,
    VerifyType: shared.VerifyType ?? '',
    CertBeginTime: shared.CertBeginTime ?? '',
    CertEndTime: shared.CertEndTime ?? '',
    PackageTypeName: typeNameOf(type, kind),
    ProjectInfo: {
      ProjectName: projectId === '0' ? '默认项目' : projectId,
      ProjectCreatorUin: Number(OWNER_UIN),
      ProjectCreateTime: '',
      ProjectResume: '',
      OwnerUin: Number(OWNER_UIN),
      ProjectId: projectId,
    },
    BoundResource: [],
    IsIgnore: false,
    IsSM: isSm2,
    EncryptAlgorithm: encryptAlgorithm(certificate),
    CAEncryptAlgorithms: [],
    CAEndTimes: [],
    CACommonNames: [],
    PreAuditInfo: { TotalPeriod: 0, NowPeriod: 0, ManagerId: information.ManagerId ?? '' },
    AutoRenewFlag: information.AutoRenewFlag ?? 0,
    HostingStatus: -1,
    HostingCompleteTime: '',
    HostingRenewCertId: '',
    HasRenewOrder: renewedBy ?? '',
    ReplaceOriCertIsDelete: false,
    IsExpiring: isExpiring(certificate, now),
    DVAuthDeadline: deadlineOf(certificate, account.now.dials.validationDays),
    ValidationPassedTime: timeOf(order?.provenAt) ?? '--',
    CertSANs: shared.SubjectAltName,
    AwaitingValidationMsg: '',
    AllowDownload: shared.Status === TENCENT_STATUS.issued,
    IsDNSPODResolve: order?.verifyType === 'DNS_AUTO',
    IsPackage: false,
    KeyPasswordCustomFlag: hasKeyPassword,
    SupportDownloadType: {
      ...{ NGINX: true, APACHE: !isSm2, TOMCAT: !isSm2, IIS: !isSm2, JKS: !isSm2, OTHER: true, ROOT: true },
    },
    CertRevokedTime: timeOf(revokedAt) ?? '',
    HostingResourceTypes: [],
    HostingConfig: null,
    IsHostingUploadRenewCert: false,
    ServiceId: '',
    ServiceStatus: '',
    CertServiceBeginTime: '',
    CertServiceEndTime: '',
    CertServiceShareEnabled: false,
    CertServiceValidCertificateCount: standing === 'issued' ? 1 : 0,
  };
}

const DAY_MS = 86_400_000;

function deadlineOf(certificate: StoredCertificate, days: number): string {
  const { order, standing } = certificate;
  if (standing !== 'reviewing' || !order || namesAreProven(certificate)) return '';
  const since = Date.parse(order.letterAt ?? order.placedAt);
  return timeOf(new Date(since + days * DAY_MS).toISOString()) ?? '';
}
