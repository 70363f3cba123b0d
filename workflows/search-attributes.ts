/** What operators search Temporal by. Plaintext on the server: public values only. */
import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import type { CertificateOrderInput } from './messages.js';

export const ORDER_STATE = defineSearchAttributeKey('OrderState', 'KEYWORD');
export const WAITING_ON = defineSearchAttributeKey('WaitingOn', 'KEYWORD');
export const BRAND = defineSearchAttributeKey('Brand', 'KEYWORD');
export const CERTIFICATE_TYPE = defineSearchAttributeKey('CertificateType', 'KEYWORD');
export const ACCOUNT = defineSearchAttributeKey('Account', 'KEYWORD');
export const DOMAIN = defineSearchAttributeKey('Domain', 'KEYWORD_LIST');
export const DEADLINE = defineSearchAttributeKey('Deadline', 'DATETIME');
/** For orders that validate a company: what that waits for and since when, whatever the order as a whole waits for. */
export const ORGANIZATION_WAITING_ON = defineSearchAttributeKey('OrganizationWaitingOn', 'KEYWORD');
export const ORGANIZATION_WAITING_SINCE = defineSearchAttributeKey('OrganizationWaitingSince', 'DATETIME');

export const SEARCH_ATTRIBUTES = [
  ORDER_STATE,
  WAITING_ON,
  BRAND,
  CERTIFICATE_TYPE,
  ACCOUNT,
  DOMAIN,
  DEADLINE,
  ORGANIZATION_WAITING_ON,
  ORGANIZATION_WAITING_SINCE,
];

/** What a new order is found by before its workflow says so itself. */
export function attributesOfNewOrder({
  account,
  brand,
  certificateType,
  submission,
  first,
}: Pick<
  CertificateOrderInput,
  'account' | 'brand' | 'certificateType' | 'submission' | 'first'
>): SearchAttributePair[] {
  return [
    { key: ORDER_STATE, value: submission ? 'validating' : 'pending-submission' },
    { key: WAITING_ON, value: first?.wait ?? (submission ? 'us' : 'subscriber-form') },
    ...(first ? [{ key: DEADLINE, value: new Date(first.deadline) }] : []),
    { key: ACCOUNT, value: account },
    { key: BRAND, value: brand },
    { key: CERTIFICATE_TYPE, value: certificateType },
    ...(submission ? [{ key: DOMAIN, value: [...submission.names] }] : []),
  ];
}
