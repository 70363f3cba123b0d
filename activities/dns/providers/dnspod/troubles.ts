/** DNSPod's codes (cloud.tencent.com/document/product/1427/56192; the common ones: /api/1427/56187), and what they mean to us. */
import { troublesOf } from '../../service/troubles.js';

/** 记录已经存在,无需再次添加。 */
export const EXISTS = ['InvalidParameter.DomainRecordExist'];
/** 记录编号错误; 没有记录。 */
export const GONE = ['InvalidParameter.RecordIdInvalid', 'ResourceNotFound.NoDataOfRecord'];
export const NO_DOMAINS = ['ResourceNotFound.NoDataOfDomain'];
export const NO_RECORDS = ['ResourceNotFound.NoDataOfRecord'];

export const DNSPOD_TROUBLES = troublesOf('dnspod', {
  AuthFailure: 'key-unknown',
  'AuthFailure.SignatureExpire': 'clock-off',
  'AuthFailure.SignatureFailure': 'wrong-secret',
  'AuthFailure.UnauthorizedOperation': 'right-missing',
  UnauthorizedOperation: 'right-missing',
  OperationDenied: 'right-missing',
  'OperationDenied.DomainOwnerAllowedOnly': 'zone-missing',
  'InvalidParameter.DomainIdInvalid': 'zone-missing',
  'InvalidParameter.DomainInvalid': 'zone-missing',
  'InvalidParameterValue.DomainNotExists': 'zone-missing',
  ResourceNotFound: 'zone-missing',
  'FailedOperation.DomainIsLocked': 'zone-locked',
  'FailedOperation.DomainIsSpam': 'zone-locked',
  'InvalidParameter.DomainIsLocked': 'zone-locked',
  'InvalidParameter.DomainNotAllowedModifyRecords': 'zone-locked',
  'LimitExceeded.RecordTtlLimit': 'ttl-refused',
  LimitExceeded: 'quota-full',
  'LimitExceeded.FailedLoginLimitExceeded': 'rate-limited',
  RequestLimitExceeded: 'rate-limited',
  'FailedOperation.FrequencyLimit': 'rate-limited',
  InternalError: 'failing',
  ResourceUnavailable: 'failing',
  FailedOperation: 'failing',
});
