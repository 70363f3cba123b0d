/** A real OpenID provider on loopback, whose people are whoever a test names. Its remarks on being a development one are not printed. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ProviderPerson {
  readonly name: string;
  readonly email?: string;
  readonly groups: readonly string[];
}

export interface OpenIdProviderOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  /** By login; changed between two sign-ins, the next one tells it. */
  readonly people: Map<string, ProviderPerson>;
}

export interface RunningOpenIdProvider {
  readonly issuer: string;
  /** What was asked of it: method and path, without the query. */
  readonly asked: readonly string[];
  /** Answers in the place of the provider, where it returns true. */
  intercept: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
  stop(): Promise<void>;
}

export async function startOpenIdProvider(options: OpenIdProviderOptions): Promise<RunningOpenIdProvider> {
  const asked: string[] = [];
  const running: { intercept: RunningOpenIdProvider['intercept'] } = { intercept: undefined };
  let answer: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => {
    response.writeHead(503).end();
  };
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url?.split('?')[0] ?? ''}`);
    if (!running.intercept?.(request, response)) answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  answer = await quietly(() => providerAt(issuer, options));
  return Object.assign(running, {
    issuer,
    asked,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

async function providerAt(
  issuer: string,
  { clientId, clientSecret, redirectUri, people }: OpenIdProviderOptions,
): Promise<(request: IncomingMessage, response: ServerResponse) => void> {
  const { Provider } = await import('oidc-provider');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'of-tests' }] },
    claims: { openid: ['sub', 'groups'], profile: ['name'], email: ['email', 'email_verified'] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
    ttl: { AccessToken: 60, AuthorizationCode: 60, IdToken: 60, Grant: 600, Interaction: 600, Session: 600 },
    findAccount: (_context, subject) => {
      const person = people.get(subject);
      if (!person) return Promise.resolve(undefined);
      const { email } = person;
      const claims = { sub: subject, ...person, ...(email !== undefined && { email_verified: true }) };
      return Promise.resolve({ accountId: subject, claims: () => Promise.resolve(claims) });
    },
  });
  return provider.callback();
}

/** It tells on the console that it is not to be used in production. */
async function quietly<Result>(work: () => Promise<Result>): Promise<Result> {
  const { info, warn } = console;
  console.info = () => undefined;
  console.warn = () => undefined;
  try {
    return await work();
  } finally {
    Object.assign(console, { info, warn });
  }
}
