// Bodies from outside are read in one place, and every part of what is parsed from them has a greatest length or count.
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as caWire from '../../activities/ca/providers/development/wire.js';
import * as alidnsWire from '../../activities/dns/providers/alidns/wire.js';
import * as cloudflareWire from '../../activities/dns/providers/cloudflare/wire.js';
import * as dnsPodWire from '../../activities/dns/providers/dnspod/wire.js';
import * as huaweiWire from '../../activities/dns/providers/huaweicloud/wire.js';
import * as powerDnsWire from '../../activities/dns/providers/powerdns/wire.js';
import * as paymentWire from '../../activities/payments/providers/http-payment-service.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Ways to read a body that know no limit, and loops over chunks that might have none. */
const READING =
  /\.(?:text|json|arrayBuffer|blob|bytes|formData)\(\)|stream\/consumers|\.getReader\(|\.on\(\s*'data'|for await \(const \w*(?:chunk|part)/;

/** The reader, and what reads no body: a process's output, a PDF that we write, DNS over TCP with its lengths in front. */
const READERS: Readonly<Record<string, string>> = {
  'domain/limited-reading.ts': 'the one reader',
  'dev/processes.ts': 'output of a program that we started',
  'dev/demo/chain-verdict.ts': 'output of openssl, started here',
  'dev/demo/command-line.ts': 'output of our own command line, started here',
  'dev/pictures/orders.ts': 'output of our own command line, started here',
  'papers/pdf.ts': 'a PDF that we write ourselves',
  'activities/dns/tcp-exchange.ts':
    'one DNS message, whose length stands before it (RFC 1035, section 4.2.2)',
  'dev/dns/listener.ts': 'DNS messages, as above',
  'activities/http-file/fetch-once.ts': 'counts what passes through to the one reader',
  'client/http/answers.ts': 'lines of a log, handed on as they come, each of limited length',
  'client/organization/letter-file/pdf.ts': 'a process that we started, and its input from us',
};

const sources = [
  'activities',
  'client',
  'config',
  'db',
  'dev',
  'domain',
  'papers',
  'worker',
  'workflows',
].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => relative(ROOT, join(ROOT, folder, file))),
);

describe('a body from outside', () => {
  it('is read by the one reader, and nowhere else', () => {
    const reading = sources.filter((file) => READING.test(readFileSync(join(ROOT, file), 'utf8')));
    expect(reading.filter((file) => !(file in READERS))).toEqual([]);
  });

  it('would be noticed where somebody reads one without a limit', () => {
    for (const code of [
      'await response.text()',
      'await (await fetch(url)).json()',
      "import { buffer } from 'node:stream/consumers';",
      'for await (const chunk of request)',
      "request.on('data', take)",
    ])
      expect(code).toMatch(READING);
  });
});

const WIRES = {
  ca: caWire,
  payment: paymentWire,
  alidns: alidnsWire,
  cloudflare: cloudflareWire,
  dnspod: dnsPodWire,
  huaweicloud: huaweiWire,
  powerdns: powerDnsWire,
};

const SCHEMAS = Object.entries(WIRES).flatMap(([service, module]) =>
  Object.entries(module as Readonly<Record<string, unknown>>).flatMap(([name, part]) =>
    part instanceof z.core.$ZodType ? [[`${name} of the ${service}`, part] as const] : [],
  ),
);

describe('the wire schema', () => {
  it.each(SCHEMAS)(
    '%s has a greatest length for each text, and a greatest count for each list',
    (name, schema) => {
      expect(unbounded(schema, name)).toEqual([]);
    },
  );

  it('of every service is among them', () => {
    expect(SCHEMAS.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        'WireOrder of the ca',
        'WireRevocation of the ca',
        'WireCertificate of the ca',
        'WireError of the ca',
        'WireHold of the payment',
        'WireError of the payment',
        'WireRecords of the alidns',
        'WireRecords of the cloudflare',
        'WireRecords of the dnspod',
        'WireSets of the huaweicloud',
        'WireZone of the powerdns',
      ]),
    );
  });

  it('would be noticed without a limit, however deep it is', () => {
    const deep = z.object({ a: z.array(z.object({ b: z.string().optional() })).max(3) });
    expect(unbounded(deep, 'deep')).toEqual(['deep.a[].b']);
    expect(unbounded(z.array(z.boolean()), 'list')).toEqual(['list']);
    expect(unbounded(z.string().transform(Number), 'piped')).toEqual(['piped']);
    expect(unbounded(z.unknown(), 'any')).toEqual(['any: unknown']);
  });
});

/** Paths of texts and lists without a greatest length, and of what is not known to have one. */
function unbounded(schema: z.core.$ZodType, path: string): string[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const own = hasMaximum(schema) ? [] : [path];
  if (def.type === 'string') return own;
  if (def.type === 'array') return [...own, ...unbounded(def.element, `${path}[]`)];
  if (def.type === 'object')
    return Object.entries(def.shape).flatMap(([key, part]) => unbounded(part, `${path}.${key}`));
  if (def.type === 'optional' || def.type === 'nullable') return unbounded(def.innerType, path);
  if (def.type === 'pipe') return unbounded(def.in, path);
  if (def.type === 'union') return def.options.flatMap((option) => unbounded(option, path));
  return ['enum', 'boolean', 'number'].includes(def.type) ? [] : [`${path}: ${def.type}`];
}

function hasMaximum(schema: z.core.$ZodType): boolean {
  const { checks = [] } = schema._zod.def;
  return checks.some(({ _zod }) => _zod.def.check === 'max_length');
}
