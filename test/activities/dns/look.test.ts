/** Our own look at a name's DNS, through real servers on loopback. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { decode, encode } from 'dns-packet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queryDns } from '../../../activities/dns/dns-client.js';
import { createDomainLook, type LookSettings } from '../../../activities/dns/index.js';
import { lookAtCaa } from '../../../activities/dns/look-at-caa.js';
import { lookAtRecord } from '../../../activities/dns/look-at-record.js';
import type { CaaTerms } from '../../../domain/control/caa.js';
import type { DomainValidation, ValidationRecord } from '../../../domain/control/validations.js';
import { listenForDns, type DnsListener } from '../../../dev/dns/listener.js';
import { startTestDns, type DnsTestServer } from '../../dev/dns/dns-test-server.js';
import { soa, startOddDnsServer } from './odd-dns-server.js';

let dns: DnsTestServer;
let silent: Socket;
let chaseless: DnsListener;
beforeAll(async () => {
  dns = await startTestDns();
  silent = createSocket('udp4').bind(0, '127.0.0.1');
  await once(silent, 'listening');
  chaseless = await startServerThatNeverChases();
});
afterAll(async () => {
  silent.close();
  await chaseless.stop();
  await dns.stop();
});

/** As real authoritative servers do: a CNAME that leads out of the zone is answered alone. */
async function startServerThatNeverChases(): Promise<DnsListener> {
  return listenForDns('127.0.0.1', 0, async (message) => {
    const { id, questions } = decode(message);
    const [question] = questions ?? [];
    if (!question) return undefined;
    const reply = await queryDns({ host: '127.0.0.1', port: dns.port }, question);
    const answers = reply.outcome === 'answered' ? reply.answers : [];
    const own = answers.filter(({ name }) => name === question.name);
    return encode({ type: 'response', id, questions, answers: own });
  });
}

function settings(changes: Partial<LookSettings> = {}): LookSettings {
  return {
    resolvers: dns.resolverPorts.map((port) => `127.0.0.1:${port}`),
    authoritativePort: dns.port,
    httpPort: 80,
    httpsPort: 443,
    allowPrivateAddresses: true,
    ...changes,
  };
}

function validation(record: ValidationRecord, name = 'www.example.com'): DomainValidation {
  return { name, method: 'manual-dns', record, issuedAt: '2026-11-01T00:00:00.000Z' };
}

const txt = (name: string, value = 'expected'): DomainValidation => validation({ type: 'TXT', name, value });
const verdicts = (findings: readonly { verdict: string }[]) => findings.map(({ verdict }) => verdict);

describe('the record', () => {
  it('is looked for at the authoritative server and at each resolver', async () => {
    await dns.zone.set('_dnsauth.www.example.com', 'TXT', 'expected');
    const findings = await lookAtRecord(txt('_dnsauth.www.example.com'), settings());
    const [first, second] = dns.resolverPorts;
    expect(findings.map(({ source }) => source)).toEqual([
      `authoritative ns1.sealflow.test (127.0.0.1:${dns.port})`,
      `resolver 127.0.0.1:${first}`,
      `resolver 127.0.0.1:${second}`,
    ]);
    expect(verdicts(findings)).toEqual(['ok', 'ok', 'ok']);
    expect(findings[0]).toMatchObject({
      name: 'www.example.com',
      subject: 'dns-record',
      question: 'TXT _dnsauth.www.example.com',
      expected: '"expected"',
      found: '"expected"',
    });
  });

  it('missing says whether the name exists', async () => {
    const [nothing] = await lookAtRecord(txt('_dnsauth.none.example.com'), settings());
    expect(nothing).toMatchObject({ verdict: 'missing', found: 'no such name (NXDOMAIN)' });
    const [other] = await lookAtRecord(txt('host.example.com'), settings());
    expect(other).toMatchObject({ verdict: 'missing', found: 'the name has no TXT record' });
  });

  it('wrong lists every value found; one right value among them suffices', async () => {
    await dns.zone.set('_dnsauth.many.example.com', 'TXT', 'old');
    await dns.zone.set('_dnsauth.many.example.com', 'TXT', 'Expected');
    const [wrong] = await lookAtRecord(txt('_dnsauth.many.example.com'), settings());
    expect(wrong).toMatchObject({ verdict: 'wrong', found: '"old", "Expected"' });
    await dns.zone.set('_dnsauth.many.example.com', 'TXT', 'expected');
    expect(verdicts(await lookAtRecord(txt('_dnsauth.many.example.com'), settings()))).toEqual([
      'ok',
      'ok',
      'ok',
    ]);
  });

  it('a stranger’s values are shown cut and without control characters', async () => {
    await dns.zone.set('_dnsauth.rude.example.com', 'TXT', `\u001b[31m\n${'x'.repeat(2_000)}`);
    const [finding] = await lookAtRecord(txt('_dnsauth.rude.example.com'), settings());
    expect(finding?.found).toMatch(/^"\\u001b\[31m\\nx+…$/);
    expect(finding?.found.length).toBe(500);
  });

  it('a value above 255 octets is compared whole', async () => {
    await dns.zone.set('_dnsauth.long.example.com', 'TXT', 'y'.repeat(1_500));
    const findings = await lookAtRecord(txt('_dnsauth.long.example.com', 'y'.repeat(1_500)), settings());
    expect(verdicts(findings)).toEqual(['ok', 'ok', 'ok']);
  });

  it('a CNAME is compared as a name', async () => {
    await dns.zone.set('_abc.example.com', 'CNAME', 'target.ca.example');
    const record = { type: 'CNAME', name: '_ABC.example.com', value: 'Target.CA.example.' } as const;
    expect(verdicts(await lookAtRecord(validation(record), settings()))).toEqual(['ok', 'ok', 'ok']);
    const other = { ...record, value: 'elsewhere.ca.example' };
    expect((await lookAtRecord(validation(other), settings()))[0]).toMatchObject({
      verdict: 'wrong',
      found: '"target.ca.example"',
    });
  });

  it('a TXT delegated to another zone is found at that zone’s servers', async () => {
    await dns.zone.set('_dnsauth.del.example.com', 'CNAME', 'del.validation.example.net');
    await dns.zone.set('del.validation.example.net', 'TXT', 'expected');
    const findings = await lookAtRecord(
      txt('_dnsauth.del.example.com'),
      settings({ authoritativePort: chaseless.port }),
    );
    expect(verdicts(findings)).toEqual(['ok', 'ok', 'ok']);
  });

  it('each of several authoritative servers has a finding of its own', async () => {
    for (const [server, address] of [
      ['a.ns.example.org', '127.0.0.1'],
      ['b.ns.example.org', '127.0.0.254'],
    ] as const) {
      await dns.zone.set('example.org', 'NS', server);
      await dns.zone.set(server, 'A', address);
    }
    await dns.zone.set('_dnsauth.example.org', 'TXT', 'expected');
    const findings = await lookAtRecord(txt('_dnsauth.example.org'), settings());
    const bySource = new Map(findings.map(({ source, verdict }) => [source.split(' (')[0], verdict]));
    expect(bySource.get('authoritative a.ns.example.org')).toBe('ok');
    expect(bySource.get('authoritative b.ns.example.org')).toBe('unreachable');
  });

  it('a server whose copy of the zone is older is told with its serial', async () => {
    for (const [server, address] of [
      ['a.ns.lagging.org', '127.0.0.1'],
      ['b.ns.lagging.org', '127.0.0.8'],
    ] as const) {
      await dns.zone.set('lagging.org', 'NS', server);
      await dns.zone.set(server, 'A', address);
    }
    await dns.zone.set('_dnsauth.lagging.org', 'TXT', 'expected');
    const old = await startOddDnsServer(() => ({ authorities: [soa('lagging.org', 1)] }), {
      address: '127.0.0.8',
      port: dns.port,
    });
    const findings = await lookAtRecord(txt('_dnsauth.lagging.org'), settings());
    await old.stop();
    const bySource = new Map(findings.map((finding) => [finding.source.split(' (')[0], finding]));
    expect(bySource.get('authoritative a.ns.lagging.org')?.verdict).toBe('ok');
    const lagging = bySource.get('authoritative b.ns.lagging.org');
    expect(lagging?.verdict).toBe('missing');
    expect(lagging?.found).toMatch(
      /^the name has no TXT record; its copy of the zone has serial 1, behind \d+ at a\.ns\.lagging\.org$/,
    );
    expect(lagging?.chinese?.found).toMatch(/区的序列号 1 落后于 \d+/);
  });

  it('a CNAME that a wildcard made is told as such, and one at the exact name is not', async () => {
    await dns.zone.set('*.wild.example.net', 'CNAME', 'parking.example.com');
    const [wild] = await lookAtRecord(txt('_dnsauth.wild.example.net'), settings());
    expect(wild).toMatchObject({ verdict: 'missing', byWildcard: true, leadsTo: 'parking.example.com' });
    expect(wild?.found).toMatch(/^CNAME of a wildcard to "parking\.example\.com": /);
    await dns.zone.set('_dnsauth.wild.example.net', 'CNAME', 'proof.example.com');
    const [exact] = await lookAtRecord(txt('_dnsauth.wild.example.net'), settings());
    expect(exact?.byWildcard).toBeUndefined();
    expect(exact?.found).toMatch(/^CNAME to "proof\.example\.com": /);
  });

  it('authoritative servers at private addresses are not asked unless that is permitted', async () => {
    const [first] = await lookAtRecord(
      txt('_dnsauth.www.example.com'),
      settings({ allowPrivateAddresses: false }),
    );
    expect(first).toMatchObject({ source: 'authoritative ns1.sealflow.test', verdict: 'unreachable' });
  });

  it('a resolver that says nothing is unreachable, and the others are heard', async () => {
    const resolvers = [...settings().resolvers.slice(0, 1), `127.0.0.1:${silent.address().port}`];
    const findings = await lookAtRecord(txt('_dnsauth.www.example.com'), settings({ resolvers }));
    expect(verdicts(findings)).toEqual(['ok', 'ok', 'unreachable']);
    expect(findings[2]?.found).toMatch(/no answer within/);
  });
});

describe('CAA', () => {
  const look = (name: string, wildcard = false) => lookAtCaa(name, ['ca.example'], { wildcard }, settings());

  it('nothing anywhere permits', async () => {
    expect(verdicts(await look('a.b.caa-none.net'))).toEqual(['ok', 'ok']);
  });

  it('the closest set up the tree decides', async () => {
    await dns.zone.set('caa-tree.net', 'CAA', '0 issue "other.example"');
    expect((await look('a.b.caa-tree.net'))[0]).toMatchObject({
      subject: 'caa',
      verdict: 'forbidden',
      question: 'CAA caa-tree.net',
      found: 'only other.example may issue; 0 issue "other.example"',
      expected: 'no CAA record, or one that permits ca.example',
    });
    await dns.zone.set('b.caa-tree.net', 'CAA', '0 issue "ca.example"');
    expect(verdicts(await look('a.b.caa-tree.net'))).toEqual(['ok', 'ok']);
  });

  it('a CNAME’s target is heard for the name', async () => {
    await dns.zone.set('alias.caa-alias.net', 'CNAME', 'host.caa-target.net');
    await dns.zone.set('host.caa-target.net', 'CAA', '0 issue ";"');
    expect(verdicts(await look('alias.caa-alias.net'))).toEqual(['forbidden', 'forbidden']);
  });

  it('issuewild decides for a wildcard only', async () => {
    await dns.zone.set('caa-wild.net', 'CAA', '0 issuewild ";"');
    expect(verdicts(await look('caa-wild.net', true))).toEqual(['forbidden', 'forbidden']);
    expect(verdicts(await look('caa-wild.net', false))).toEqual(['ok', 'ok']);
  });

  it('an unknown critical property forbids', async () => {
    await dns.zone.set('caa-critical.net', 'CAA', '128 future "x"');
    expect(verdicts(await look('caa-critical.net'))).toEqual(['forbidden', 'forbidden']);
  });

  it('another account, or another way of validation, is forbidden once ours are known', async () => {
    const value = '0 issue "ca.example; accounturi=https://ca.example/1; validationmethods=dns-01"';
    await dns.zone.set('caa-bound.net', 'CAA', value);
    const asked = (terms?: CaaTerms) =>
      lookAtCaa('caa-bound.net', ['ca.example'], { wildcard: false, ...(terms && { terms }) }, settings());
    expect((await asked())[0]).toMatchObject({
      verdict: 'ok',
      found: expect.stringMatching(/the CA's to judge/) as string,
    });
    const ours = { accountUri: 'https://ca.example/1', validationMethods: ['dns-01'] };
    expect(verdicts(await asked(ours))).toEqual(['ok', 'ok']);
    expect((await asked({ ...ours, accountUri: 'https://ca.example/2' }))[0]).toMatchObject({
      verdict: 'forbidden',
      found: expect.stringMatching(/which we are not/) as string,
    });
    expect(verdicts(await asked({ ...ours, validationMethods: ['http-01'] }))).toEqual([
      'forbidden',
      'forbidden',
    ]);
  });

  it('a failure on the way up is no permission, although nothing forbids below', async () => {
    dns.zone.breakDnssec('caa-broken.net');
    const findings = await look('www.caa-broken.net');
    expect(findings).toMatchObject([
      { verdict: 'unreachable', found: 'SERVFAIL' },
      { verdict: 'unreachable', found: 'SERVFAIL' },
    ]);
  });

  it('a silent resolver is left out where another answers, and is no permission where none does', async () => {
    const gone = `127.0.0.1:${silent.address().port}`;
    const resolvers = [...settings().resolvers.slice(0, 1), gone];
    const ask = (from: readonly string[]) =>
      lookAtCaa('caa-none.net', ['ca.example'], { wildcard: false }, settings({ resolvers: from }));
    expect(verdicts(await ask(resolvers))).toEqual(['ok']);
    expect(verdicts(await ask([gone]))).toEqual(['unreachable']);
  });
});

describe('the whole look', () => {
  it('DNSSEC that does not validate is told as such', async () => {
    dns.zone.breakDnssec('sec.example.com');
    const findings = await createDomainLook(settings()).look(txt('_dnsauth.sec.example.com'), ['ca.example']);
    const dnssec = findings.filter(({ subject }) => subject === 'dnssec');
    expect(verdicts(dnssec)).toEqual(['forbidden', 'forbidden']);
    expect(dnssec[0]?.found).toMatch(/DNSSEC that does not validate/);
  });

  it('a good order gives only good findings; a file validation has no record to look for', async () => {
    const look = createDomainLook(settings());
    const good = await look.look(txt('_dnsauth.www.example.com'), ['ca.example']);
    expect(new Set(verdicts(good))).toEqual(new Set(['ok']));
    expect(new Set(good.map(({ subject }) => subject))).toEqual(new Set(['dns-record', 'caa', 'dnssec']));
    const file = { name: 'www.example.com', method: 'file', issuedAt: '2026-11-01T00:00:00.000Z' } as const;
    const subjects = (await look.look(file, ['ca.example'])).map(({ subject }) => subject);
    expect(new Set(subjects)).toEqual(new Set(['caa', 'dnssec']));
  });

  it('issuewild is heeded where the order says it is for a wildcard', async () => {
    await dns.zone.set('wild.example.com', 'CAA', '0 issuewild ";"');
    const look = createDomainLook(settings());
    const caaOf = async (wildcard: boolean) =>
      (
        await look.look({ ...txt('_dnsauth.wild.example.com'), name: 'wild.example.com' }, ['ca.example'], {
          wildcard,
        })
      )
        .filter(({ subject }) => subject === 'caa')
        .map(({ verdict }) => verdict);
    expect(await caaOf(true)).toEqual(['forbidden', 'forbidden']);
    expect(await caaOf(false)).toEqual(['ok', 'ok']);
  });
});
