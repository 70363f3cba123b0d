/**
 * Alibaba Cloud's codes of SendSms (help.aliyun.com/zh/sms, error codes of the API) that no second try mends, since they are
 * about this number or this text. All others are tried again: limits of how many and how often (`isv.BUSINESS_LIMIT_CONTROL`,
 * `isv.DAY_LIMIT_CONTROL`, `Throttling.*`), the service's own trouble (`isp.*`), and what an operator mends in its console or in
 * our settings (signature, template, keys, balance).
 */
import type { Codes } from '../../answers.js';

export const UNDELIVERABLE: Codes = {
  whole: [
    'isv.MOBILE_NUMBER_ILLEGAL',
    'isv.MOBILE_COUNT_OVER_LIMIT',
    'isv.DOMESTIC_NUMBER_NOT_SUPPORTED',
    'isv.BLACK_KEY_CONTROL_LIMIT',
    'isv.PARAM_LENGTH_LIMIT',
    'isv.PARAM_NOT_SUPPORT_URL',
  ],
};
