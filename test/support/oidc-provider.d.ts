/** As much of oidc-provider as tests use: the package has no types of its own. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  interface OidcContext {
    readonly oidc: { readonly client?: { readonly clientId: string } };
  }

  interface OidcAccount {
    readonly accountId: string;
    claims(use: string, scope: string): Promise<Readonly<Record<string, unknown>>>;
  }

  export interface OidcConfiguration {
    readonly clients: readonly object[];
    readonly jwks: { readonly keys: readonly object[] };
    readonly claims: Readonly<Record<string, readonly string[]>>;
    readonly cookies: { readonly keys: readonly string[] };
    readonly features?: object;
    readonly pkce?: { required(context: OidcContext): boolean };
    readonly ttl?: Readonly<Record<string, number>>;
    readonly conformIdTokenClaims?: boolean;
    findAccount(context: OidcContext, subject: string): Promise<OidcAccount | undefined>;
  }

  export class Provider {
    constructor(issuer: string, configuration: OidcConfiguration);
    callback(): (request: IncomingMessage, response: ServerResponse) => void;
  }
}
