/** Who may ask, and do, what about approvals. Rows of the table of rights, by the operation that is asked. */
import type { Role } from './roles.js';

const SEEING: readonly Role[] = ['owner', 'orderer', 'approver', 'auditor'];
const DECIDING: readonly Role[] = ['owner', 'approver'];

export const APPROVAL_RIGHTS = {
  'approvals.list': SEEING,
  'approvals.show': SEEING,
  'approvals.rules': SEEING,
  'approvals.approve': DECIDING,
  'approvals.decline': DECIDING,
  'approvals.setRules': ['owner'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type ApprovalOperation = keyof typeof APPROVAL_RIGHTS;

export function mayAboutApprovals(role: Role, operation: ApprovalOperation): boolean {
  const roles: readonly Role[] = APPROVAL_RIGHTS[operation];
  return roles.includes(role);
}
