/** The list of certificates. */
import type { TencentCertificate, TencentFilter } from '../../../client/tencent/index.js';
import { EXPIRY_NOTICE_DAYS } from '../../../domain/certificates/state.js';
import { tencentIdOf } from '../../../domain/tencent/ids.js';
import { TENCENT_STATUS } from '../../../domain/tencent/status.js';
import type { TencentAction, TencentCall } from '../action.js';
import { encryptAlgorithm, isExpiring, sharedFields, uinOf } from './certificate-view.js';
import { typeName } from './products.js';
import { asTold, invalidValue } from './refusing.js';
import {
  flagIn,
  numberIn,
  numbersIn,
  pagingIn,
  projectIn,
  textIn,
  textsIn,
  timeOf,
} from '../../../domain/tencent/wire/fields.js';

export const LISTING: Readonly<Record<string, TencentAction>> = {
  DescribeCertificates: describeCertificates,
};

async function describeCertificates(call: TencentCall) {
  const { input, client } = call;
  const paging = pagingIn(input, { usual: 10, most: 1000 });
  const sort = textIn(input, 'ExpirationSort')?.toUpperCase();
  if (sort !== undefined && sort !== 'ASC' && sort !== 'DESC')
    throw invalidValue(call, 'ExpirationSort', 'ASC, DESC');
  // What never is here: certificates for clients, and those of a subscription.
  const isNone =
    textIn(input, 'CertificateType')?.toUpperCase() === 'CA' || textIn(input, 'ServiceId') !== undefined;
  if (isNone) return { TotalCount: 0, Certificates: [] };
  const { total, items } = await asTold(call, { InvalidInput: 'InvalidParameterValue' }, () =>
    client.tencent.page(filterIn(call), {
      ...paging,
      ...(sort !== undefined && { byExpiry: sort === 'ASC' ? ('asc' as const) : ('desc' as const) }),
    }),
  );
  return { TotalCount: total, Certificates: items.map((item) => rowOf(call, item)) };
}

/** Those whose proof of control, or people, is waited for. */
const PENDING: readonly number[] = [
  TENCENT_STATUS.reviewing,
  TENCENT_STATUS.dnsAdded,
  TENCENT_STATUS.toBeSubmitted,
  TENCENT_STATUS.letterMissing,
  TENCENT_STATUS.reissuing,
  TENCENT_STATUS.freeToBeSubmitted,
];

function filterIn(call: TencentCall): TencentFilter {
  const { input } = call;
  const search = textIn(input, 'SearchKey');
  const ids = textsIn(input, 'CertIds');
  const statuses = numbersIn(input, 'CertificateStatus');
  const pending = numberIn(input, 'IsPendingIssue') === 1 ? PENDING : undefined;
  const wanted = [statuses, pending].filter((list) => list !== undefined && list.length > 0);
  const project = projectIn(input);
  const source = textIn(input, 'FilterSource')?.toLowerCase();
  const uploaded = flagIn(input, 'Upload') ?? (source === undefined ? undefined : source === 'upload');
  const deployable = flagIn(input, 'Deployable');
  const expiring = numberIn(input, 'FilterExpiring') === 1 || numberIn(input, 'Renew') === 1;
  const sm2 = flagIn(input, 'IsSM');
  const tags = tagFilter(input.Tags);
  return {
    ...(search !== undefined && { search }),
    ...(ids && ids.length > 0 && { ids }),
    ...(wanted.length > 0 && { statuses: both(wanted as (readonly number[])[]) }),
    ...(project !== undefined && { project }),
    ...(uploaded !== undefined && { uploaded }),
    ...(deployable !== undefined && { deployable }),
    ...(expiring && { endsWithinDays: EXPIRY_NOTICE_DAYS[0] }),
    ...(sm2 !== undefined && { sm2 }),
    ...(tags.length > 0 && { tags }),
  };
}

function both(lists: readonly (readonly number[])[]): readonly number[] {
  return lists.reduce((one, other) => one.filter((status) => other.includes(status)));
}

/** One key may come with several values: any of them. An empty value is every value. */
function tagFilter(given: unknown): NonNullable<TencentFilter['tags']> {
  if (!Array.isArray(given)) return [];
  const values = new Map<string, string[]>();
  for (const { TagKey, TagValue } of given as { TagKey?: unknown; TagValue?: unknown }[]) {
    if (typeof TagKey !== 'string' || TagKey === '') continue;
    const known = values.get(TagKey) ?? [];
    values.set(TagKey, typeof TagValue === 'string' && TagValue !== '' ? [...known, TagValue] : known);
  }
  return [...values].map(([key, ofKey]) => ({ key, values: ofKey }));
}

/** Official clients read no null in a row: what there is none of is empty. */
function rowOf(call: TencentCall, certificate: TencentCertificate) {
  const shared = sharedFields(call, certificate);
  const { status, names, brand, followedBy, autoRenew, keyHasPassword, expiryNotices } = certificate;
  const isIssued = status === TENCENT_STATUS.issued;
  const renewal = followedBy.find(({ purpose }) => purpose === 'renewal');
  const isSm2 = brand === 'dnspod-sm2';
  return {
    ...shared,
    PackageType: shared.PackageType ?? '',
    VerifyType: shared.VerifyType ?? '',
    CertBeginTime: shared.CertBeginTime ?? '',
    CertEndTime: shared.CertEndTime ?? '',
    PackageTypeName: typeName(certificate) ?? '',
    ProjectInfo: {
      ProjectName: shared.ProjectId === '0' ? '默认项目' : shared.ProjectId,
      ProjectCreatorUin: uinOf(call.principal.account),
      ProjectCreateTime: '',
      ProjectResume: '',
      OwnerUin: uinOf(call.principal.account),
      ProjectId: shared.ProjectId,
    },
    BoundResource: [],
    IsIgnore: !expiryNotices,
    IsSM: isSm2,
    EncryptAlgorithm: encryptAlgorithm(certificate),
    CAEncryptAlgorithms: [],
    CAEndTimes: [],
    CACommonNames: [],
    PreAuditInfo: { TotalPeriod: 0, NowPeriod: 0, ManagerId: '' },
    AutoRenewFlag: autoRenew ? 1 : 0,
    HostingStatus: -1,
    HostingCompleteTime: '',
    HostingRenewCertId: '',
    HasRenewOrder: renewal ? tencentIdOf(renewal.rootId) : '',
    ReplaceOriCertIsDelete: false,
    IsExpiring: isExpiring(certificate, call.now()),
    DVAuthDeadline: timeOf(deadlineOf(certificate)) ?? '',
    ValidationPassedTime: timeOf(certificate.validatedAt) ?? '--',
    CertSANs: [...names],
    AwaitingValidationMsg: '',
    AllowDownload: isIssued,
    IsDNSPODResolve: false,
    IsPackage: false,
    KeyPasswordCustomFlag: keyHasPassword,
    SupportDownloadType: {
      NGINX: true,
      APACHE: !isSm2,
      TOMCAT: !isSm2,
      IIS: !isSm2,
      JKS: !isSm2,
      OTHER: true,
      ROOT: true,
    },
    CertRevokedTime: timeOf(certificate.revokedAt) ?? '',
    HostingResourceTypes: [],
    HostingConfig: null,
    IsHostingUploadRenewCert: false,
    ServiceId: '',
    ServiceStatus: '',
    CertServiceBeginTime: '',
    CertServiceEndTime: '',
    CertServiceShareEnabled: false,
    CertServiceValidCertificateCount: 0,
  };
}

/** Until when the subscriber may show control; nobody else's deadline. */
function deadlineOf({ waitingOn, tracks, deadline }: TencentCertificate): string | null {
  const control = ['subscriber-dns', 'subscriber-file', 'subscriber-caa'];
  if (waitingOn !== null && control.includes(waitingOn)) return deadline;
  const track = tracks?.find((each) => each.waitingOn !== undefined && control.includes(each.waitingOn));
  return track?.deadline ?? null;
}
