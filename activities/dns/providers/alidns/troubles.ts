/** Alibaba Cloud DNS's codes (api.aliyun.com/document/Alidns/2015-01-09/errorCode; the common ones of its gateway), and what they mean to us. */
import { troublesOf } from '../../service/troubles.js';

/** 解析记录已存在。 */
export const EXISTS = ['DomainRecordDuplicate'];
/** 解析记录在本账户下不存在: also of one that is gone. */
export const GONE = ['DomainRecordNotBelongToUser', 'InvalidRecordId.NotFound'];

export const ALIDNS_TROUBLES = troublesOf('alidns', {
  InvalidAccessKeyId: 'key-unknown',
  SignatureDoesNotMatch: 'wrong-secret',
  IncompleteSignature: 'wrong-secret',
  InvalidTimeStamp: 'clock-off',
  IllegalTimestamp: 'clock-off',
  Forbidden: 'right-missing',
  NoPermission: 'right-missing',
  IncorrectDomainUser: 'zone-missing',
  InvalidDomainName: 'zone-missing',
  DomainNotBelongToUser: 'zone-missing',
  DomainForbidden: 'zone-locked',
  DomainExpiredDNSForbidden: 'zone-locked',
  DomainRecordLocked: 'zone-locked',
  RecordForbidden: 'zone-locked',
  DomainRecordConflict: 'name-taken',
  QuotaExceeded: 'quota-full',
  'QuotaExceeded.TTL': 'ttl-refused',
  Throttling: 'rate-limited',
  LastOperationNotFinished: 'rate-limited',
  ServiceUnavailable: 'failing',
  InternalError: 'failing',
  UnKnownError: 'failing',
});
