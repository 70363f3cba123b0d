/** Each broken zone in its own words, and a healthy one without a warning: real DNS on loopback, odd servers beside it. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from 'dns-packet';
import { forbiddenCharacter } from '../../../../domain/characters.js';
import { soa } from '../../dns/odd-dns-server.js';
import {
  AUTHORITATIVE,
  findingOf,
  problemsIn,
  startPreflightWorld,
  type Asked,
  type PreflightTestWorld,
} from './world.js';

let world: PreflightTestWorld;
beforeAll(async () => {
  world = await startPreflightWorld();
});
afterEach(() => world.forget());
afterAll(() => world.stop());

const look = (name: string, asked: Asked = {}) => world.look(name, { method: 'dns', ...asked });
const asAnswered = (answers: readonly Answer[]) => [...answers];

describe('a healthy world', () => {
  it('gets no warning, whichever way', async () => {
    for (const method of ['dns', 'file', undefined] as const) {
      const findings = await world.look('shop.example.com', method && { method });
      expect(problemsIn(findings), String(method)).toEqual([]);
      expect(findings.map(({ fix }) => fix)).toEqual(findings.map(() => null));
    }
  });

  it('tells what was looked at', async () => {
    const codes = (await world.look('shop.example.com')).map(({ code }) => code);
    expect(codes).toEqual([
      'delegation-fine',
      'servers-fine',
      'resolvers-fine',
      'caa-none',
      'dnssec-unsigned',
      'proof-free',
      'proof-free',
      'web-fine',
    ]);
  });

  it('with two servers that agree says so of both', async () => {
    await twoServersOf('example.org');
    await world.secondary('127.0.0.2', asAnswered);
    const findings = await look('www.example.org');
    expect(problemsIn(findings)).toEqual([]);
    expect(findingOf(findings, 'servers-fine').servers).toHaveLength(2);
  });
});

async function twoServersOf(zone: string): Promise<void> {
  const { zone: records } = world.dns;
  for (const [server, address] of [
    [`a.ns.${zone}`, '127.0.0.1'],
    [`b.ns.${zone}`, '127.0.0.2'],
  ] as const) {
    await records.set(zone, 'NS', server);
    await records.set(server, 'A', address);
  }
}

describe('one of two servers', () => {
  beforeEach(() => twoServersOf('example.org'));

  it('that has no authority for the zone is lame', async () => {
    await world.oddServer('127.0.0.2', () => ({}));
    const findings = await look('www.example.org');
    expect(problemsIn(findings)).toEqual(['warns server-lame']);
    expect(findingOf(findings, 'server-lame')).toMatchObject({
      servers: [`authoritative b.ns.example.org (127.0.0.2:${world.dns.port})`],
      seen: { en: 'it answers, and has no authority for example.org (lame delegation)' },
    });
  });

  it('whose copy is older lags, and its answers are not told as different ones', async () => {
    await world.secondary('127.0.0.2', (answers) =>
      answers.flatMap((answer) =>
        answer.type === 'SOA' ? [{ ...answer, data: { ...answer.data, serial: 1 } }] : [],
      ),
    );
    const findings = await look('www.example.org');
    expect(problemsIn(findings)).toEqual(['warns server-lags']);
    const { servers, seen } = findingOf(findings, 'server-lags');
    expect(servers).toEqual([`authoritative b.ns.example.org (127.0.0.2:${world.dns.port})`]);
    expect(seen.en).toMatch(/^its copy of the zone has serial 1 \(SOA\), behind \d+ at a\.ns\.example\.org$/);
    expect(seen.zh).toMatch(/落后于 \d+/);
  });

  it.each([
    ['server-refuses', 5, 'it refuses the question (REFUSED)'],
    ['server-fails', 2, 'it fails (SERVFAIL)'],
  ] as const)('%s is told by its code', async (code, rcode, en) => {
    await world.oddServer('127.0.0.2', () => ({ flags: rcode }));
    const findings = await look('www.example.org');
    expect(problemsIn(findings)).toEqual([`warns ${code}`]);
    expect(findingOf(findings, code).seen.en).toBe(en);
  });

  it('that is not there is silent', async () => {
    expect(problemsIn(await look('www.example.org'))).toEqual(['warns server-silent']);
  });

  it('that says something else is told with both answers', async () => {
    await world.secondary('127.0.0.2', (answers) => answers.filter(({ type }) => type !== 'CAA'));
    await world.dns.zone.set('www.example.org', 'CAA', '0 issue "ca.example"');
    const findings = await look('www.example.org');
    expect(problemsIn(findings)).toEqual(['warns servers-differ']);
    expect(findingOf(findings, 'servers-differ').seen.en).toBe(
      'different answers to CAA www.example.org: a.ns.example.org says "CAA 0 issue ca.example"; b.ns.example.org says nothing',
    );
    await world.dns.zone.remove('www.example.org');
  });

  it('at a private address is not asked where that is not permitted', async () => {
    const findings = await look('www.example.org', { settings: { allowPrivateAddresses: false } });
    expect(problemsIn(findings)).toEqual([
      'fails no-server-answers',
      'warns server-unreachable',
      'warns server-unreachable',
    ]);
    expect(findingOf(findings, 'server-unreachable').seen.en).toMatch(
      /not asked: 127\.0\.0\.1 is not public/,
    );
  });
});

it('no server that answers fails, and what only follows from it is not told again', async () => {
  await world.dns.zone.set('dead-zone.com', 'NS', 'ns.dead-zone.com');
  await world.dns.zone.set('ns.dead-zone.com', 'A', '127.0.0.2');
  const failing = await world.oddResolver(() => ({ flags: 2 }));
  await world.oddServer('127.0.0.2', () => ({ flags: 2 }));
  const findings = await look('www.dead-zone.com', {
    settings: { resolvers: [`127.0.0.1:${world.dns.resolverPorts[0]}`, failing] },
  });
  expect(problemsIn(findings)).toEqual(['fails no-server-answers', 'warns server-fails']);
});

describe('the delegation', () => {
  const CHILD = { type: 'NS', name: 'handed.net', ttl: 5, data: 'ns.handed.net' } as const;
  const GLUE = { type: 'A', name: 'ns.handed.net', ttl: 5, data: '127.0.0.1' } as const;

  beforeAll(async () => {
    const { zone } = world.dns;
    // A parent of its own, in place of the root that is the parent of all here.
    await zone.addZone('net');
    await zone.addZone('handed.net');
    await zone.set('net', 'NS', 'parent.nic.net');
    await zone.set('parent.nic.net', 'A', '127.0.0.3');
    await zone.set('handed.net', 'NS', 'ns.handed.net');
    await zone.set('ns.handed.net', 'A', '127.0.0.1');
  });

  it('with glue that fits is fine', async () => {
    await world.oddServer('127.0.0.3', () => ({ authorities: [CHILD], additionals: [GLUE] }));
    const findings = await look('www.handed.net');
    expect(problemsIn(findings)).toEqual([]);
    expect(findingOf(findings, 'delegation-fine').servers).toEqual([
      `parent parent.nic.net (127.0.0.3:${world.dns.port})`,
    ]);
  });

  it('without glue', async () => {
    await world.oddServer('127.0.0.3', () => ({ authorities: [CHILD] }));
    const findings = await look('www.handed.net');
    expect(problemsIn(findings)).toEqual(['warns glue-missing']);
    expect(findingOf(findings, 'glue-missing').seen.en).toBe(
      'ns.handed.net lies within handed.net, and the parent has no address (glue) for it',
    );
  });

  it('with glue that is another address', async () => {
    await world.oddServer('127.0.0.3', () => ({
      authorities: [CHILD],
      additionals: [{ ...GLUE, data: '127.0.0.77' }],
    }));
    const findings = await look('www.handed.net');
    expect(problemsIn(findings)).toEqual(['warns glue-differs']);
    expect(findingOf(findings, 'glue-differs').seen.en).toBe(
      'ns.handed.net has 127.0.0.77 at the parent (glue), and 127.0.0.1 in its own zone',
    );
  });

  it('to other servers than the zone names', async () => {
    await world.oddServer('127.0.0.3', () => ({
      authorities: [CHILD, { ...CHILD, data: 'old.elsewhere.com' }],
      additionals: [GLUE],
    }));
    await world.dns.zone.set('old.elsewhere.com', 'A', '127.0.0.1');
    const findings = await look('www.handed.net');
    expect(problemsIn(findings)).toEqual(['warns delegation-differs']);
    expect(findingOf(findings, 'delegation-differs').seen.en).toBe(
      'NS records that only the parent of handed.net has: old.elsewhere.com',
    );
  });

  it('that is not there', async () => {
    await world.oddServer('127.0.0.3', () => ({ flags: AUTHORITATIVE | 3, authorities: [soa('net')] }));
    const findings = await look('www.handed.net');
    expect(problemsIn(findings)).toEqual(['fails not-delegated']);
    expect(findingOf(findings, 'not-delegated').fix?.en).toMatch(/Have the registrar/);
  });

  it('of which the parent says nothing is not compared', async () => {
    await world.oddServer('127.0.0.3', () => ({ flags: 5 }));
    const findings = await look('www.handed.net');
    expect(problemsIn(findings)).toEqual([]);
    expect(findingOf(findings, 'parent-unheard').severity).toBe('fine');
  });
});

describe('resolvers', () => {
  it('one of several that fails warns', async () => {
    const failing = await world.oddResolver(() => ({ flags: 2 }));
    const resolvers = [`127.0.0.1:${world.dns.resolverPorts[0]}`, failing];
    const findings = await look('shop.example.com', { settings: { resolvers } });
    expect(findingOf(findings, 'resolver-fails')).toMatchObject({
      severity: 'warns',
      servers: [`resolver ${failing}`],
      seen: { en: 'SERVFAIL for A shop.example.com, also without DNSSEC validation' },
    });
  });

  it('that are all silent fail: nothing is known then', async () => {
    const findings = await look('shop.example.com', { settings: { resolvers: ['127.0.0.9:9'] } });
    expect(problemsIn(findings)).toContain('fails no-resolver-answers');
  });

  it('one that is silent is no fault of the domain', async () => {
    const resolvers = [`127.0.0.1:${world.dns.resolverPorts[0]}`, '127.0.0.9:9'];
    const findings = await look('shop.example.com', { settings: { resolvers } });
    expect(problemsIn(findings)).toEqual([]);
    expect(findingOf(findings, 'resolver-silent').severity).toBe('fine');
  });
});

describe('CAA', () => {
  it('that forbids at the parent says where it stands, and what to add', async () => {
    await world.dns.zone.set('caa-parent.com', 'CAA', '0 issue "other.example"');
    const findings = await look('www.caa-parent.com');
    expect(problemsIn(findings)).toEqual(['fails caa-forbids']);
    expect(findingOf(findings, 'caa-forbids')).toMatchObject({
      servers: world.dns.resolverPorts.map((port) => `resolver 127.0.0.1:${port}`),
      seen: {
        en:
          'only other.example may issue; www.caa-parent.com has none of its own, so the CAA records of its parent ' +
          'caa-parent.com count; 0 issue "other.example"',
      },
      fix: {
        en: 'Add a CAA record there: 0 issue "ca.example"; or take away those that keep it out',
      },
    });
  });

  it('through a CNAME is told as such', async () => {
    await world.dns.zone.set('alias.caa-alias.com', 'CNAME', 'host.caa-target.com');
    await world.dns.zone.set('host.caa-target.com', 'CAA', '0 issue ";"');
    const findings = await look('alias.caa-alias.com');
    expect(problemsIn(findings)).toEqual(['fails caa-forbids']);
    expect(findingOf(findings, 'caa-forbids').seen.en).toContain(
      'alias.caa-alias.com is a CNAME, so the CAA records at its target host.caa-target.com count',
    );
  });

  it('with an unknown critical tag', async () => {
    await world.dns.zone.set('caa-critical.com', 'CAA', '128 future "x"');
    expect(problemsIn(await look('caa-critical.com'))).toEqual(['fails caa-unknown-critical']);
  });

  it('for another account, for ours, and for one that nobody here knows', async () => {
    await world.dns.zone.set(
      'caa-account.com',
      'CAA',
      '0 issue "ca.example; accounturi=https://ca.example/1"',
    );
    const asked = (accountUri?: string) =>
      look('caa-account.com', { ca: { terms: accountUri === undefined ? {} : { accountUri } } });
    expect(problemsIn(await asked('https://ca.example/2'))).toEqual(['fails caa-other-account']);
    expect(problemsIn(await asked('https://ca.example/1'))).toEqual([]);
    expect(problemsIn(await asked())).toEqual(['warns caa-bound']);
  });

  it('for another way of validation', async () => {
    await world.dns.zone.set('caa-method.com', 'CAA', '0 issue "ca.example; validationmethods=http-01"');
    const asked = (validationMethods: string[]) =>
      look('caa-method.com', { ca: { terms: { validationMethods } } });
    expect(problemsIn(await asked(['dns-01']))).toEqual(['fails caa-other-method']);
    expect(problemsIn(await asked(['http-01']))).toEqual([]);
  });

  it('issuewild decides for a wildcard alone', async () => {
    await world.dns.zone.set('caa-wild.com', 'CAA', '0 issuewild ";"');
    expect(problemsIn(await look('caa-wild.com'))).toEqual([]);
    const findings = await look('caa-wild.com', { wildcard: true });
    expect(problemsIn(findings)).toEqual(['fails caa-forbids']);
    expect(findingOf(findings, 'caa-forbids').fix?.en).toContain('0 issuewild "ca.example"');
  });

  it('a malformed value beside a good one warns', async () => {
    await world.dns.zone.set('caa-malformed.com', 'CAA', '0 issue "ca.example"');
    await world.dns.zone.set('caa-malformed.com', 'CAA', '0 issue "ca.example."');
    expect(problemsIn(await look('caa-malformed.com'))).toEqual(['warns caa-malformed']);
  });

  it('that nobody answers is no permission', async () => {
    const refusing = (port: number) =>
      world.oddResolver(({ type }) => (type === 'CAA' ? { flags: 4 } : forwardedTo(port)));
    const resolver = await refusing(world.dns.port);
    const findings = await look('shop.example.com', { settings: { resolvers: [resolver] } });
    expect(problemsIn(findings)).toContain('fails caa-unanswered');
  });
});

/** An answer without a record: enough for whom only CAA is of interest. */
function forwardedTo(_port: number) {
  return { authorities: [soa('example.com')] };
}

describe('DNSSEC', () => {
  it('that a resolver does not validate is told, and what follows from it is not', async () => {
    world.dns.zone.breakDnssec('bogus.com');
    const findings = await look('www.bogus.com');
    expect(problemsIn(findings)).toEqual(['fails dnssec-bogus']);
    expect(findingOf(findings, 'dnssec-bogus')).toMatchObject({
      servers: world.dns.resolverPorts.map((port) => `resolver 127.0.0.1:${port}`),
      seen: { zh: expect.stringContaining('DNSSEC 验证不通过') as string },
    });
  });
});

describe('the names of proof', () => {
  it('a wildcard TXT is told as such', async () => {
    await world.dns.zone.set('*.wild-txt.com', 'TXT', 'v=spf1 -all');
    const findings = await look('wild-txt.com', { ca: { protocol: 'brand' } });
    expect(problemsIn(findings)).toEqual(['warns wildcard-txt']);
    expect(findingOf(findings, 'wildcard-txt').seen.en).toBe(
      '_dnsauth.wild-txt.com has the TXT of a wildcard record: "v=spf1 -all"',
    );
  });

  it('a wildcard CNAME is no delegation', async () => {
    await world.dns.zone.set('*.wild-cname.com', 'CNAME', 'parking.elsewhere.com');
    const findings = await look('wild-cname.com', { ca: { protocol: 'acme' } });
    expect(problemsIn(findings)).toEqual(['warns wildcard-alias']);
    expect(findingOf(findings, 'wildcard-alias').seen.en).toBe(
      '_acme-challenge.wild-cname.com leads to "parking.elsewhere.com", but by the CNAME of a wildcard: that is no delegation',
    );
  });

  it('a CNAME at the exact name is one, also beside a wildcard that leads elsewhere', async () => {
    await world.dns.zone.set('*.delegated.com', 'CNAME', 'parking.elsewhere.com');
    await world.dns.zone.set('_acme-challenge.delegated.com', 'CNAME', 'd1.validation.org');
    const findings = await look('delegated.com', { ca: { protocol: 'acme' } });
    expect(problemsIn(findings)).toEqual([]);
    expect(findingOf(findings, 'proof-delegated').seen.en).toBe(
      '_acme-challenge.delegated.com is delegated by a CNAME to "d1.validation.org"',
    );
  });

  it('CNAMEs in a circle end nowhere', async () => {
    await world.dns.zone.set('_dnsauth.circle.com', 'CNAME', 'one.circle.com');
    await world.dns.zone.set('one.circle.com', 'CNAME', '_dnsauth.circle.com');
    const findings = await look('circle.com', { ca: { protocol: 'brand' } });
    expect(problemsIn(findings)).toEqual(['fails alias-dead']);
  });

  it('a CNAME to where no server answers is dead', async () => {
    await world.dns.zone.set('gone-target.com', 'NS', 'ns.gone-target.com');
    await world.dns.zone.set('ns.gone-target.com', 'A', '127.0.0.9');
    await world.dns.zone.set('_dnsauth.dead-alias.com', 'CNAME', 'proof.gone-target.com');
    const brand = await look('dead-alias.com', { ca: { protocol: 'brand' } });
    expect(problemsIn(brand)).toEqual(['fails alias-dead']);
    // Which of the two names the CA will look at is not known.
    expect(problemsIn(await look('dead-alias.com'))).toEqual(['warns alias-dead']);
  });

  it('values from before are in nobody’s way', async () => {
    await world.dns.zone.set('_dnsauth.left.com', 'TXT', 'old');
    const findings = await look('left.com');
    expect(problemsIn(findings)).toEqual([]);
    expect(findingOf(findings, 'txt-present').seen.en).toBe(
      '_dnsauth.left.com has TXT records already: "old"',
    );
  });
});

describe('strangers’ words', () => {
  const RUDE = 'a\0b\u001b[2J\u202ec\u2028d';

  it('reach no finding as they are, nor at any length', async () => {
    const resolver = await world.oddResolver(({ name, type }) => {
      if (type === 'SOA') return { answers: name === 'example.com' ? [soa(name)] : [] };
      if (type === 'NS') return { answers: [{ type, name, ttl: 5, data: `${RUDE}.example` }] };
      if (type === 'A') return { answers: [{ type, name, ttl: 5, data: '127.0.0.9' }] };
      if (type === 'TXT') return { answers: [{ type, name, ttl: 5, data: [RUDE.repeat(20)] }] };
      if (type === 'CAA')
        return {
          answers: [
            { type, name, ttl: 5, data: { flags: 128, tag: RUDE as 'issue', value: RUDE.repeat(10) } },
          ],
        };
      return {};
    });
    const findings = await world.look('www.example.com', { settings: { resolvers: [resolver] } });
    const texts = findings.flatMap(({ servers, seen, fix }) => [
      ...servers,
      seen.zh,
      seen.en,
      ...(fix ? [fix.zh, fix.en] : []),
    ]);
    expect(texts.filter((text) => forbiddenCharacter(text, { lines: false }))).toEqual([]);
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(500);
    expect(problemsIn(findings)).toContain('fails caa-unknown-critical');
  });
});
