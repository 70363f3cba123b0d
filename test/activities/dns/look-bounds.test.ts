/** What a stranger's zone can't do: decide how much a look asks, how long it takes, or what its findings are made of. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { askForOneLook } from '../../../activities/dns/dns-client.js';
import { createDomainLook, type LookSettings } from '../../../activities/dns/index.js';
import { lookBudget } from '../../../activities/dns/look-budget.js';
import { lookAtCaa } from '../../../activities/dns/look-at-caa.js';
import { lookAtRecord } from '../../../activities/dns/look-at-record.js';
import { forbiddenCharacter } from '../../../domain/characters.js';
import type { DomainValidation } from '../../../domain/control/validations.js';
import { cname, soa, startOddDnsServer, txt, type OddAnswer, type OddDnsServer } from './odd-dns-server.js';

const servers: OddDnsServer[] = [];
let silent: Socket | undefined;
afterEach(async () => {
  silent?.close();
  silent = undefined;
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

/** One server is everything here: both resolvers' names for it, and every authoritative server. */
async function worldOf(answer: OddAnswer): Promise<{ server: OddDnsServer; settings: LookSettings }> {
  const server = await startOddDnsServer(answer);
  servers.push(server);
  return { server, settings: settingsFor(server.port) };
}

function settingsFor(port: number): LookSettings {
  const resolvers = [`127.0.0.1:${port}`];
  return { resolvers, authoritativePort: port, httpPort: 80, httpsPort: 443, allowPrivateAddresses: true };
}

const NAME = 'www.example.com';
const validation: DomainValidation = {
  name: NAME,
  method: 'manual-dns',
  record: { type: 'TXT', name: `_dnsauth.${NAME}`, value: 'expected' },
  issuedAt: '2026-11-01T00:00:00.000Z',
};

describe('messages and seconds', () => {
  it('a zone that leads on and on ends the look at its limit, and a finding says so', async () => {
    let count = 0;
    const { server, settings } = await worldOf(({ name, type }) => {
      count += 1;
      if (type === 'SOA') return { answers: name.startsWith('z') ? [soa(name)] : [] };
      if (type === 'NS')
        return {
          answers: [1, 2, 3, 4, 5, 6, 7].map((n) => ({ type, name, ttl: 5, data: `n${n}-${count}.example` })),
        };
      if (type === 'A') return { answers: [{ type, name, ttl: 5, data: `127.0.0.1` }] };
      // Every question leads to another name far down, each label of it a question for its zone.
      return type === 'TXT' ? { answers: [cname(name, `${'l.'.repeat(60)}z${count}.example`)] } : {};
    });
    const findings = await createDomainLook(settings).look(
      { ...validation, record: { type: 'TXT', name: '_dnsauth.zone.example', value: 'expected' } },
      ['ca.example'],
    );
    expect(server.asked.length).toBeLessThanOrEqual(500);
    expect(findings.map(({ found }) => found).join()).toMatch(/one look sends at most 500 messages/);
    expect(findings.filter(({ verdict }) => verdict === 'unreachable').length).toBeGreaterThan(0);
  });

  it('each server is asked each question once: seven servers that lead to one zone need it once', async () => {
    const authoritative = await worldOf(({ name }) => ({
      answers: [name.endsWith('example.net') ? txt(name, 'expected') : cname(name, 'v.example.net')],
    }));
    const resolver = await worldOf(({ name, type }) => {
      const zone = name.endsWith('example.net') ? 'example.net' : 'example.com';
      if (type === 'SOA') return { authorities: [soa(zone)] };
      if (type === 'NS')
        return {
          answers: [1, 2, 3, 4, 5, 6, 7].map((n) => ({ type, name, ttl: 5, data: `ns${n}.${zone}` })),
        };
      if (type === 'A') return { answers: [{ type, name, ttl: 5, data: '127.0.0.1' }] };
      return type === 'TXT'
        ? { answers: [cname(name, 'v.example.net'), txt('v.example.net', 'expected')] }
        : {};
    });
    const settings = { ...resolver.settings, authoritativePort: authoritative.server.port };
    const findings = await createDomainLook(settings).look(validation, ['ca.example']);
    expect(new Set(findings.map(({ verdict }) => verdict))).toEqual(new Set(['ok']));
    for (const { server } of [authoritative, resolver])
      expect(server.asked.toSorted()).toEqual([...new Set(server.asked)].toSorted());
  });

  it('time that is up ends it as well, and accuses no server of silence', async () => {
    silent = createSocket('udp4').bind(0, '127.0.0.1');
    await once(silent, 'listening');
    const ask = askForOneLook(lookBudget({ messages: 500, timeMs: 300 }));
    const findings = await lookAtCaa(
      NAME,
      ['ca.example'],
      { wildcard: false },
      settingsFor(silent.address().port),
      ask,
    );
    expect(findings).toMatchObject([
      { verdict: 'unreachable', found: 'no answer so far: one look at DNS takes at most 0.3 s' },
    ]);
  });

  it('an answer of thousands of records is not read', async () => {
    const { settings } = await worldOf(({ name }) => ({
      answers: Array.from({ length: 1_000 }, (_, at) => txt(name, String(at))),
    }));
    const [, finding] = await lookAtRecord(validation, settings);
    expect(finding).toMatchObject({
      verdict: 'unreachable',
      found: 'an answer of 1000 records; at most 500 are read',
    });
  });

  it('many values are counted', async () => {
    const { settings } = await worldOf(({ name, type }) =>
      type === 'TXT' ? { answers: Array.from({ length: 30 }, (_, at) => txt(name, `v${at}`)) } : {},
    );
    const [, finding] = await lookAtRecord(validation, settings);
    expect(finding?.found).toMatch(/^"v0", .*"v19" and 10 more$/);
  });
});

describe('characters', () => {
  const RUDE = 'a\0b\u001b[2J\u202ec\u2028d';

  it('of a stranger’s names and tags reach no finding', async () => {
    const { settings } = await worldOf(({ name, type }) => {
      if (type === 'SOA') return { answers: name === 'example.com' ? [soa(name)] : [] };
      if (type === 'NS') return { answers: [{ type, name, ttl: 5, data: `${RUDE}.example` }] };
      if (type === 'A') return { answers: [{ type, name, ttl: 5, data: '127.0.0.1' }] };
      if (type === 'TXT') return { answers: [cname(name, `${RUDE}.example`)] };
      return {
        answers: [{ type: 'CAA', name, ttl: 5, data: { flags: 128, tag: RUDE as 'issue', value: RUDE } }],
      };
    });
    const findings = await createDomainLook(settings).look(validation, ['ca.example']);
    const texts = findings.flatMap(({ source, question, expected, found }) => [
      source,
      question,
      expected,
      found,
    ]);
    expect(texts.filter((text) => forbiddenCharacter(text, { lines: false }))).toEqual([]);
    expect(texts.join()).toContain('a\\u0000b\\u001b[2J\\u202ec\\u2028d');
  });

  it('a CNAME to what is no name is not asked for', async () => {
    // Octets that are no UTF-8 grow when they are read: as a label of 189 octets they would be a pointer.
    const { server, settings } = await worldOf(({ name, type, query }) => {
      if (type === 'SOA') return { answers: [soa(name)] };
      if (type === 'NS') return { answers: [{ type, name, ttl: 5, data: 'ns.example' }] };
      if (type === 'A') return { answers: [{ type, name, ttl: 5, data: '127.0.0.1' }] };
      return type === 'TXT' ? brokenAlias(query.id ?? 0, name) : {};
    });
    const [finding] = await lookAtRecord(validation, settings);
    expect(finding).toMatchObject({ verdict: 'unreachable' });
    expect(finding?.found).toContain('this is no name that can be asked for');
    expect(server.asked.filter((asked) => asked.includes('\ufffd'))).toEqual([]);
  });
});

/** An answer with a CNAME whose only label is 63 octets of 0xff. */
function brokenAlias(id: number, name: string): Buffer {
  const header = Buffer.from([id >> 8, id & 0xff, 0x84, 0, 0, 1, 0, 1, 0, 0, 0, 0]);
  const labels = name.split('.').flatMap((label) => [Buffer.from([label.length]), Buffer.from(label)]);
  const question = Buffer.concat([...labels, Buffer.from([0, 0, 16, 0, 1])]);
  const target = Buffer.concat([Buffer.from([63]), Buffer.alloc(63, 0xff), Buffer.from([0])]);
  const record = Buffer.from([0xc0, 12, 0, 5, 0, 1, 0, 0, 0, 5, 0, target.length]);
  return Buffer.concat([header, question, record, target]);
}
