// An OpenID provider as the environment names it: what is refused before anybody could be sent there.
import { describe, expect, it } from 'vitest';
import { openIdSettingsFrom } from '../../api/sign-in/openid/settings.js';
import { ConfigurationError } from '../../config/configuration-error.js';

const WHOLE = {
  SEALFLOW_OIDC_ISSUER: 'https://login.example.com/realms/house',
  SEALFLOW_OIDC_CLIENT_ID: 'sealflow',
  SEALFLOW_API_PUBLIC_URL: 'https://certificates.example.com',
};

function problemOf(changes: Readonly<Record<string, string>>): string | undefined {
  try {
    openIdSettingsFrom({ ...WHOLE, ...changes });
    return undefined;
  } catch (error) {
    if (error instanceof ConfigurationError) return error.variable;
    throw error;
  }
}

describe('an OpenID provider', () => {
  it('is none where none is named', () => {
    expect(openIdSettingsFrom({ ...WHOLE, SEALFLOW_OIDC_ISSUER: '' })).toBeUndefined();
  });

  it('needs a name and a client, and asks for what tells who somebody is', () => {
    expect(openIdSettingsFrom(WHOLE)).toEqual({
      issuer: WHOLE.SEALFLOW_OIDC_ISSUER,
      clientId: 'sealflow',
      name: 'login.example.com',
      scopes: ['openid', 'profile', 'email'],
      groupsClaim: 'groups',
    });
    expect(openIdSettingsFrom({ ...WHOLE, SEALFLOW_OIDC_SCOPES: 'openid groups, email' })?.scopes).toEqual([
      'openid',
      'groups',
      'email',
    ]);
  });

  it.each([
    [
      'plain HTTP from elsewhere',
      { SEALFLOW_OIDC_ISSUER: 'http://login.example.com' },
      'SEALFLOW_OIDC_ISSUER',
    ],
    ['no address', { SEALFLOW_OIDC_ISSUER: 'login.example.com' }, 'SEALFLOW_OIDC_ISSUER'],
    ['a query', { SEALFLOW_OIDC_ISSUER: 'https://login.example.com/?a=b' }, 'SEALFLOW_OIDC_ISSUER'],
    ['no client', { SEALFLOW_OIDC_CLIENT_ID: '' }, 'SEALFLOW_OIDC_CLIENT_ID'],
    ['no address to come back to', { SEALFLOW_API_PUBLIC_URL: '' }, 'SEALFLOW_API_PUBLIC_URL'],
    ['a role that there is none of', { SEALFLOW_OIDC_GROUPS: 'admins=acme:king' }, 'SEALFLOW_OIDC_GROUPS'],
    ['an operator of an account', { SEALFLOW_OIDC_GROUPS: 'admins=acme:operator' }, 'SEALFLOW_OIDC_GROUPS'],
    ['a group without a role', { SEALFLOW_OIDC_GROUPS: 'admins' }, 'SEALFLOW_OIDC_GROUPS'],
  ])('with %s is refused, by the variable', (_what, changes, variable) => {
    expect(problemOf(changes)).toBe(variable);
  });
});
