/** Publishing by signed updates, at the real embedded DNS server. */
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRfc2136Provider, type Rfc2136Settings } from '../../../activities/dns/providers/rfc2136.js';
import type { ValidationRecord } from '../../../domain/control/validations.js';
import { startTestDns, TSIG, type DnsTestServer } from '../../dev/dns/dns-test-server.js';

let dns: DnsTestServer;
beforeAll(async () => {
  dns = await startTestDns();
});
afterAll(() => dns.stop());

function provider(settings: Partial<Rfc2136Settings> = {}) {
  return createRfc2136Provider({
    server: `127.0.0.1:${dns.port}`,
    tsigKeyName: TSIG.name,
    tsigAlgorithm: TSIG.algorithm,
    tsigSecret: TSIG.secret,
    ...settings,
  });
}

const txt = (name: string, value: string): ValidationRecord => ({ type: 'TXT', name, value });

describe('publishing and removing', () => {
  it('twice is as good as once, and other values stay', async () => {
    const name = '_dnsauth.shop.example.co.uk';
    await dns.zone.set(name, 'TXT', 'the subscriber’s own');
    await provider().publish(txt(name, 'ours'));
    await provider().publish(txt(name, 'ours'));
    expect(dns.zone.list(name)).toMatchObject([
      { value: 'the subscriber’s own' },
      { value: 'ours', ttlSeconds: 60 },
    ]);
    await provider().remove(txt(name, 'ours'));
    await provider().remove(txt(name, 'ours'));
    expect(dns.zone.list(name)).toMatchObject([{ value: 'the subscriber’s own' }]);
  });

  it('a TXT value above 255 octets arrives whole', async () => {
    const value = 'v'.repeat(600);
    await provider().publish(txt('_long.example.com', value));
    expect(dns.zone.list('_long.example.com')).toMatchObject([{ value }]);
    await provider().remove(txt('_long.example.com', value));
    expect(dns.zone.list('_long.example.com')).toEqual([]);
  });

  it('a CNAME', async () => {
    const record = { type: 'CNAME', name: '_0a1b.example.com', value: 'C2D3.ca.example.' } as const;
    await provider().publish(record);
    expect(dns.zone.list(record.name)).toMatchObject([{ type: 'CNAME', value: 'c2d3.ca.example' }]);
    await provider().remove(record);
    expect(dns.zone.list(record.name)).toEqual([]);
  });

  it('finds the zone below a registrable domain', async () => {
    await dns.zone.addZone('corp.example.net');
    await provider().publish(txt('_dnsauth.a.b.corp.example.net', 'v'));
    expect(dns.zone.list('corp.example.net')).toMatchObject([{ value: 'v' }]);
  });

  it('hmac-sha512 works as well', async () => {
    const strong = await startTestDns({ tsig: { ...TSIG, algorithm: 'hmac-sha512' } });
    try {
      const settings = { server: `127.0.0.1:${strong.port}`, tsigAlgorithm: 'hmac-sha512' } as const;
      await provider(settings).publish(txt('_a.example.com', 'v'));
      expect(strong.zone.list()).toMatchObject([{ value: 'v' }]);
    } finally {
      await strong.stop();
    }
  });
});

describe('failures', () => {
  it.each([
    [
      'a wrong secret',
      { tsigSecret: Buffer.from('wrong').toString('base64') },
      /BADSIG.*SEALFLOW_TSIG_SECRET/,
    ],
    ['an unknown key', { tsigKeyName: 'unknown' }, /BADKEY.*SEALFLOW_TSIG_KEY_NAME/],
  ])('%s is refused, and the message says what to correct', async (_what, settings, message) => {
    const publishing = provider(settings).publish(txt('_a.example.com', 'v'));
    await expect(publishing).rejects.toMatchObject({ type: 'DnsProviderRefused' });
    await expect(publishing).rejects.toThrow(message);
    await expect(publishing).rejects.not.toThrow(TSIG.secret);
  });

  it('a server that takes no updates refuses', async () => {
    const publishing = provider({ server: `127.0.0.1:${dns.resolverPorts[0]}` }).publish(
      txt('_a.example.com', 'v'),
    );
    await expect(publishing).rejects.toMatchObject({ type: 'DnsProviderRefused' });
  });

  it('a server that is not there is unavailable', async () => {
    const publishing = provider({ server: `127.0.0.1:${await closedPort()}` }).publish(
      txt('_a.example.com', 'v'),
    );
    await expect(publishing).rejects.toMatchObject({ type: 'DnsProviderUnavailable' });
  });

  it('a missing setting is told when the provider is made', () => {
    expect(() => provider({ tsigSecret: '' })).toThrow(/SEALFLOW_TSIG_SECRET/);
  });
});

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
