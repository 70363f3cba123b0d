// Requests to a directory: nonces that came with answers serve the next requests, and connections stay open between them.
import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AcmeSession } from '../../../../../activities/ca/providers/acme/client.js';
import { Nonces } from '../../../../../activities/ca/providers/acme/nonces.js';
import { selfSignedForLoopback } from '../../../../../bench/peers/self-signed-loopback.js';
import { ACME_LIMITS } from '../../../../../domain/connections/acme-policy.js';

/** A directory that counts; whose `replay-nonce` is good once, unless it is told to refuse one. */
class CountingDirectory {
  connections = 0;
  readonly requests: string[] = [];
  refuseNext = false;
  private issued = 0;
  private readonly good = new Set<string>();
  private server: Server | undefined;
  private certificate = '';

  async start(): Promise<void> {
    const { key, cert } = await selfSignedForLoopback();
    this.certificate = cert;
    const server = createServer({ key, cert }, (request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        this.requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
        if (request.url === '/dir') return response.end(JSON.stringify(this.directory()));
        const isRefused = request.method === 'POST' && !this.accepts(text);
        const nonce = `nonce-${(this.issued += 1)}`;
        this.good.add(nonce);
        response.setHeader('replay-nonce', nonce);
        response.statusCode = isRefused ? 400 : 200;
        if (request.method === 'HEAD') return response.end();
        return response.end(JSON.stringify(isRefused ? BAD_NONCE : AUTHORIZATION));
      });
    });
    server.on('secureConnection', () => (this.connections += 1));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.server = server;
  }

  get url(): string {
    return `https://127.0.0.1:${(this.server?.address() as AddressInfo).port}`;
  }

  session(): AcmeSession {
    const keyPem = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString();
    const access = { ca: 'counting', directoryUrl: `${this.url}/dir`, rootPem: this.certificate };
    return new AcmeSession(access, { keyPem, accountUrl: `${this.url}/account/1` });
  }

  stop(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }

  private directory(): object {
    const at = (path: string) => `${this.url}/${path}`;
    return {
      newNonce: at('nonce'),
      newAccount: at('a'),
      newOrder: at('o'),
      revokeCert: at('r'),
      keyChange: at('k'),
    };
  }

  /** A nonce is good once. */
  private accepts(body: string): boolean {
    const { protected: head } = JSON.parse(body) as { readonly protected: string };
    const { nonce } = JSON.parse(Buffer.from(head, 'base64url').toString()) as { readonly nonce: string };
    const isGood = this.good.delete(nonce) && !this.refuseNext;
    this.refuseNext = false;
    return isGood;
  }
}

const BAD_NONCE = { type: 'urn:ietf:params:acme:error:badNonce', detail: 'used before' };
const AUTHORIZATION = {
  identifier: { type: 'dns', value: 'www.example.com' },
  status: 'valid',
  challenges: [],
};

let directory: CountingDirectory;
beforeEach(async () => {
  directory = new CountingDirectory();
  await directory.start();
});
afterEach(() => directory.stop());

const nonceRequests = () => directory.requests.filter((each) => each === 'HEAD /nonce').length;

describe('requests of a session', () => {
  it('ask for one nonce, and go by one connection from then on', async () => {
    const session = directory.session();
    for (let times = 0; times < 10; times += 1) await session.authorization(`${directory.url}/z/${times}`);
    expect(nonceRequests()).toBe(1);
    // The library closes the connection by which it asked for the nonce.
    expect(directory.connections).toBeLessThanOrEqual(3);
  });

  it('use a nonce once, however many are under way', async () => {
    const session = directory.session();
    const atOnce = async () =>
      await Promise.all([1, 2, 3, 4, 5].map((each) => session.authorization(`${directory.url}/z/${each}`)));
    await atOnce();
    const first = nonceRequests();
    await atOnce();
    expect(nonceRequests()).toBe(first);
    expect(directory.requests.filter((each) => each.startsWith('POST'))).toHaveLength(10);
  });

  it('are repeated with the nonce that a rejection brings', async () => {
    const session = directory.session();
    await session.authorization(`${directory.url}/z/1`);
    directory.refuseNext = true;
    await session.authorization(`${directory.url}/z/2`);
    await session.authorization(`${directory.url}/z/3`);
    expect(directory.requests.filter((each) => each === 'POST /z/2')).toHaveLength(2);
    expect(directory.requests.filter((each) => each === 'POST /z/3')).toHaveLength(1);
    expect(nonceRequests()).toBe(1);
  });
});

describe('kept nonces', () => {
  it('are handed out once, and only while they are fresh', () => {
    let now = 0;
    const nonces = new Nonces(() => now);
    nonces.keep('first');
    nonces.keep('second');
    expect(nonces.take()).toBe('second');
    now = ACME_LIMITS.nonceMs;
    expect(nonces.take()).toBeUndefined();
    nonces.keep('third');
    expect([nonces.take(), nonces.take()]).toEqual(['third', undefined]);
  });

  it('are so many at most, the newest ones, and never what is none', () => {
    const nonces = new Nonces(() => 0);
    for (let each = 1; each <= ACME_LIMITS.nonces + 5; each += 1) nonces.keep(`nonce-${each}`);
    for (const none of [undefined, '', 'a b', 'é', 'x'.repeat(1_000)]) nonces.keep(none);
    const taken = Array.from({ length: ACME_LIMITS.nonces }, () => nonces.take());
    expect(taken[0]).toBe(`nonce-${ACME_LIMITS.nonces + 5}`);
    expect(taken).not.toContain(undefined);
    expect(nonces.take()).toBeUndefined();
  });
});
