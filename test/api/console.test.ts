// The console as the API serves it: the page for every address of it, files for good, and what its policy lets happen.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consolePages } from '../../api/console/index.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const SCRIPT = 'console.log("the console");';
let app: FastifyInstance;

async function servedFrom(folder: string, publicUrl?: string): Promise<FastifyInstance> {
  const served = fastify();
  await served.register(consolePages, {
    config: { ...(publicUrl !== undefined && { publicUrl }) },
    folder,
  });
  return served;
}

function built(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<base href="{{base}}" /><script nonce="{{nonce}}"></script>');
  writeFileSync(join(folder, 'assets', 'a-1.js'), SCRIPT);
  writeFileSync(join(folder, 'assets', 'a-1.js.br'), 'packed');
  writeFileSync(join(folder, 'secret.txt'), 'beside the files');
  return folder;
}

const folder = built();
const ask = async (url: string, headers: Record<string, string> = {}) =>
  await app.inject({ url, headers: { host: '127.0.0.1:7280', ...headers } });

beforeAll(async () => {
  app = await servedFrom(folder);
});
afterAll(() => app.close());

describe('the page', () => {
  it.each(['/console/', '/console/orders', '/console/orders/ord_1?tab=letters'])('is at %s', async (url) => {
    const { statusCode, headers, body } = await ask(url);
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toContain('<base href="http://127.0.0.1:7280/console/" />');
  });

  it('lets no script in but files of this server, no style without its nonce, and nothing of another host', async () => {
    const { headers, body } = await ask('/console/');
    const policy = String(headers['content-security-policy']);
    const [, nonce = ''] = /nonce="([^"]+)"/.exec(body) ?? [];
    expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(policy).toContain(`default-src 'none'; script-src 'self';`);
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(policy).toContain(`frame-ancestors 'none'`);
  });

  it('has another nonce each time', async () => {
    const [one, other] = await Promise.all([ask('/console/'), ask('/console/')]);
    expect(one.body).not.toBe(other.body);
  });

  it.each(['/', '/console'])('is led to from %s', async (url) => {
    const { statusCode, headers } = await ask(url);
    expect(statusCode).toBe(302);
    expect(headers.location).toBe('http://127.0.0.1:7280/console/');
  });

  it('stands below the path of a proxy', async () => {
    const behind = await servedFrom(folder, 'https://ca.example.com/sealflow');
    const { body } = await behind.inject('/console/');
    expect(body).toContain('<base href="https://ca.example.com/sealflow/console/" />');
    await behind.close();
  });
});

describe('a file', () => {
  it('is kept for ever, since its name changes with it', async () => {
    const { statusCode, headers, body } = await ask('/console/assets/a-1.js');
    expect(statusCode).toBe(200);
    expect(body).toBe(SCRIPT);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['content-type']).toMatch(/javascript/);
  });

  it('comes packed to whoever takes it so', async () => {
    const { headers, body } = await ask('/console/assets/a-1.js', { 'accept-encoding': 'gzip, br' });
    expect(headers['content-encoding']).toBe('br');
    expect(body).toBe('packed');
  });

  it.each([
    '/console/assets/of-an-earlier-build.js',
    '/console/assets/../secret.txt',
    '/console/assets/%2e%2e/secret.txt',
    '/console/assets/..%2fsecret.txt',
  ])('that is none of the build is not there: %s', async (url) => {
    const { statusCode, body } = await ask(url);
    expect(body).not.toContain('beside the files');
    expect([200, 404]).toContain(statusCode);
    if (statusCode === 200) expect(body).toContain('<base');
  });
});

describe('a checkout that was not built', () => {
  it('says so in the place of the page', async () => {
    const unbuilt = await servedFrom(temporaryFolder());
    const { body } = await unbuilt.inject({ url: '/console/', headers: { host: '127.0.0.1' } });
    expect(body).toContain('The console was not built in this checkout');
    await unbuilt.close();
  });
});
