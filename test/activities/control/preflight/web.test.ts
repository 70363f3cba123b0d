/** The web server as a CA will see it: real ones on loopback, over IPv4 and over IPv6. */
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createPlainServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findingOf, problemsIn, startPreflightWorld, type Asked, type PreflightTestWorld } from './world.js';

let world: PreflightTestWorld;
const servers: Server[] = [];
beforeAll(async () => {
  world = await startPreflightWorld();
});
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});
afterAll(() => world.stop());

async function serve(answer: RequestListener, host = '127.0.0.1', port = 0): Promise<number> {
  const server = createServer(answer).listen(port, host);
  await once(server, 'listening');
  servers.push(server);
  return (server.address() as AddressInfo).port;
}

/** A port that was free a moment ago: nobody listens there. */
async function closedPort(): Promise<number> {
  const server = createPlainServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

const look = (name: string, asked: Asked = {}) => world.look(name, { method: 'file', ...asked });
const notFound: RequestListener = (_request, response) => response.writeHead(404).end();
const redirect = (to: (host: string) => string): RequestListener => {
  return (request, response) => response.writeHead(302, { location: to(request.headers.host ?? '') }).end();
};

describe('ports', () => {
  it('80 closed warns while 443 answers, and fails where the CA begins there', async () => {
    const settings = { httpPort: await closedPort() };
    const findings = await look('closed.example.com', { settings });
    expect(problemsIn(findings)).toEqual(['warns port-closed']);
    expect(findingOf(findings, 'port-closed')).toMatchObject({
      servers: ['http 127.0.0.1'],
      seen: { en: `port ${settings.httpPort} is closed (connection refused)` },
    });
    const byAcme = await look('closed.example.com', { settings, ca: { protocol: 'acme' } });
    expect(problemsIn(byAcme)).toEqual(['fails port-closed']);
  });

  it('both closed fail for a file, and warn where a record may do', async () => {
    const settings = { httpPort: await closedPort(), httpsPort: await closedPort() };
    expect(problemsIn(await look('closed.example.com', { settings }))).toEqual([
      'fails port-closed',
      'fails port-closed',
    ]);
    const either = await world.look('closed.example.com', { settings });
    expect(problemsIn(either)).toEqual(['warns port-closed', 'warns port-closed']);
  });

  it('443 closed is fine while 80 answers: the certificate is yet to come', async () => {
    const findings = await look('closed.example.com', { settings: { httpsPort: await closedPort() } });
    expect(problemsIn(findings)).toEqual([]);
    expect(findingOf(findings, 'port-closed').severity).toBe('fine');
  });

  it('are not looked at for a record', async () => {
    const settings = { httpPort: await closedPort(), httpsPort: await closedPort() };
    expect(problemsIn(await world.look('closed.example.com', { method: 'dns', settings }))).toEqual([]);
  });
});

describe('addresses', () => {
  it('none at all fails for a file', async () => {
    await world.dns.zone.set('alias.no-address.com', 'CNAME', '_none.no-address.com');
    expect(problemsIn(await look('alias.no-address.com'))).toEqual(['fails no-address']);
    expect(problemsIn(await world.look('alias.no-address.com'))).toEqual([]);
  });

  it('that are private are not connected to', async () => {
    let asked = 0;
    const httpPort = await serve((_request, response) => {
      asked += 1;
      response.end();
    });
    const findings = await look('private.example.com', {
      settings: { httpPort, allowPrivateAddresses: false },
    });
    expect(problemsIn(findings)).toContain('fails address-private');
    expect(asked).toBe(0);
  });

  it('an ordered IP address has no DNS to look at', async () => {
    const findings = await look('203.0.113.1', { settings: { ipNamesAt: '127.0.0.1' } });
    expect(findings.map(({ code }) => code)).toEqual(['web-fine']);
  });
});

describe('IPv6', () => {
  const name = 'six.example.com';
  beforeAll(async () => {
    await world.dns.zone.set(name, 'A', '127.0.0.1');
    await world.dns.zone.set(name, 'AAAA', '::1');
  });

  it('that leads to the same server is fine', async () => {
    const httpPort = await serve(notFound);
    await serve(notFound, '::1', httpPort);
    const findings = await look(name, { settings: { httpPort } });
    expect(problemsIn(findings)).toEqual([]);
    expect(findingOf(findings, 'web-fine').servers).toEqual([
      'http 127.0.0.1',
      'https 127.0.0.1',
      'http ::1',
    ]);
  });

  it('that points elsewhere is told with both answers', async () => {
    const httpPort = await serve(notFound);
    await serve((_request, response) => response.end('Welcome to another host'), '::1', httpPort);
    const findings = await look(name, { settings: { httpPort } });
    expect(problemsIn(findings)).toContain('fails ipv6-elsewhere');
    expect(findingOf(findings, 'ipv6-elsewhere')).toMatchObject({
      servers: ['http 127.0.0.1', 'http ::1'],
      seen: {
        en: 'IPv6 answers otherwise than IPv4, as another server would: IPv4 404; IPv6 200 "Welcome to another host"',
      },
    });
  });

  it('that is closed warns: not every CA falls back to IPv4', async () => {
    const httpPort = await serve(notFound);
    const problems = problemsIn(await look(name, { settings: { httpPort } }));
    expect(problems).toEqual(['warns port-closed', 'warns port-closed']);
  });
});

describe('redirects', () => {
  const asked = async (answer: RequestListener, more: Asked = {}) =>
    look('way.example.com', {
      ...more,
      settings: { httpPort: await serve(answer), httpsPort: await closedPort() },
    });

  it('that lead back are a loop', async () => {
    const findings = await asked(redirect((host) => `http://${host}/again`));
    expect(problemsIn(findings)).toEqual(['fails redirect-loop', 'fails port-closed']);
    expect(findingOf(findings, 'redirect-loop')).toMatchObject({
      servers: ['http 127.0.0.1'],
      seen: {
        en: expect.stringMatching(
          /^the redirects lead back to http:\/\/way\.example\.com.*\/again: a loop$/,
        ) as string,
      },
    });
  });

  it('to another domain fail for brands, and are followed by CAs that use ACME', async () => {
    const elsewhere = redirect(() => 'http://www.elsewhere.com/');
    expect(problemsIn(await asked(elsewhere))).toContain('fails redirect-elsewhere');
    const onTheWay: RequestListener = (request, response) => {
      if (request.headers.host?.startsWith('www.elsewhere.com')) notFound(request, response);
      else elsewhere(request, response);
    };
    expect(problemsIn(await asked(onTheWay, { ca: { protocol: 'acme' } }))).toEqual([]);
  });

  it('to another port or scheme are of no use', async () => {
    expect(problemsIn(await asked(redirect(() => 'http://way.example.com:8080/')))).toContain(
      'fails redirect-unusable',
    );
    expect(problemsIn(await asked(redirect(() => 'ftp://way.example.com/')))).toContain(
      'fails redirect-unusable',
    );
  });

  it('more than two are too many for brands', async () => {
    let count = 0;
    const findings = await asked((request, response) => {
      count += 1;
      if (count > 3) notFound(request, response);
      else redirect(() => `/step-${count}`)(request, response);
    });
    expect(problemsIn(findings)).toContain('fails too-many-redirects');
  });
});

describe('answers', () => {
  it.each([
    [500, 'warns web-error'],
    [403, 'warns web-refuses'],
  ])('%i is told', async (status, problem) => {
    const httpPort = await serve((_request, response) => response.writeHead(status).end());
    expect(problemsIn(await look('status.example.com', { settings: { httpPort } }))).toEqual([problem]);
  });
});
