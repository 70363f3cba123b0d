/** What the embedded DNS server answers, as a client sees it. */
import { CHECKING_DISABLED } from 'dns-packet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queryDns } from '../../../activities/dns/dns-client.js';
import { addressValues, caaValues, txtValues } from '../../../activities/dns/record-values.js';
import { askRaw, sendDatagram, startTestDns, type DnsTestServer } from './dns-test-server.js';

let dns: DnsTestServer;
beforeAll(async () => {
  dns = await startTestDns();
});
afterAll(() => dns.stop());

describe('names nobody wrote', () => {
  it('a host name leads to the stack, and exists for other types', async () => {
    expect(addressValues((await dns.ask('www.example.com', 'A')).answers, 'www.example.com')).toEqual([
      '127.0.0.1',
    ]);
    expect(await dns.ask('www.example.com', 'TXT')).toMatchObject({ rcode: 'NOERROR', answers: [] });
  });

  it('a name with an underscore label does not exist', async () => {
    expect(await dns.ask('_dnsauth.example.com', 'TXT')).toMatchObject({ rcode: 'NXDOMAIN', answers: [] });
    expect(await dns.ask('_dnsauth.example.com', 'A')).toMatchObject({ rcode: 'NXDOMAIN', answers: [] });
  });

  it('a negative answer names the zone by its SOA', async () => {
    const { authorities } = await dns.ask('_dnsauth.shop.example.co.uk', 'TXT');
    expect(authorities).toMatchObject([{ type: 'SOA', name: 'example.co.uk' }]);
  });

  it('a public suffix exists and has nothing', async () => {
    expect(await dns.ask('co.uk', 'CAA')).toMatchObject({ rcode: 'NOERROR', answers: [] });
    expect(await dns.ask('co.uk', 'A')).toMatchObject({ rcode: 'NOERROR', answers: [] });
  });

  it('without a default address a host name does not exist either', async () => {
    const bare = await startTestDns({ defaultAddress: false });
    try {
      expect(await bare.ask('www.example.com', 'A')).toMatchObject({ rcode: 'NXDOMAIN', answers: [] });
    } finally {
      await bare.stop();
    }
  });
});

describe('zones', () => {
  it('the name server of a zone has an address', async () => {
    const { answers } = await dns.ask('example.org', 'NS');
    expect(answers).toMatchObject([{ type: 'NS', data: 'ns1.sealflow.test' }]);
    expect(addressValues((await dns.ask('ns1.sealflow.test', 'A')).answers, 'ns1.sealflow.test')).toEqual([
      '127.0.0.1',
    ]);
  });

  it('one told of begins below the registrable domain', async () => {
    await dns.zone.addZone('corp.example.org');
    const { authorities } = await dns.ask('_a.corp.example.org', 'TXT');
    expect(authorities).toMatchObject([{ name: 'corp.example.org' }]);
  });
});

describe('records', () => {
  it('several TXT values stand side by side, and one can go', async () => {
    await dns.zone.set('_dnsauth.txt.example.net', 'TXT', 'first');
    await dns.zone.set('_dnsauth.txt.example.net', 'txt', 'second');
    await dns.zone.set('_dnsauth.txt.example.net', 'TXT', 'second');
    const { answers } = await dns.ask('_dnsauth.txt.example.net', 'TXT');
    expect(txtValues(answers, '_dnsauth.txt.example.net').sort()).toEqual(['first', 'second']);
    await dns.zone.remove('_DNSAUTH.txt.example.net.', 'TXT', 'first');
    expect(dns.zone.list('txt.example.net').map(({ value }) => value)).toEqual(['second']);
  });

  it('a TXT value above 255 octets is split, and one above a datagram comes by TCP', async () => {
    const long = 'x'.repeat(3_000);
    await dns.zone.set('long.example.net', 'TXT', long);
    const overUdp = await askRaw(dns.port, 'long.example.net', 'TXT', { udpPayloadSize: 1_232 });
    expect(overUdp).toMatchObject({ flag_tc: true, answers: [] });
    expect(txtValues((await dns.ask('long.example.net', 'TXT')).answers, 'long.example.net')).toEqual([long]);
  });

  it('a CNAME is followed, into other zones as well', async () => {
    await dns.zone.set('_dnsauth.alias.example.net', 'CNAME', 'proof.example.org.');
    await dns.zone.set('proof.example.org', 'TXT', 'delegated');
    const { answers } = await dns.ask('_dnsauth.alias.example.net', 'TXT');
    expect(answers.map(({ type }) => type)).toEqual(['CNAME', 'TXT']);
  });

  it('a chain to a name that does not exist is NXDOMAIN with its first part', async () => {
    await dns.zone.set('_dangling.example.net', 'CNAME', '_nowhere.example.org');
    const reply = await dns.ask('_dangling.example.net', 'TXT');
    expect(reply).toMatchObject({ rcode: 'NXDOMAIN', answers: [{ type: 'CNAME' }] });
  });

  it('a CNAME loop ends', async () => {
    await dns.zone.set('_one.example.net', 'CNAME', '_two.example.net');
    await dns.zone.set('_two.example.net', 'CNAME', '_one.example.net');
    expect((await dns.ask('_one.example.net', 'TXT')).answers.length).toBeLessThanOrEqual(8);
  });

  it('CAA keeps flags, tag and value', async () => {
    await dns.zone.set('caa.example.net', 'CAA', '128 issue "ca.example; accounturi=x"');
    expect(caaValues((await dns.ask('caa.example.net', 'CAA')).answers, 'caa.example.net')).toEqual([
      { flags: 128, tag: 'issue', value: 'ca.example; accounturi=x' },
    ]);
  });

  it('the answer spells the name as the question did', async () => {
    const { answers } = await askRaw(dns.port, 'wWw.Example.NET', 'A');
    expect(answers).toMatchObject([{ name: 'wWw.Example.NET' }]);
  });

  it.each([
    ['TXT beside a CNAME', '_dnsauth.alias.example.net', 'TXT', 'x', 'type'],
    ['a type not kept', 'example.net', 'SRV', 'x', 'type'],
    ['no address', 'example.net', 'A', '127.0.0.256', 'value'],
    ['a label of 64 octets', `${'a'.repeat(64)}.example.net`, 'A', '127.0.0.1', 'name'],
  ])('%s is refused', async (_what, name, type, value, field) => {
    await expect(dns.zone.set(name, type, value)).rejects.toMatchObject({ name: 'Refusal', field });
  });
});

describe('wildcards (RFC 4592)', () => {
  beforeAll(async () => {
    await dns.zone.set('*.wild.example.net', 'TXT', 'wild');
    await dns.zone.set('there.wild.example.net', 'AAAA', '::1');
    await dns.zone.set('deep.between.wild.example.net', 'TXT', 'deep');
  });

  it('answer for names that do not exist, at any depth', async () => {
    expect(txtValues((await dns.ask('a.wild.example.net', 'TXT')).answers, 'a.wild.example.net')).toEqual([
      'wild',
    ]);
    expect(txtValues((await dns.ask('b.a.wild.example.net', 'TXT')).answers, 'b.a.wild.example.net')).toEqual(
      ['wild'],
    );
  });

  it('do not answer for a name that has other records', async () => {
    expect(await dns.ask('there.wild.example.net', 'TXT')).toMatchObject({ rcode: 'NOERROR', answers: [] });
  });

  it('do not answer for an empty non-terminal or below it', async () => {
    expect(await dns.ask('between.wild.example.net', 'TXT')).toMatchObject({ rcode: 'NOERROR', answers: [] });
    expect((await dns.ask('other.between.wild.example.net', 'TXT')).answers).toEqual([]);
  });
});

describe('the two resolvers', () => {
  it('answer from the same records, as resolvers do', async () => {
    await dns.zone.set('seen.example.net', 'TXT', 'everywhere');
    const [first, second] = dns.resolverPorts;
    expect(new Set([dns.port, first, second]).size).toBe(3);
    for (const port of dns.resolverPorts) {
      const reply = await askRaw(port, 'seen.example.net', 'TXT');
      expect(reply).toMatchObject({ flag_aa: false, flag_ra: true });
      expect(txtValues(reply.answers ?? [], 'seen.example.net')).toEqual(['everywhere']);
    }
    expect(await askRaw(dns.port, 'seen.example.net', 'TXT')).toMatchObject({
      flag_aa: true,
      flag_ra: false,
    });
  });

  it('fail where DNSSEC is broken, unless told not to check', async () => {
    dns.zone.breakDnssec('broken.example');
    const resolver = { host: '127.0.0.1', port: dns.resolverPorts[0] };
    const question = { name: 'www.broken.example', type: 'A' } as const;
    expect(await queryDns(resolver, question)).toMatchObject({ rcode: 'SERVFAIL' });
    expect(await queryDns(resolver, question, { checkingDisabled: true })).toMatchObject({
      rcode: 'NOERROR',
    });
    expect(await dns.ask('www.broken.example', 'A')).toMatchObject({ rcode: 'NOERROR' });
    dns.zone.breakDnssec('broken.example', false);
    expect(await queryDns(resolver, question)).toMatchObject({ rcode: 'NOERROR' });
  });

  it('echo the CD flag', async () => {
    const reply = await askRaw(dns.resolverPorts[1], 'example.com', 'A', { flags: CHECKING_DISABLED });
    expect(reply.flag_cd).toBe(true);
  });
});

describe('what is no question', () => {
  it('a malformed message gets FORMERR', async () => {
    const message = Buffer.alloc(14);
    message.writeUInt16BE(1, 4);
    message.fill(0xff, 12);
    expect((await sendDatagram(dns.port, message)).readUInt8(3) & 0xf).toBe(1);
  });

  it('a zone transfer is refused', async () => {
    expect(await dns.ask('example.com', 'AXFR')).toMatchObject({ rcode: 'REFUSED' });
  });
});
