/** What an account wants of everything that it orders, whoever orders it. */

export interface AccountRules {
  /** A second person approves an order that costs something before it is sent. */
  readonly approvesOrders: boolean;
  /** The same before a certificate is asked to be revoked. */
  readonly approvesRevocations: boolean;
}

export const NO_ACCOUNT_RULES: AccountRules = { approvesOrders: false, approvesRevocations: false };
