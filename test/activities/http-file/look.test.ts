/** Our own look at a validation file: real DNS and web servers on loopback. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { lookAtFile, type FileLookSettings } from '../../../activities/http-file/look.js';
import { createAgentFilePublisher } from '../../../activities/http-file/publishers/agent/index.js';
import { destinationFor, redirectFrom } from '../../../activities/http-file/redirects.js';
import type { Finding } from '../../../domain/control/findings.js';
import type { DomainValidation } from '../../../domain/control/validations.js';
import { startWebServer, type WebServer } from '../../../dev/web/web-server.js';
import { startTestDns, type DnsTestServer } from '../../dev/dns/dns-test-server.js';

const TOKEN = 'test-token';
const PATH = '/.well-known/pki-validation/fileauth.txt';

let dns: DnsTestServer;
let web: WebServer;
let dataDir: string;
let strange: Server | undefined;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sealflow-file-'));
  dns = await startTestDns();
  web = await startWebServer({ dataDir, agentToken: TOKEN });
});
afterEach(() => {
  strange?.closeAllConnections();
  strange?.close();
  strange = undefined;
});
afterAll(async () => {
  await web.stop();
  await dns.stop();
  await rm(dataDir, { recursive: true, force: true });
});

function settings(changes: Partial<FileLookSettings> = {}): FileLookSettings {
  return {
    resolvers: [`127.0.0.1:${dns.resolverPorts[0]}`],
    authoritativePort: dns.port,
    httpPort: web.httpPort,
    httpsPort: web.httpsPort,
    allowPrivateAddresses: true,
    ...changes,
  };
}

function validation(name: string, content = 'proof'): DomainValidation {
  const file = { url: `http://${name}${PATH}`, content };
  return { name, method: 'file', file, issuedAt: '2026-11-01T00:00:00.000Z' };
}

/** A web server that does as told, and what the look by HTTP found there. */
async function lookAt(answer: RequestListener, name = 'www.example.com'): Promise<Finding> {
  strange = createServer(answer).listen(0, '127.0.0.1');
  await once(strange, 'listening');
  const { port } = strange.address() as AddressInfo;
  const [finding] = await lookAtFile(validation(name), settings({ httpPort: port }));
  if (!finding) throw new Error('There is no finding.');
  return finding;
}

const redirectTo = (location: string, status = 302): RequestListener => {
  return (_request, response) => response.writeHead(status, { location }).end();
};

describe('a file in place', () => {
  it('is found by HTTP and by HTTPS, under a certificate nobody trusts', async () => {
    const wanted = validation('shop.example.com');
    if (!wanted.file) throw new Error('There is no file.');
    await createAgentFilePublisher({ url: web.agentUrl, token: TOKEN }).publish(wanted.file);
    expect(await lookAtFile(wanted, settings())).toMatchObject([
      {
        name: 'shop.example.com',
        subject: 'http-file',
        source: 'http',
        question: `http://shop.example.com${PATH}`,
        expected: '"proof"',
        found: '"proof"',
        verdict: 'ok',
      },
      { source: 'https', question: `https://shop.example.com${PATH}`, verdict: 'ok' },
    ]);
  });

  it.each([
    ['a line break', 'proof\n', 'U+000A LINE FEED too much at character 6: "proof\\n"'],
    [
      'a line break of Windows',
      'proof\r\n',
      'U+000D CARRIAGE RETURN too much at character 6, U+000A LINE FEED too much at character 7: "proof\\r\\n"',
    ],
    [
      'blanks',
      'proof \t\u00a0',
      'U+0020 SPACE too much at character 6, U+0009 TAB too much at character 7, U+00A0 NO-BREAK SPACE too much at character 8: "proof \\t\\u00a0"',
    ],
  ])('with %s at its end is for the CA to judge (RFC 8555, section 8.3)', async (_what, content, found) => {
    expect(await lookAt((_request, response) => response.end(content))).toMatchObject({
      verdict: 'ok',
      found: `${found}; white space at the end is the CA's to judge`,
    });
  });

  it('is asked for by its own name', async () => {
    const finding = await lookAt((request, response) => {
      response.end(request.headers.host === 'www.example.com' ? 'proof' : `host ${request.headers.host}`);
    });
    expect(finding).toMatchObject({ verdict: 'ok' });
  });
});

describe('what is no proof', () => {
  it('a file that is not there', async () => {
    const findings = await lookAtFile(validation('absent.example.com'), settings());
    expect(findings).toMatchObject([
      { verdict: 'missing', found: 'status 404' },
      { verdict: 'missing', found: 'status 404' },
    ]);
  });

  it.each([
    ['other content', 'other', '"other"'],
    ['a line break within', 'pro\nof', 'U+000A LINE FEED too much at character 4: "pro\\nof"'],
    [
      'a byte order mark',
      '\ufeffproof',
      'U+FEFF ZERO WIDTH NO-BREAK SPACE (BYTE ORDER MARK) too much at character 1: "\\ufeffproof"',
    ],
    ['white space before it', ' proof', 'U+0020 SPACE too much at character 1: " proof"'],
    ['nothing', '', '""'],
  ])('%s', async (_what, content, found) => {
    expect(await lookAt((_request, response) => response.end(content))).toMatchObject({
      verdict: 'wrong',
      found,
    });
  });

  it.each([
    ['cut off', { 'content-length': '100' }, 'the content is cut off: 5 octets of it came'],
    ['cut off before its last chunk', {}, 'the content is cut off: 5 octets of it came'],
  ])('content that is %s is called so', async (_how, headers, found) => {
    const finding = await lookAt((request, response) => {
      response.writeHead(200, headers).write('proof', () => request.socket.destroy());
    });
    expect(finding).toMatchObject({ verdict: 'unreachable', found });
  });

  it('content that does not end is called so', async () => {
    const finding = await lookAt((_request, response) => void response.writeHead(200).write('pro'));
    expect(finding).toMatchObject({
      verdict: 'unreachable',
      found: 'the content did not end within 10 s: 3 octets of it came',
    });
  });

  it('the right content with another status', async () => {
    const finding = await lookAt((_request, response) => response.writeHead(203).end('proof'));
    expect(finding).toMatchObject({ verdict: 'wrong', found: 'status 203' });
  });

  it('a page without end: reading stops', async () => {
    const finding = await lookAt((_request, response) => {
      const flood = () => {
        while (!response.destroyed && response.write('x'.repeat(8_192)));
      };
      response.on('drain', flood);
      flood();
    });
    expect(finding).toMatchObject({ verdict: 'wrong', found: 'more than 16384 octets' });
  });

  it('compressed content, which nobody asked for', async () => {
    const finding = await lookAt((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('proof'));
    });
    expect(finding).toMatchObject({ verdict: 'wrong', found: 'content in "gzip" encoding' });
  });

  it('a connection that breaks', async () => {
    const finding = await lookAt((request) => request.socket.destroy());
    expect(finding).toMatchObject({ verdict: 'unreachable' });
  });

  it('a server that never answers: ten seconds, no more', async () => {
    const finding = await lookAt(() => undefined);
    expect(finding).toMatchObject({ verdict: 'unreachable', found: 'no answer within 10 s' });
  });

  it('a name without an address', async () => {
    await dns.zone.set('nowhere.example.com', 'CNAME', '_nothing.example.com');
    const [finding] = await lookAtFile(validation('nowhere.example.com'), settings());
    expect(finding).toMatchObject({
      verdict: 'unreachable',
      found: 'nowhere.example.com has no address in DNS',
    });
  });

  it('a private address, unless permitted; nothing is connected to', async () => {
    let connections = 0;
    strange = createServer()
      .on('connection', () => (connections += 1))
      .listen(0, '127.0.0.1');
    await once(strange, 'listening');
    const { port } = strange.address() as AddressInfo;
    const strict = settings({ httpPort: port, httpsPort: port, allowPrivateAddresses: false });
    for (const name of ['www.example.com', '127.0.0.1']) {
      expect(await lookAtFile(validation(name), strict)).toMatchObject([
        { verdict: 'unreachable', found: `${name} leads to 127.0.0.1, which is not public` },
        { verdict: 'unreachable' },
      ]);
    }
    expect(connections).toBe(0);
  });
});

describe('redirects', () => {
  it('two are followed within the registrable domain', async () => {
    const finding = await lookAt((request, response) => {
      const next = { [PATH]: '/one', '/one': 'http://files.example.com/two' }[request.url ?? ''];
      if (next) response.writeHead(301, { location: next }).end();
      else response.end('proof');
    });
    expect(finding).toMatchObject({ verdict: 'ok', found: '"proof" at http://files.example.com/two' });
  });

  it('a target in UTF-8 is followed to where it leads, as in a browser', async () => {
    const finding = await lookAt((request, response) => {
      const target = Buffer.from('/验证?é').toString('latin1');
      if (request.url === PATH) response.writeHead(302, { location: target }).end();
      else response.end(request.url === '/%E9%AA%8C%E8%AF%81?%C3%A9' ? 'proof' : request.url);
    });
    expect(finding).toMatchObject({ verdict: 'ok' });
  });

  it('a target in other octets is followed as well', async () => {
    const finding = await lookAt((request, response) => {
      if (request.url === PATH) response.writeHead(302, { location: '/\xe9' }).end();
      else response.end(request.url === '/%C3%A9' ? 'proof' : request.url);
    });
    expect(finding).toMatchObject({ verdict: 'ok' });
  });

  it('three are too many', async () => {
    const finding = await lookAt((request, response) => {
      const step = Number(new URL(request.url ?? '', 'http://x').searchParams.get('step') ?? 0);
      if (step < 3) response.writeHead(307, { location: `?step=${step + 1}` }).end();
      else response.end('proof');
    });
    expect(finding).toMatchObject({ verdict: 'wrong', found: 'more than 2 redirects' });
  });

  it('one to another owner is not followed', async () => {
    expect(await lookAt(redirectTo('http://www.example.net/'))).toMatchObject({
      verdict: 'wrong',
      found: 'a redirect to www.example.net, outside the registrable domain',
    });
  });

  it('a 303 is an answer, and no proof', async () => {
    expect(await lookAt(redirectTo('/other', 303))).toMatchObject({ verdict: 'wrong', found: 'status 303' });
  });

  const ports = { httpPort: 80, httpsPort: 443 };
  const from = destinationFor(`http://www.example.co.uk${PATH}`, 'http', ports);
  it.each([
    ['https://www.example.co.uk/x', 443],
    ['//example.co.uk/x', 80],
    ['http://a.b.example.co.uk:443/x', 443],
  ])('%s is followed', (location, port) => {
    expect(redirectFrom(from, location, ports)).toMatchObject({ port });
  });

  it.each([
    ['http://other.co.uk/', /outside the registrable domain/],
    ['http://www.example.co.uk.evil.com/', /outside/],
    ['http://127.0.0.1/', /outside/],
    ['http://www.example.co.uk:8080/', /port 8080/],
    ['http://www.example.co.uk:22/', /port 22/],
    ['ftp://www.example.co.uk/', /neither http nor https/],
    ['http://user@www.example.co.uk/', /user name/],
    ['http://[', /no URL/],
  ])('%s is not', (location, reason) => {
    expect(redirectFrom(from, location, ports)).toMatchObject({
      refused: { en: expect.stringMatching(reason) as string },
    });
  });
});
