/** Which groups of an OpenID provider make whom what: written once in the configuration, applied at each sign-in. Pure. */
import type { Membership } from './principal.js';
import { isRole, ROLES, type Role } from './roles.js';

export interface GroupRole extends Membership {
  /** As the provider's claim names it. */
  readonly group: string;
}

const ACCOUNT = /^[A-Za-z0-9._-]{1,64}$/;

/**
 * `GROUP=ACCOUNT:ROLE` one after the other, divided by commas or line breaks; `GROUP=operator` for the installation's. A group's name
 * may have `=` and `:` in it: the last ones count. Undefined where it is none of that.
 */
export function groupRolesFrom(text: string): readonly GroupRole[] | undefined {
  const parts = text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const read = parts.map(groupRoleFrom);
  return read.every((each) => each !== undefined) ? read : undefined;
}

function groupRoleFrom(part: string): GroupRole | undefined {
  const at = part.lastIndexOf('=');
  const group = part.slice(0, at).trim();
  const to = part.slice(at + 1).trim();
  if (at < 1 || group === '') return undefined;
  if (to === 'operator') return { group, account: null, role: 'operator' };
  const colon = to.lastIndexOf(':');
  const [account, role] = [to.slice(0, colon).trim(), to.slice(colon + 1).trim()];
  if (!ACCOUNT.test(account) || !isRole(role) || role === 'operator') return undefined;
  return { group, account, role };
}

/**
 * What somebody of these groups is to each account. Where several groups say something of one account, the role that stands first in
 * `ROLES` counts.
 */
export function membershipsOfGroups(mapping: readonly GroupRole[], groups: readonly string[]): Membership[] {
  const found = new Map<string | null, Role>();
  for (const { group, account, role } of mapping) {
    if (!groups.includes(group)) continue;
    const known = found.get(account);
    if (known === undefined || ROLES.indexOf(role) < ROLES.indexOf(known)) found.set(account, role);
  }
  return [...found].map(([account, role]) => ({ account, role }));
}
