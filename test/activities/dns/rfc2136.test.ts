/** Publishing by signed updates, at the real embedded DNS server. */
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { AUTHORITATIVE_ANSWER } from 'dns-packet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createRfc2136Provider,
  type Rfc2136Settings,
} from '../../../activities/dns/providers/rfc2136/index.js';
import type { ValidationRecord } from '../../../domain/control/validations.js';
import { startTestDns, TSIG, type DnsTestServer } from '../../dev/dns/dns-test-server.js';
import { soa, startOddDnsServer } from './odd-dns-server.js';

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
      // As long as what is there: records of a name and type live equally long (RFC 2181, section 5.2).
      { value: 'ours', ttlSeconds: 5 },
    ]);
    await provider().remove(txt(name, 'ours'));
    await provider().remove(txt(name, 'ours'));
    expect(dns.zone.list(name)).toMatchObject([{ value: 'the subscriber’s own' }]);
  });

  it('a value that stands alone lives for a minute', async () => {
    await provider().publish(txt('_alone.example.com', 'ours'));
    expect(dns.zone.list('_alone.example.com')).toMatchObject([{ value: 'ours', ttlSeconds: 60 }]);
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

describe('an accepted update is looked for at the server itself', () => {
  it('a CNAME at the name: nothing is there, and where it leads is told', async () => {
    await dns.zone.set('_dnsauth.alias.example.com', 'CNAME', 'end.example.net');
    const outcome = await provider().publish(txt('_dnsauth.alias.example.com', 'v'));
    expect(outcome).toEqual({ outcome: 'alias', target: 'end.example.net' });
    expect(await provider().aliasAt('_dnsauth.alias.example.com')).toBe('end.example.net');
  });

  it('a CNAME that a wildcard makes is none: the record takes its place', async () => {
    await dns.zone.set('*.wild.example.com', 'CNAME', 'end.example.net');
    expect(await provider().aliasAt('_dnsauth.wild.example.com')).toBe('end.example.net');
    expect(await provider().publish(txt('_dnsauth.wild.example.com', 'v'))).toEqual({ outcome: 'published' });
    expect(await provider().aliasAt('_dnsauth.wild.example.com')).toBeUndefined();
  });

  it('a record that is taken and not shown is not published, and may come to stand there yet', async () => {
    await dns.zone.set('_taken.example.com', 'TXT', 'the subscriber’s own');
    const record = { type: 'CNAME', name: '_taken.example.com', value: 'v.ca.example' } as const;
    const publishing = provider().publish(record);
    await expect(publishing).rejects.toMatchObject({ type: 'DnsProviderUnavailable' });
    await expect(publishing).rejects.toThrow(/took CNAME _taken.example.com and does not show it/);
  });

  it('what is there is published', async () => {
    expect(await provider().publish(txt('_there.example.com', 'v'))).toEqual({ outcome: 'published' });
    expect(await provider().publish(txt('_there.example.com', 'v'))).toEqual({ outcome: 'published' });
  });
});

describe('trying an access', () => {
  it('says that a server checks no signatures, where it is asked for a zone that it has', async () => {
    const careless = await startOddDnsServer(() => ({
      flags: AUTHORITATIVE_ANSWER,
      answers: [soa('example.com')],
    }));
    try {
      const server = `127.0.0.1:${careless.port}`;
      await expect(provider({ server, zone: 'example.com' }).tryAccess()).rejects.toThrow(
        /does not check signatures/,
      );
      // Without one it can't be told from a server that looks at signatures where it has the zone, as Knot does.
      await provider({ server }).tryAccess();
    } finally {
      await careless.stop();
    }
  });

  it('says that a server is silent', async () => {
    const trying = provider({ server: `127.0.0.1:${await closedPort()}` }).tryAccess();
    await expect(trying).rejects.toMatchObject({ type: 'DnsProviderUnavailable' });
  });
});

describe('failures', () => {
  it.each([
    [
      'a wrong secret',
      { tsigSecret: Buffer.from('wrong').toString('base64') },
      /BADSIG.*tsigSecret.*SEALFLOW_TSIG_SECRET/,
    ],
    ['an unknown key', { tsigKeyName: 'unknown' }, /BADKEY.*tsigKeyName.*SEALFLOW_TSIG_KEY_NAME/],
  ])('%s is refused, and the message says what to correct', async (_what, settings, message) => {
    const publishing = provider(settings).publish(txt('_a.example.com', 'v'));
    await expect(publishing).rejects.toMatchObject({ type: 'DnsProviderRefused' });
    await expect(publishing).rejects.toThrow(message);
    await expect(publishing).rejects.not.toThrow(TSIG.secret);
  });

  it('a server that has no zone of its own serves nothing, and is not asked to change anything', async () => {
    const elsewhere = provider({ server: `127.0.0.1:${dns.resolverPorts[0]}` });
    const lacksZone = /serves no zone that _a.example.com lies in. Add the zone there/;
    expect(await elsewhere.publish(txt('_a.example.com', 'v'))).toMatchObject({
      outcome: 'not-served',
      reason: { en: expect.stringMatching(lacksZone) as string },
    });
    await expect(elsewhere.remove(txt('_a.example.com', 'v'))).rejects.toMatchObject({
      type: 'DnsProviderRefused',
    });
  });

  it('a zone that the server has given to others is not its own: the parent would take the record, and never show it', async () => {
    const parent = await startOddDnsServer(({ name, type }) => {
      const delegation = { type: 'NS' as const, name: 'sub.example.com', ttl: 5, data: 'ns.other.example' };
      if (name.endsWith('sub.example.com')) return { authorities: [delegation] };
      return type === 'SOA' ? { flags: AUTHORITATIVE_ANSWER, answers: [soa('example.com')] } : {};
    });
    try {
      const outcome = await provider({ server: `127.0.0.1:${parent.port}` }).publish(
        txt('_a.sub.example.com', 'v'),
      );
      expect(outcome).toMatchObject({ outcome: 'not-served' });
    } finally {
      await parent.stop();
    }
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
