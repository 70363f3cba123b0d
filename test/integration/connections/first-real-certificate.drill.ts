/**
 * The way to a first certificate as docs/acme.md tells it, by its very commands: `sealflow up` beside Pebble and BIND, connections, a
 * route, a look before asking, three names and a wildcard by automatic DNS, and what was downloaded verified by openssl.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageFolder } from '../../../config/package-folder.js';
import { openssl } from '../../support/openssl.js';
import { BIND_MISSING, startBind } from '../../support/peers/bind.js';
import { PEER_KEYS } from '../../support/peers/keys.js';
import { findPebble, startPebble, type Pebble } from '../../support/peers/pebble.js';
import { seenByDns } from '../../support/peers/zones.js';
import { sealflow, startStackProcess, typeCommand } from '../../support/stack-process.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const pebblePeer = await findPebble();
const MISSING = [
  ...('missing' in pebblePeer ? [`no Pebble: ${pebblePeer.missing}`] : []),
  ...(BIND_MISSING === undefined ? [] : [BIND_MISSING]),
].join('; ');

const NAMES = ['example.com', '*.example.com', 'www.shop.example.com', 'api.shop.example.com'];

/** What stands below a heading, up to the next one. */
function sectionOf(page: string, heading: string): string {
  const text = readFileSync(join(packageFolder(), 'docs', page), 'utf8');
  const section = text.split(/^## /m).find((one) => one.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`${page} has no "${heading}".`);
  return section;
}

function blocksOf(section: string): { readonly language: string; readonly text: string }[] {
  return [...section.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({
    language,
    text,
  }));
}

/** Lines that are typed, `sealflow up` and what comes before it on its line apart. */
function commandsOf(section: string): string[] {
  return blocksOf(section).flatMap(({ text }) =>
    text.split('\n').filter((line) => line.startsWith('sealflow ')),
  );
}

/** As a shell reads a line of these pages: single quotes, and nothing else that is special. */
function wordsOf(line: string): string[] {
  return Array.from(line.matchAll(/'([^']*)'|(\S+)/g), ([, quoted, plain = '']) => quoted ?? plain).slice(1);
}

const SECTION = sectionOf('acme.md', 'Try it with Pebble');
const COMMANDS = commandsOf(SECTION);

it('the Chinese page has the same commands, files and settings', () => {
  expect(blocksOf(sectionOf('acme.zh-CN.md', '用 Pebble 试一试'))).toEqual(blocksOf(SECTION));
});

it('the page orders three names and a wildcard', () => {
  const [words = []] = COMMANDS.map(wordsOf).filter(
    ([group, action]) => group === 'order' && action === 'create',
  );
  expect(words.slice(words.indexOf('--name') + 1)).toEqual(NAMES);
});

describe.skipIf(MISSING !== '')(
  `a first certificate${MISSING && ` (skipped: ${MISSING})`}`,
  { timeout: 300_000 },
  () => {
    const folder = temporaryFolder();
    const dataDir = join(folder, 'data');
    const said = new Map<string, { readonly code: number | null; readonly output: string }>();
    const stops: (() => Promise<void>)[] = [];
    let bind: Awaited<ReturnType<typeof startBind>>;
    let pebble: Pebble;

    beforeAll(async () => {
      bind = await startBind({ zones: ['example.com'], fromRoot: true });
      stops.push(bind.stop);
      const bindAt = `127.0.0.1:${bind.port}`;
      pebble = await startPebble('path' in pebblePeer ? pebblePeer.path : '', {
        dnsServer: bindAt,
        // Nothing is proven by a file.
        httpPort: 1,
      });
      stops.push(() => pebble.stop());
      mkdirSync(dataDir);
      const stack = await startStackProcess(dataDir, join(folder, 'stack.log'), settingsOfPage(bindAt));
      stops.push(() => stack.stop());
      const [pebbleFile, bindFile] = filesOfPage();
      writeFileSync(
        join(folder, 'pebble.yaml'),
        stringify({ ...pebbleFile, directoryUrl: pebble.directoryUrl, rootPem: pebble.tlsCertificate }),
      );
      const { name, secret } = PEER_KEYS.updates;
      writeFileSync(
        join(folder, 'bind.yaml'),
        stringify({ ...bindFile, server: bindAt, tsigKeyName: name, tsigSecret: secret }),
      );
      // One after the other, as they are read; what fails is told by the test of that command.
      for (const command of COMMANDS) said.set(command, await typeCommand(dataDir, wordsOf(command), folder));
    }, 300_000);
    afterAll(async () => {
      for (const stop of stops.reverse()) await stop();
    });

    /** Before `sealflow up`, with this BIND's address in the place of the page's. */
    function settingsOfPage(bindAt: string): Record<string, string> {
      const line = blocksOf(SECTION)
        .flatMap(({ text }) => text.split('\n'))
        .find((one) => one.endsWith(' sealflow up'));
      const pairs = (line ?? '').split(' ').flatMap((word) => {
        const [name, value] = word.split('=');
        return name !== undefined && value !== undefined ? [[name, value] as const] : [];
      });
      expect(pairs.map(([name]) => name)).toContain('SEALFLOW_DNS_RESOLVERS');
      const here = (value: string) =>
        value.replace('127.0.0.1:5300', bindAt).replace(/^5300$/, String(bind.port));
      return Object.fromEntries(pairs.map(([name, value]) => [name, here(value)]));
    }

    it.each(COMMANDS)('is led to by %s', (command) => {
      const { code, output } = said.get(command) ?? { code: -1, output: '' };
      expect(code, output).toBe(0);
    });

    it('is warned of by nothing in the look before', () => {
      const looked = COMMANDS.find((command) => command.startsWith('sealflow preflight ')) ?? '';
      expect(said.get(looked)?.output).not.toMatch(/FAILS|would fail \(/);
    });

    it('is for the names that were ordered, and verified against the root of Pebble', async () => {
      const file = (name: string) => readFileSync(join(folder, 'first', name), 'utf8');
      const certificate = new X509Certificate(file('certificate.pem'));
      const names = certificate.subjectAltName?.split(', ').map((name) => name.replace('DNS:', ''));
      expect(names?.sort()).toEqual([...NAMES].sort());
      expect(certificate.checkPrivateKey(createPrivateKey(file('private-key.pem')))).toBe(true);
      const files = ['-CAfile', '{root}', '-untrusted', '{chain}', '{leaf}'];
      const texts = { root: await pebble.root(), chain: file('chain.pem'), leaf: file('certificate.pem') };
      expect(await openssl(['verify', '-purpose', 'sslserver', ...files], texts)).toContain(': OK');
      // Of another root it is not.
      await expect(
        openssl(['verify', ...files], { ...texts, root: pebble.tlsCertificate }),
      ).rejects.toThrow();
    });

    it('is said aloud to be trusted by no browser, and which CA it is from', async () => {
      const { code, output } = await typeCommand(dataDir, ['order', 'show', 'first', '--lang', 'en']);
      expect(code).toBe(0);
      expect(output.trim().split('\n').at(-1)).toMatch(/trust/i);
      expect(await sealflow(dataDir, 'order', 'show', 'first')).toMatchObject({
        state: 'issued',
        ca: { name: 'pebble', kind: 'acme', isPubliclyTrusted: false },
      });
    });

    it('leaves nothing in the zone', async () => {
      for (const name of ['example.com', 'www.shop.example.com', 'api.shop.example.com'])
        expect(await seenByDns(bind.port, `_acme-challenge.${name}`, 'TXT')).toEqual([]);
    });

    it('leaves the secret of the DNS server in no log', () => {
      const logs = join(dataDir, 'logs');
      for (const log of readdirSync(logs))
        expect(readFileSync(join(logs, log), 'utf8').includes(PEER_KEYS.updates.secret)).toBe(false);
    });
  },
);

/** `pebble.yaml` and `bind.yaml`, as the page has them. */
function filesOfPage(): Record<string, unknown>[] {
  const files = blocksOf(SECTION).filter(({ language }) => language === 'yaml');
  expect(files).toHaveLength(2);
  return files.map(({ text }) => parse(text) as Record<string, unknown>);
}
