/** An OpenID provider that people sign in at, as the environment names it. Its client's secret is among the secrets. */
import { ConfigurationError } from './configuration-error.js';
import type { Environment } from './environment.js';
import { listOf, required } from './values.js';

export interface OpenIdConfig {
  /** As its discovery document names it; https, or plain HTTP on this machine's loopback. */
  readonly issuer: string;
  readonly clientId: string;
  /** What the button on the page says it is. */
  readonly name: string;
  readonly scopes: readonly string[];
  /** Which claim lists a person's groups. */
  readonly groupsClaim: string;
  /** What groups make their people, as it was written; absent: groups say nothing. It is read where roles are known. */
  readonly groups?: string;
}

/** Undefined where SEALFLOW_OIDC_ISSUER names none. Throws ConfigurationError. */
export function openIdFrom(environment: Environment): OpenIdConfig | undefined {
  const issuer = environment.SEALFLOW_OIDC_ISSUER;
  if (!issuer) return undefined;
  refuseUnusableIssuer(issuer);
  // The provider sends people back to an address that it knows.
  required(environment, 'SEALFLOW_API_PUBLIC_URL', 'https://certificates.example.com');
  const scopes = listOf(environment.SEALFLOW_OIDC_SCOPES?.replaceAll(' ', ','));
  return {
    issuer,
    clientId: required(environment, 'SEALFLOW_OIDC_CLIENT_ID', {
      zh: '本系统在该提供方登记的客户端编号',
      en: "this installation's client id at the provider",
    }),
    name: environment.SEALFLOW_OIDC_NAME || new URL(issuer).host,
    scopes: [
      'openid',
      ...(scopes.length === 0 ? ['profile', 'email'] : scopes.filter((one) => one !== 'openid')),
    ],
    groupsClaim: environment.SEALFLOW_OIDC_GROUPS_CLAIM || 'groups',
    ...(environment.SEALFLOW_OIDC_GROUPS && { groups: environment.SEALFLOW_OIDC_GROUPS }),
  };
}

/** Kept apart, so that a config can be logged whole. */
export function openIdSecretFrom(environment: Environment): string | undefined {
  return environment.SEALFLOW_OIDC_CLIENT_SECRET || undefined;
}

function refuseUnusableIssuer(issuer: string): void {
  const { protocol, hostname, search, hash } = URL.canParse(issuer)
    ? new URL(issuer)
    : { protocol: '', hostname: '', search: '', hash: '' };
  const isLoopback = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/.test(hostname);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback);
  if (isSafe && search === '' && hash === '') return;
  throw new ConfigurationError('SEALFLOW_OIDC_ISSUER', {
    zh: '提供方的 https 地址,与其发现文档中的 issuer 完全相同,例如 https://login.example.com',
    en: 'the https address of the provider, exactly as its discovery document has it as issuer, such as https://login.example.com',
  });
}

/** What can't be read there says so by this. */
export function unusableGroups(): ConfigurationError {
  return new ConfigurationError('SEALFLOW_OIDC_GROUPS', {
    zh: '以逗号或换行分隔的 组=账号:角色,系统运维为 组=operator,例如 certificate-admins=acme:owner,operations=operator',
    en: 'GROUP=ACCOUNT:ROLE, divided by commas or line breaks, GROUP=operator for the installation, such as certificate-admins=acme:owner,operations=operator',
  });
}
