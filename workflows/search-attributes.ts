/** What operators search Temporal by. Plaintext on the server: public values only. */
import { defineSearchAttributeKey } from '@temporalio/common';

export const ORDER_STATE = defineSearchAttributeKey('OrderState', 'KEYWORD');
export const WAITING_ON = defineSearchAttributeKey('WaitingOn', 'KEYWORD');
export const BRAND = defineSearchAttributeKey('Brand', 'KEYWORD');
export const CERTIFICATE_TYPE = defineSearchAttributeKey('CertificateType', 'KEYWORD');
export const ACCOUNT = defineSearchAttributeKey('Account', 'KEYWORD');
export const DOMAIN = defineSearchAttributeKey('Domain', 'KEYWORD_LIST');
export const DEADLINE = defineSearchAttributeKey('Deadline', 'DATETIME');

export const SEARCH_ATTRIBUTES = [
  ORDER_STATE,
  WAITING_ON,
  BRAND,
  CERTIFICATE_TYPE,
  ACCOUNT,
  DOMAIN,
  DEADLINE,
];
