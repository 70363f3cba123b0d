/** The stack's web server: what it serves, who may write to it, and that nothing outside its folder is touched. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWebServer, type WebServer } from '../../../dev/web/web-server.js';

const PATH = '/.well-known/pki-validation/fileauth.txt';
const TOKEN = 'test-token';

let dataDir: string;
let web: WebServer;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sealflow-web-'));
  web = await startWebServer({ dataDir, agentToken: TOKEN });
});
afterAll(async () => {
  await web.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Without fetch, which would tidy the path up before it is sent. */
function send(
  port: number,
  options: { method?: string; path: string; host?: string; token?: string; body?: string; tls?: boolean },
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const call = (options.tls ? tlsRequest : request)(
      {
        host: '127.0.0.1',
        port,
        path: options.path,
        method: options.method ?? 'GET',
        headers: { host: options.host ?? 'www.example.com', authorization: `Bearer ${options.token ?? ''}` },
        rejectUnauthorized: false,
        agent: false,
      },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (body += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      },
    );
    call.on('error', reject);
    call.end(options.body);
  });
}

const agentPort = () => Number(new URL(web.agentUrl).port);

describe('files', () => {
  it('what the agent was given is served to its host by HTTP and HTTPS, and gone once removed', async () => {
    const path = `/files/www.example.com${PATH}`;
    const put = { method: 'PUT', path, token: TOKEN, body: 'proof' };
    expect((await send(agentPort(), put)).status).toBe(204);
    expect(await send(web.httpPort, { path: PATH, host: 'WWW.example.com:80' })).toEqual({
      status: 200,
      body: 'proof',
    });
    expect(await send(web.httpsPort, { path: PATH, tls: true })).toEqual({ status: 200, body: 'proof' });
    expect((await send(web.httpPort, { path: PATH, host: 'example.com' })).status).toBe(404);

    const removal = { method: 'DELETE', path, token: TOKEN };
    expect((await send(agentPort(), removal)).status).toBe(204);
    expect((await send(agentPort(), removal)).status).toBe(204);
    expect((await send(web.httpPort, { path: PATH })).status).toBe(404);
  });
});

describe('what is refused', () => {
  it.each(['', 'wrong', TOKEN.toUpperCase()])('the token "%s"', async (token) => {
    const call = { method: 'PUT', path: `/files/www.example.com${PATH}`, token, body: 'x' };
    expect((await send(agentPort(), call)).status).toBe(401);
  });

  it('a file that is too large', async () => {
    const path = `/files/www.example.com${PATH}`;
    const call = { method: 'PUT', path, token: TOKEN, body: 'x'.repeat(20_000) };
    expect((await send(agentPort(), call)).status).toBe(413);
  });

  it.each([
    ['a path above', '/.well-known/pki-validation/../../secret.txt'],
    ['an encoded path above', '/.well-known/pki-validation/%2e%2e/%2e%2e/secret.txt'],
    ['an encoded slash', '/.well-known/pki-validation/..%2fsecret.txt'],
    ['a backslash', '/.well-known/pki-validation/..\\secret.txt'],
    ['a hidden file', '/.well-known/pki-validation/.hidden'],
    ['the folder itself', '/.well-known/pki-validation/'],
    ['another folder', '/secret.txt'],
  ])('%s', async (_what, path) => {
    await writeFile(join(dataDir, 'secret.txt'), 'secret');
    await writeFile(join(dataDir, 'www-secret.txt'), 'secret');
    expect((await send(web.httpPort, { path })).status).toBe(404);
    const call = { method: 'PUT', path: `/files/www.example.com${path}`, token: TOKEN, body: 'x' };
    expect((await send(agentPort(), call)).status).toBe(404);
  });

  it.each(['..', '.', '../www', 'a..b', '%2e%2e', ''])('the host "%s"', async (host) => {
    const before = await readdir(dataDir);
    const call = { method: 'PUT', path: `/files/${host}${PATH}`, token: TOKEN, body: 'x' };
    expect((await send(agentPort(), call)).status).toBe(404);
    expect(await readdir(dataDir)).toEqual(before);
  });
});
