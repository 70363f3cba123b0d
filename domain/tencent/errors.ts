/**
 * What the reseller's error codes mean to an order that is placed there (tencent-ssl-api, section 7; those of its gateway, section
 * 2.3). A code that stands in no row ends nothing: it is told as it is, the order waits, and an operator looks.
 */
import type { Bilingual } from '../bilingual.js';
import type { FailureType } from '../failures.js';

/**
 * `transient`: the service's own trouble; what it did is unknown. `limit`: too often. `wait`: it is at it already. `operator`: the
 * connection, its rights or its money must be put right; orders wait. `subscriber`: what was handed in can't be taken. `final`:
 * never. `unknown-order`: no such certificate. `protocol`: we and the service disagree on what a request looks like.
 */
export type TencentMeaning =
  'transient' | 'limit' | 'wait' | 'operator' | 'subscriber' | 'final' | 'unknown-order' | 'protocol';

export interface TencentErrorRow {
  readonly meaning: TencentMeaning;
  /** Of tencent-ssl-api. */
  readonly section: '2.3' | '7';
  /** What to do, where somebody can. */
  readonly advice?: Bilingual;
}

const KEYS: Bilingual = {
  zh: '请更正连接的 secretId 和 secretKey,或检查该密钥是否已停用',
  en: 'Correct secretId and secretKey of the connection, or see whether this key is disabled',
};
const CLOCK: Bilingual = {
  zh: '请校准运行 worker 的机器的时钟',
  en: 'Set the clock of the machine that the worker runs on',
};
const RIGHTS: Bilingual = {
  zh: '请在访问管理(CAM)中授予该子用户 QcloudSSLFullAccess 和财务(购买)权限',
  en: 'Grant the sub-user QcloudSSLFullAccess and the right to buy, in Cloud Access Management (CAM)',
};
const PROJECT: Bilingual = {
  zh: '请更正连接的 projectId,或授予该子用户此项目的权限',
  en: 'Correct projectId of the connection, or give the sub-user access to that project',
};
const IDENTITY: Bilingual = {
  zh: '请在其控制台中完成账号的实名认证',
  en: 'Have the account’s identity verified, in its console',
};
const MONEY: Bilingual = {
  zh: '请检查账号余额并充值;充值后系统会自行继续',
  en: 'Look at the account’s balance and top it up; the order goes on by itself then',
};
const ADDRESSES: Bilingual = {
  zh: '请在其控制台中允许 worker 的出口 IP 地址',
  en: 'Permit the worker’s address, in its console',
};
const FORM: Bilingual = {
  zh: '请修改订单后重新提交',
  en: 'Edit the order, and submit it anew',
};
const LETTER: Bilingual = {
  zh: '请上传 jpg、jpeg、png 或 pdf 文件,1 KB 至 1.4 MB',
  en: 'Upload a jpg, jpeg, png or pdf of 1 KB to 1.4 MB',
};
const RESOURCES: Bilingual = {
  zh: '请先在其控制台中解除该证书与云资源的关联',
  en: 'Release the certificate from cloud resources, in its console, first',
};
const CONSOLE: Bilingual = {
  zh: '请在其控制台中上传该文件',
  en: 'Upload the document in its console',
};

const gateway = (meaning: TencentMeaning, advice?: Bilingual): TencentErrorRow => ({
  meaning,
  section: '2.3',
  ...(advice && { advice }),
});
const business = (meaning: TencentMeaning, advice?: Bilingual): TencentErrorRow => ({
  meaning,
  section: '7',
  ...(advice && { advice }),
});

/** By code; a code that is not here counts as the family before its last dot does, as far as that one is here. */
export const TENCENT_ERRORS: Readonly<Record<string, TencentErrorRow>> = {
  ActionOffline: gateway('protocol'),
  AuthFailure: gateway('operator', KEYS),
  'AuthFailure.SignatureExpire': gateway('operator', CLOCK),
  'AuthFailure.UnauthorizedOperation': gateway('operator', RIGHTS),
  'AuthFailure.MFAFailure': gateway('operator', RIGHTS),
  InternalError: gateway('transient'),
  InvalidAction: gateway('protocol'),
  InvalidRequest: gateway('protocol'),
  IpInBlacklist: gateway('operator', ADDRESSES),
  IpNotInWhitelist: gateway('operator', ADDRESSES),
  MissingParameter: gateway('protocol'),
  NoSuchProduct: gateway('protocol'),
  NoSuchVersion: gateway('protocol'),
  RequestLimitExceeded: gateway('limit'),
  RequestSizeLimitExceeded: gateway('protocol'),
  ResourceUnavailable: gateway('transient'),
  ResponseSizeLimitExceeded: gateway('protocol'),
  ServiceUnavailable: gateway('transient'),
  UnauthorizedOperation: gateway('operator', RIGHTS),
  UnknownParameter: gateway('protocol'),
  UnsupportedProtocol: gateway('protocol'),
  UnsupportedRegion: gateway('operator', {
    zh: '请去掉或更正连接的 region',
    en: 'Take region of the connection away, or correct it',
  }),
  InvalidParameter: gateway('subscriber', FORM),
  InvalidParameterValue: gateway('subscriber', FORM),

  'FailedOperation.CertificateNotFound': business('unknown-order'),
  'FailedOperation.InvalidCertificateStatusCode': business('transient'),
  'FailedOperation.InvalidParam': business('subscriber', FORM),
  'FailedOperation.AuthError': business('operator', RIGHTS),
  'FailedOperation.CAMAuthorizedFail': business('operator', RIGHTS),
  'FailedOperation.NoProjectPermission': business('operator', PROJECT),
  'FailedOperation.NoRealNameAuth': business('operator', IDENTITY),
  'FailedOperation.ExceedsFreeLimit': business('operator'),
  'FailedOperation.MainDomainCertificateCountLimit': business('operator'),
  'FailedOperation.TradeError': business('operator', MONEY),
  'FailedOperation.GenCSRFail': business('transient'),
  'FailedOperation.CertificateCsrParseFailed': business('subscriber', FORM),
  'FailedOperation.CertificateInvalid': business('subscriber', FORM),
  'FailedOperation.CertificateMismatch': business('subscriber', FORM),
  'FailedOperation.CertificateMatchError': business('subscriber', FORM),
  // Another attempt was faster: where it stands is read anew.
  'FailedOperation.CertificateInfoSubmitStatusInvalid': business('transient'),
  'FailedOperation.CertificateInfoSubmitDomainInvalid': business('subscriber', FORM),
  'FailedOperation.CertificateInfoSubmitContactEmailEmpty': business('operator', {
    zh: '请更正连接的 contactEmail',
    en: 'Correct contactEmail of the connection',
  }),
  'FailedOperation.CertificatePreVerifyEmailInvalid': business('subscriber', FORM),
  'FailedOperation.CertificateOrderSubmitProcessing': business('wait'),
  'FailedOperation.CertificateOrderSubmitRootCAInvalid': business('subscriber', FORM),
  // Completing what is validated or issued already: the next look says so.
  'FailedOperation.CertificateStatusNotAllowVerify': business('wait'),
  'FailedOperation.CertificateNotFoundOrAudited': business('wait'),
  'FailedOperation.CertificateNotFoundOrCantCancel': business('transient'),
  'FailedOperation.CancelAuditCertificateFailed': business('transient'),
  'FailedOperation.CertificateCancelFailedMulti': business('final'),
  'FailedOperation.CancelOrderFailed': business('transient'),
  'FailedOperation.CertificateStatusNotAllowResubmit': business('transient'),
  'InvalidParameter.CertificateStatusNotAllowResubmit': business('transient'),
  'FailedOperation.OrderAlreadyReplaced': business('final'),
  'FailedOperation.OrderReplaceFailed': business('transient'),
  'FailedOperation.RevokeFailed': business('transient'),
  'FailedOperation.RevokeResourceFailed': business('operator', RESOURCES),
  'FailedOperation.InvalidCertificateSource': business('final'),
  'FailedOperation.ConfirmLetterTooLarge': business('subscriber', LETTER),
  'FailedOperation.ConfirmLetterTooSmall': business('subscriber', LETTER),
  'FailedOperation.FileTooLarge': business('subscriber', LETTER),
  'FailedOperation.FileTooSmall': business('subscriber', LETTER),
  'FailedOperation.InvalidFileType': business('subscriber', LETTER),
  'FailedOperation.InvalidConfirmLetterFormat': business('subscriber', LETTER),
  'FailedOperation.InvalidConfirmLetterFormatWosign': business('subscriber', {
    zh: '请上传 jpg、gif 或 pdf 文件,1 KB 至 1.4 MB',
    en: 'Upload a jpg, gif or pdf of 1 KB to 1.4 MB',
  }),
  'FailedOperation.UploadConfirmCertificateNotSupport': business('subscriber', CONSOLE),
  'FailedOperation.UploadConfirmCertificateNotSupportDV': business('subscriber'),
  'FailedOperation.CannotGetOrder': business('transient'),
  'FailedOperation.NetworkError': business('transient'),
  'FailedOperation.SystemError': business('transient'),
  'InvalidParameter.DomainInvalid': business('final', FORM),
  'InvalidParameter.DomainCountInvalid': business('final', FORM),
  'InvalidParameter.PeriodInvalid': business('final', FORM),
  'InvalidParameter.RegionNotEmpty': business('operator', {
    zh: '请去掉连接的 region',
    en: 'Take region of the connection away',
  }),
  'InvalidParameterValue.CertificateDomainMaxLengthInvalid': business('final', FORM),
  'LimitExceeded.RateLimitExceeded': business('limit'),
};

/** Undefined for a code that the documents don't name, and whose family says nothing either. */
export function tencentErrorRow(code: string): TencentErrorRow | undefined {
  for (let known = code; known !== ''; known = known.slice(0, Math.max(0, known.lastIndexOf('.'))))
    if (Object.hasOwn(TENCENT_ERRORS, known)) return TENCENT_ERRORS[known];
  return undefined;
}

/** Where a request that costs money was refused so, nothing was sold. All else is looked up before anything is asked again. */
export function isSurelyNotDone(code: string): boolean {
  const meaning = tencentErrorRow(code)?.meaning;
  return meaning !== undefined && meaning !== 'transient' && meaning !== 'wait';
}

/** What a refusal comes out as where an order is placed. */
export const FAILURES_OF_MEANINGS: Readonly<Record<TencentMeaning, FailureType>> = {
  transient: 'CaUnavailable',
  limit: 'CaRateLimited',
  wait: 'StillWaiting',
  operator: 'CaUnavailable',
  subscriber: 'OrderRefusedByCa',
  final: 'OrderRefusedByCa',
  'unknown-order': 'CaOrderUnknown',
  protocol: 'CaProtocolBroken',
};
