/** What people and keys may be to an account; what each may do: rights.ts. */

/**
 * `owner`: everything of the account. `orderer`: orders and what follows them. `letters`: sees orders that wait on people, hands in
 * letters, reports calls. `approver`: lets through, or not, what costs something or revokes. `auditor`: reads, and verifies the log.
 * `operator`: of the installation and no account: sees all accounts' waits, no form data, no keys.
 */
export const ROLES = ['owner', 'orderer', 'letters', 'approver', 'auditor', 'operator'] as const;
export type Role = (typeof ROLES)[number];
