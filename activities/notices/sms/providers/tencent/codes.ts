/**
 * Tencent Cloud's codes of SendSms (cloud.tencent.com/document/api/382/59177 and /38780) that no second try mends, since they
 * are about this number or this text. All others are tried again: limits of how many and how often (`LimitExceeded.*`,
 * `RequestLimitExceeded.*`), the service's own trouble (`InternalError.*`), and what an operator mends in its console or in
 * our settings (signature, template, application, keys, arrears).
 */
import type { Codes } from '../../answers.js';

export const UNDELIVERABLE: Codes = {
  whole: [
    'FailedOperation.PhoneNumberInBlacklist',
    'FailedOperation.ContainSensitiveWord',
    'InvalidParameterValue.IncorrectPhoneNumber',
    'InvalidParameterValue.ContentLengthLimit',
    'InvalidParameterValue.ProhibitedUseUrlInTemplateParameter',
    'UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber',
    'UnsupportedOperation.UnsupportedRegion',
  ],
};
