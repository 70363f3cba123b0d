// One request that can't be read must not end a server of the stack: it gets its 4xx, and the next one is answered.
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDevelopmentCa } from '../../dev/ca/server.js';
import { startControlServer } from '../../dev/control.js';
import { startDnsServer } from '../../dev/dns/dns-server.js';
import { startMailSink } from '../../dev/mail/mail-sink.js';
import { startPaymentHouse } from '../../dev/payments/server.js';
import { startWebServer } from '../../dev/web/web-server.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const TOKEN = 'token-of-the-test';
const TARGETS = ['//', '///', 'http://[', '//%', '/%ff', '/_control/accounts/%E0%A4%A', '/mails/%zz', 'x'];
const SERVERS = ['mail page', 'development CA', 'payment house', 'controls', 'web server', 'agent'] as const;

const urls: Partial<Record<(typeof SERVERS)[number], string>> = {};
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  const dataDir = temporaryFolder();
  const secret = Buffer.alloc(32).toString('base64');
  const dns = await startDnsServer({ dataDir, tsig: { name: 'test.', algorithm: 'hmac-sha256', secret } });
  const mail = await startMailSink({ dataDir });
  const web = await startWebServer({ dataDir, agentToken: TOKEN });
  const house = await startPaymentHouse({ dataDir, token: TOKEN });
  const controls = await startControlServer(dns.zone, TOKEN);
  const ca = await startDevelopmentCa({
    dataDir,
    token: TOKEN,
    resolvers: [`127.0.0.1:${dns.port}`],
    httpPort: web.httpPort,
    httpsPort: web.httpsPort,
  });
  Object.assign(urls, {
    'mail page': mail.pageUrl,
    'development CA': ca.url,
    'payment house': house.url,
    controls: controls.url,
    'web server': `http://127.0.0.1:${web.httpPort}`,
    agent: web.agentUrl,
  });
  stops.push(...[ca, controls, house, web, mail, dns].map((server) => () => server.stop()));
});
afterAll(async () => {
  for (const stop of stops) await stop();
});

/** The status line's code, of a request written as it stands. */
async function statusOf(server: (typeof SERVERS)[number], target: string): Promise<number> {
  const { port } = new URL(urls[server] ?? '');
  const socket = connect(Number(port), '127.0.0.1');
  socket
    .setEncoding('utf8')
    .end(`GET ${target} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKEN}\r\nConnection: close\r\n\r\n`);
  let answer = '';
  socket.on('data', (text: string) => (answer += text));
  await once(socket, 'close');
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
}

describe.each(SERVERS)('the %s', (server) => {
  it.each(TARGETS)('answers %s with a refusal, and goes on', async (target) => {
    const status = await statusOf(server, target);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(await statusOf(server, '/no-such-page')).toBe(404);
  });
});
