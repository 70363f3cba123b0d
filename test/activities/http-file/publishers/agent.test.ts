/** Publishing files through the agent of the stack's real web server, and through one that fails. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAgentFilePublisher } from '../../../../activities/http-file/publishers/agent/index.js';
import { startWebServer, type WebServer } from '../../../../dev/web/web-server.js';

const TOKEN = 'test-token';
const FILE = { url: 'http://www.example.com/.well-known/pki-validation/fileauth.txt', content: 'proof' };

let dataDir: string;
let web: WebServer;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sealflow-agent-'));
  web = await startWebServer({ dataDir, agentToken: TOKEN });
});
afterAll(async () => {
  await web.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function servedStatus(): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${web.httpPort}/.well-known/pki-validation/fileauth.txt`);
  await response.body?.cancel();
  return response.status;
}

describe('the agent', () => {
  it('puts a file in place and takes it away, each as often as asked', async () => {
    const publisher = createAgentFilePublisher({ url: `${web.agentUrl}/`, token: TOKEN });
    const file = { ...FILE, url: FILE.url.replace('www.example.com', '127.0.0.1') };
    await publisher.publish(file);
    await publisher.publish(file);
    expect(await servedStatus()).toBe(200);
    await publisher.remove(file);
    await publisher.remove(file);
    expect(await servedStatus()).toBe(404);
  });

  it('refuses another token, and the message says what to correct without telling it', async () => {
    const publishing = createAgentFilePublisher({ url: web.agentUrl, token: 'wrong-token' }).publish(FILE);
    await expect(publishing).rejects.toMatchObject({ type: 'FileAgentRefused' });
    await expect(publishing).rejects.toThrow(/SEALFLOW_FILE_AGENT_TOKEN/);
    await expect(publishing).rejects.not.toThrow(/wrong-token/);
  });

  it('refuses a path that it does not serve', async () => {
    const publisher = createAgentFilePublisher({ url: web.agentUrl, token: TOKEN });
    const elsewhere = { ...FILE, url: 'http://www.example.com/index.html' };
    await expect(publisher.publish(elsewhere)).rejects.toMatchObject({ type: 'FileAgentRefused' });
    await expect(publisher.remove(elsewhere)).resolves.toBeUndefined();
  });

  it('needs its settings', () => {
    expect(() => createAgentFilePublisher({ url: 'no url', token: TOKEN })).toThrow(
      /SEALFLOW_FILE_AGENT_URL/,
    );
  });
});

describe('an agent that fails', () => {
  it.each([
    [500, undefined],
    [503, 7_000],
    [429, 7_000],
  ])('with %i is unavailable', async (status, retryAfterMs) => {
    const failing = createServer((_request, response) => {
      response.writeHead(status, retryAfterMs ? { 'retry-after': '7' } : {}).end();
    }).listen(0, '127.0.0.1');
    await once(failing, 'listening');
    try {
      const url = `http://127.0.0.1:${(failing.address() as AddressInfo).port}`;
      await expect(createAgentFilePublisher({ url, token: TOKEN }).publish(FILE)).rejects.toMatchObject({
        type: 'FileAgentUnavailable',
        options: { retryAfterMs },
      });
    } finally {
      failing.closeAllConnections();
      failing.close();
    }
  });

  it('by not being there is unavailable', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const url = `http://127.0.0.1:${(gone.address() as AddressInfo).port}`;
    gone.close();
    await once(gone, 'close');
    await expect(createAgentFilePublisher({ url, token: TOKEN }).remove(FILE)).rejects.toMatchObject({
      type: 'FileAgentUnavailable',
    });
  });
});
