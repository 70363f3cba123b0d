/** What counts as an answer, and what is no evidence: servers as the world has them. */
import { SILENCE, WHEREABOUTS } from '../../../domain/control/finding-texts.js';
import { quoted, withWhy } from '../../../domain/told.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { queryDns } from '../../../activities/dns/dns-client.js';
import type { LookSettings } from '../../../activities/dns/index.js';
import { lookAtCaa } from '../../../activities/dns/look-at-caa.js';
import { lookAtRecord } from '../../../activities/dns/look-at-record.js';
import { addressesOf } from '../../../activities/dns/zones.js';
import { askForOneLook } from '../../../activities/dns/dns-client.js';
import { turnAfterLook } from '../../../domain/control/turn.js';
import type { DomainValidation } from '../../../domain/control/validations.js';
import { startTestDns, type DnsTestServer } from '../../dev/dns/dns-test-server.js';
import {
  cname,
  hasEdns,
  optWith,
  startOddDnsServer,
  txt,
  type OddAnswer,
  type OddDnsServer,
} from './odd-dns-server.js';

let dns: DnsTestServer;
const odd: OddDnsServer[] = [];
beforeAll(async () => {
  dns = await startTestDns();
  await dns.zone.set('_dnsauth.www.example.com', 'TXT', 'expected');
});
afterEach(async () => {
  await Promise.all(odd.splice(0).map((server) => server.stop()));
});
afterAll(() => dns.stop());

async function oddServer(answer: OddAnswer): Promise<OddDnsServer> {
  const server = await startOddDnsServer(answer);
  odd.push(server);
  return server;
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

const validation: DomainValidation = {
  name: 'www.example.com',
  method: 'auto-dns',
  record: { type: 'TXT', name: '_dnsauth.www.example.com', value: 'expected' },
  issuedAt: '2026-11-01T00:00:00.000Z',
};

describe('a server that does not know EDNS', () => {
  const plain: OddAnswer = ({ name }) => ({ flags: 1 << 10, answers: [txt(name, 'expected')] });
  /** A header alone, which announces a question that it then leaves out. */
  const bare =
    (rcode: number): OddAnswer =>
    (asked) => {
      const header = Buffer.from(asked.message.subarray(0, 12));
      header.writeUInt16BE(0x8000 | rcode, 2);
      header.writeUInt16BE(0, 10);
      return hasEdns(asked) ? header : plain(asked);
    };

  it.each<[string, OddAnswer]>([
    ['answers FORMERR', (asked) => (hasEdns(asked) ? { flags: 1 } : plain(asked))],
    ['answers FORMERR by a header alone', bare(1)],
    ['answers NOTIMP', bare(4)],
    ['answers BADVERS', (asked) => (hasEdns(asked) ? { additionals: [optWith(1)] } : plain(asked))],
  ])('%s: it is asked once more without', async (_how, answer) => {
    const server = await oddServer(answer);
    const [finding] = await lookAtRecord(validation, settings({ authoritativePort: server.port }));
    expect(finding).toMatchObject({ verdict: 'ok', found: '"expected"' });
    expect(server.asked).toHaveLength(2);
  });

  it('and refuses without as well: its own word is told', async () => {
    const server = await oddServer(() => ({ flags: 1 }));
    const findings = await lookAtRecord(validation, settings({ authoritativePort: server.port }));
    expect(findings[0]).toMatchObject({ verdict: 'unreachable', found: 'FORMERR' });
    expect(turnAfterLook('auto-dns', findings)).toEqual({ ask: 'ca' });
  });
});

describe('an extended code', () => {
  it('is the answer’s code: BADCOOKIE with nothing in it is no "there is none"', async () => {
    const server = await oddServer(() => ({ flags: 7, additionals: [optWith(1)] }));
    const resolvers = [`127.0.0.1:${server.port}`];
    const [finding] = await lookAtCaa(
      'www.example.com',
      ['ca.example'],
      { wildcard: false },
      settings({ resolvers }),
    );
    expect(finding).toMatchObject({ verdict: 'unreachable', found: 'BADCOOKIE' });
  });
});

describe('records of other names in an answer', () => {
  const resolverOf = async (answer: OddAnswer) => {
    const { port } = await oddServer(answer);
    return settings({ resolvers: [`127.0.0.1:${port}`] });
  };
  const caa = (name: string, value: string) => ({
    type: 'CAA' as const,
    name,
    ttl: 5,
    data: { flags: 0, tag: 'issue' as const, value },
  });

  it('CAA', async () => {
    const other = await resolverOf(() => ({ answers: [caa('other.example', ';')] }));
    const look = (from: LookSettings) =>
      lookAtCaa('www.example.com', ['ca.example'], { wildcard: false }, from);
    expect(await look(other)).toMatchObject([{ verdict: 'ok', found: 'no CAA record restricts issuance' }]);
    const led = await resolverOf(({ name }) => ({
      answers: [cname(name, 'end.example'), caa('end.example', ';')],
    }));
    expect(await look(led)).toMatchObject([{ verdict: 'forbidden' }]);
  });

  it('TXT', async () => {
    const from = await resolverOf(({ type }) =>
      type === 'TXT' ? { answers: [txt('x.example', 'expected')] } : {},
    );
    expect((await lookAtRecord(validation, from)).at(-1)).toMatchObject({ verdict: 'missing' });
  });

  it('addresses', async () => {
    const from = await resolverOf(({ type }) =>
      type === 'A' ? { answers: [{ type, name: 'x.example', ttl: 5, data: '192.0.2.1' }] } : {},
    );
    expect(await addressesOf('www.example.com', from, askForOneLook())).toEqual({
      addresses: [],
      problem: WHEREABOUTS.noAddress,
    });
  });
});

describe('who does not answer us', () => {
  it('authoritative servers at private addresses are named, not asked; resolvers have the record: the CA is asked', async () => {
    const findings = await lookAtRecord(validation, settings({ allowPrivateAddresses: false }));
    expect(findings[0]).toMatchObject({
      source: 'authoritative ns1.sealflow.test',
      verdict: 'unreachable',
      found: 'not asked: 127.0.0.1 is not public',
    });
    expect(turnAfterLook('auto-dns', findings)).toEqual({ ask: 'ca' });
  });

  it('an authoritative server that can’t be reached: the CA is asked', async () => {
    const gone = await oddServer(() => undefined);
    await gone.stop();
    odd.length = 0;
    const findings = await lookAtRecord(validation, settings({ authoritativePort: gone.port }));
    expect(findings[0]).toMatchObject({ verdict: 'unreachable' });
    expect(turnAfterLook('auto-dns', findings)).toEqual({ ask: 'ca' });
  });

  it('a resolver that refuses us says nothing about CAA, where another one answers', async () => {
    const refusing = await oddServer(() => ({ flags: 5 }));
    const [first] = settings().resolvers;
    const look = (resolvers: readonly string[]) =>
      lookAtCaa('www.example.com', ['ca.example'], { wildcard: false }, settings({ resolvers }));
    expect(await look([`127.0.0.1:${refusing.port}`, first ?? ''])).toMatchObject([{ verdict: 'ok' }]);
    expect(await look([`127.0.0.1:${refusing.port}`])).toMatchObject([
      { verdict: 'unreachable', found: 'REFUSED' },
    ]);
  });

  it('addresses that nobody tells are not said to be none', async () => {
    const failing = await oddServer(() => ({ flags: 2 }));
    const from = settings({ resolvers: [`127.0.0.1:${failing.port}`] });
    expect(await addressesOf('www.example.com', from, askForOneLook())).toEqual({
      addresses: [],
      problem: withWhy(WHEREABOUTS.addressesUnknown, quoted('SERVFAIL')),
    });
  });

  it('an answer that can’t be read is called so', async () => {
    const server = await oddServer(({ message }) => {
      const broken = Buffer.from(message);
      broken.writeUInt16BE(0x8000, 2);
      broken.writeUInt16BE(1, 6);
      return broken;
    });
    expect(
      await queryDns({ host: '127.0.0.1', port: server.port }, { name: 'example.com', type: 'TXT' }),
    ).toEqual({
      outcome: 'silent',
      reason: SILENCE.unreadable,
    });
  });
});

describe('a CNAME at the name', () => {
  it('is named by whoever does not find the record at its end', async () => {
    await dns.zone.set('_dnsauth.alias.example.com', 'CNAME', 'end.example.net');
    const record = { type: 'TXT', name: '_dnsauth.alias.example.com', value: 'expected' } as const;
    const findings = await lookAtRecord({ ...validation, record }, settings());
    expect(findings[0]).toMatchObject({
      verdict: 'missing',
      found: 'CNAME to "end.example.net": the name has no TXT record',
      leadsTo: 'end.example.net',
    });
  });

  it('in a circle leads nowhere', async () => {
    await dns.zone.set('_dnsauth.round.example.com', 'CNAME', 'round.example.net');
    await dns.zone.set('round.example.net', 'CNAME', '_dnsauth.round.example.com');
    const record = { type: 'TXT', name: '_dnsauth.round.example.com', value: 'expected' } as const;
    const [finding] = await lookAtRecord({ ...validation, record }, settings());
    expect(finding).toMatchObject({ verdict: 'missing' });
  });
});

describe('a value that only looks right', () => {
  it('says what differs, in code points', async () => {
    const record = { type: 'TXT', name: '_dnsauth.alike.example.com', value: 'abc-def' } as const;
    await dns.zone.set(record.name, 'TXT', 'other');
    await dns.zone.set(record.name, 'TXT', 'abc\u2013def\u200b');
    const [finding] = await lookAtRecord({ ...validation, record }, settings());
    expect(finding).toMatchObject({
      verdict: 'wrong',
      expected: '"abc-def"',
      found:
        'U+2013 in place of "-" at character 4, U+200B ZERO WIDTH SPACE too much at character 8: "abc–def\\u200b", "other"',
    });
  });
});
