/** The search attributes of an order, as the dev server is told of them at its start. */

/** Name to type. The workflow's own definitions say the same (a test compares them). */
export const SEARCH_ATTRIBUTE_TYPES = {
  OrderState: 'Keyword',
  WaitingOn: 'Keyword',
  Brand: 'Keyword',
  CertificateType: 'Keyword',
  Account: 'Keyword',
  Domain: 'KeywordList',
  Deadline: 'Datetime',
  OrganizationWaitingOn: 'Keyword',
  OrganizationWaitingSince: 'Datetime',
} as const;
