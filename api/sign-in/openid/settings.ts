/** The OpenID provider with what only this program knows of its settings: which roles there are. */
import type { Environment } from '../../../config/environment.js';
import { openIdFrom, openIdSecretFrom, unusableGroups, type OpenIdConfig } from '../../../config/open-id.js';
import { groupRolesFrom, membershipsOfGroups, type GroupRole } from '../../../domain/accounts/group-roles.js';
import type { Membership } from '../../../domain/accounts/principal.js';

export interface OpenIdSettings extends Omit<OpenIdConfig, 'groups'> {
  /** Absent: a public client, which PKCE alone protects. */
  readonly clientSecret?: string;
  /** What groups make their people; absent: groups say nothing, and people are let in one by one. */
  readonly groupRoles?: readonly GroupRole[];
}

/** Of the environment, where it names a provider. Throws ConfigurationError. */
export function openIdSettingsFrom(environment: Environment): OpenIdSettings | undefined {
  const config = openIdFrom(environment);
  return config && openIdSettings(config, openIdSecretFrom(environment));
}

/** Throws ConfigurationError for groups that can't be read, and for roles that there are none of. */
function openIdSettings({ groups, ...config }: OpenIdConfig, clientSecret?: string): OpenIdSettings {
  const groupRoles = groups === undefined ? undefined : groupRolesFrom(groups);
  if (groups !== undefined && groupRoles === undefined) throw unusableGroups();
  return {
    ...config,
    ...(clientSecret !== undefined && { clientSecret }),
    ...(groupRoles && { groupRoles }),
  };
}

/** Undefined where groups say nothing; empty for somebody whom none of theirs makes a member. `claim`: a list, or a single group. */
export function membershipsOf(
  claim: unknown,
  { groupRoles }: Pick<OpenIdSettings, 'groupRoles'>,
): Membership[] | undefined {
  if (!groupRoles) return undefined;
  const named: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  return membershipsOfGroups(
    groupRoles,
    named.filter((group) => typeof group === 'string'),
  );
}
