/** What people and keys may be to an account; what each may do: rights.ts. */
import type { Bilingual } from '../bilingual.js';

/**
 * `owner`: everything of the account. `orderer`: orders and what follows them. `letters`: sees orders that wait on people, hands in
 * letters, reports calls. `approver`: lets through, or not, what costs something or revokes. `auditor`: reads, and verifies the log.
 * `operator`: of the installation and no account: sees all accounts' waits, no form data, no keys.
 */
export const ROLES = ['owner', 'orderer', 'letters', 'approver', 'auditor', 'operator'] as const;
export type Role = (typeof ROLES)[number];

/** Roles that somebody has in an account, which its owner may hand out. */
export const ACCOUNT_ROLES = ROLES.filter((role) => role !== 'operator');

export const ROLE_WORDS: Readonly<Record<Role, Bilingual>> = {
  owner: { zh: '所有者', en: 'owner' },
  orderer: { zh: '下单人', en: 'orderer' },
  letters: { zh: '函件经办人', en: 'letters' },
  approver: { zh: '审批人', en: 'approver' },
  auditor: { zh: '审计员', en: 'auditor' },
  operator: { zh: '系统运维', en: 'operator' },
};

export function isRole(word: unknown): word is Role {
  return ROLES.some((role) => role === word);
}
