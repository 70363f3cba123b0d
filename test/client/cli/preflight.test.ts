/** `sealflow preflight` on a whole world: both languages, exit codes, what programs read, and strangers' words. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { forbiddenCharacter } from '../../../domain/characters.js';
import {
  PREFLIGHT_CODES,
  PREFLIGHT_SEVERITIES,
  PREFLIGHT_SUBJECTS,
} from '../../../domain/control/preflight/finding.js';
import { runHere, type CommandResult } from '../../support/command-line.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld();
  const { zone } = world.dns;
  await zone.set('forbidden.com', 'CAA', '0 issue "other.example"');
  await zone.set('le-only.com', 'CAA', '0 issue "letsencrypt.org; accounturi=https://le.example/acct/1"');
  await zone.set('_dnsauth.rude.com', 'TXT', 'a\u001b[2J\u202e“quoted”');
}, 120_000);
afterAll(() => world.stop());

function preflight(...words: readonly string[]): Promise<CommandResult> {
  return runHere(['preflight', ...words], world.environment);
}

const BILINGUAL = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/** What programs may rely on: docs/preflight.md. */
const SCHEMA = z.strictObject({
  wouldFail: z.boolean(),
  names: z.array(
    z.strictObject({
      name: z.string(),
      wouldFail: z.boolean(),
      ca: z.strictObject({ called: z.string(), caaIdentities: z.array(z.string()) }),
      findings: z.array(
        z.strictObject({
          code: z.enum(Object.keys(PREFLIGHT_CODES) as [string]),
          severity: z.enum(PREFLIGHT_SEVERITIES),
          subject: z.enum(PREFLIGHT_SUBJECTS),
          servers: z.array(z.string()),
          seen: BILINGUAL,
          fix: BILINGUAL.nullable(),
        }),
      ),
    }),
  ),
});

async function asked(...words: readonly string[]) {
  const { exitCode, stdout } = await preflight(...words, '--json');
  const view = SCHEMA.parse(JSON.parse(stdout));
  const problems = view.names.map(({ findings }) =>
    findings.filter(({ severity }) => severity !== 'fine').map(({ severity, code }) => `${severity} ${code}`),
  );
  return { exitCode, view, problems };
}

describe('a healthy name', () => {
  it('has nothing in the way, in either language, and ends with 0', async () => {
    const english = await preflight('shop.example.com', '--lang', 'en');
    expect(english).toMatchObject({ exitCode: 0, stderr: '' });
    expect(english.stdout).toMatch(/^shop\.example\.com \(development-ca\): nothing in the way\n/);
    expect(english.stdout).not.toMatch(/WARNS|FAILS|to do/);
    const chinese = await preflight('shop.example.com', '--lang', 'zh');
    expect(chinese.exitCode).toBe(0);
    expect(chinese.stdout).toMatch(/^shop\.example\.com\(development-ca\):没有阻碍\n/);
  });

  it('is told to programs as a document of its own', async () => {
    const { exitCode, view, problems } = await asked(
      'shop.example.com',
      'www.example.net',
      '--method',
      'file',
    );
    expect({ exitCode, problems }).toEqual({ exitCode: 0, problems: [[], []] });
    expect(view.wouldFail).toBe(false);
    expect(view.names.map(({ name, ca }) => [name, ca.caaIdentities])).toEqual([
      ['shop.example.com', ['development-ca.sealflow.test']],
      ['www.example.net', ['development-ca.sealflow.test']],
    ]);
  });
});

describe('a name that no CA would issue for', () => {
  it('ends with 5, and says who said what, and what to do', async () => {
    const { exitCode, stdout } = await preflight('www.forbidden.com', '--lang', 'en');
    expect(exitCode).toBe(5);
    expect(stdout).toMatch(
      /^www\.forbidden\.com \(development-ca\): would fail \(1 fail, 0 warn\)\n {2}FAILS {2}caa-forbids/,
    );
    expect(stdout).toMatch(/ {4}resolver 127\.0\.0\.1:\d+, resolver 127\.0\.0\.1:\d+\n/);
    expect(stdout).toContain('    to do: Add a CAA record there: 0 issue "development-ca.sealflow.test"');
    const chinese = await preflight('www.forbidden.com', '--lang', 'zh');
    expect(chinese.exitCode).toBe(5);
    expect(chinese.stdout).toMatch(/会签发失败\(失败 1 项,注意 0 项\)\n {2}失败 {3}caa-forbids/);
    expect(chinese.stdout).toContain('    解析器 127.0.0.1:');
    expect(chinese.stdout).toContain(
      '    处理办法:在该处添加 CAA 记录:0 issue "development-ca.sealflow.test"',
    );
  });

  it('among several is told with the others, and at the end', async () => {
    const { exitCode, stdout } = await preflight('shop.example.com', 'www.forbidden.com', '--lang', 'en');
    expect(exitCode).toBe(5);
    expect(stdout).toMatch(/\n2 names; would fail: 1\.\n$/);
  });
});

describe('--ca', () => {
  it('takes what stands for a CA in CAA records, and the account that will ask', async () => {
    const words = ['le-only.com', '--method', 'dns'];
    const identity = ['--ca', 'letsencrypt.org'];
    expect((await asked(...words)).problems).toEqual([['fails caa-forbids']]);
    expect((await asked(...words, ...identity)).problems).toEqual([['warns caa-bound']]);
    const account = (uri: string) => asked(...words, ...identity, '--account-uri', uri);
    expect((await account('https://le.example/acct/2')).problems).toEqual([['fails caa-other-account']]);
    expect((await account('https://le.example/acct/1')).problems).toEqual([[]]);
  });

  it('takes a brand: the CA that its orders go to', async () => {
    const { view } = await asked('shop.example.com', '--ca', 'TrustAsia');
    expect(view.names[0]?.ca.called).toBe('development-ca');
    expect(view.names[0]?.findings.filter(({ subject }) => subject === 'proof')).toHaveLength(1);
  });
});

describe('--ca and connections', () => {
  const add = async (name: string, account?: 'installation') => {
    const { SEALFLOW_CA_URL: url = '', SEALFLOW_CA_TOKEN: token = '' } = world.environment;
    const ofInstallation = account === 'installation';
    await world.orders.connections.add({
      kind: 'development-ca',
      name,
      form: { url, token },
      ofInstallation,
      test: false,
    });
  };

  it('takes the name of a connection, of the account or of the installation', async () => {
    await add('own-ca');
    await add('common-ca', 'installation');
    for (const name of ['own-ca', 'common-ca']) {
      const { exitCode, view } = await asked('shop.example.com', '--ca', name);
      expect({ exitCode, called: view.names[0]?.ca.called }).toEqual({ exitCode: 0, called: name });
      expect(view.names[0]?.ca.caaIdentities).toEqual(['development-ca.sealflow.test']);
    }
  });

  it('without it the routes choose, for names and for brands', async () => {
    await add('routed-ca');
    await add('acme-ca');
    await world.orders.routes.set({ connection: 'routed-ca', suffix: 'routed.com' });
    await world.orders.routes.set({ connection: 'acme-ca', suffix: 'routed.com', brand: 'acme' });
    const called = async (...words: readonly string[]) =>
      (await asked(...words)).view.names.map(({ ca }) => ca.called);
    expect(await called('www.routed.com', 'routed.com')).toEqual(['routed-ca', 'routed-ca']);
    expect(await called('www.routed.com', '--ca', 'acme')).toEqual(['acme-ca']);
    // One order has one CA: names that no route holds together go where the environment says.
    expect(await called('www.routed.com', 'shop.example.com')).toEqual(['development-ca', 'development-ca']);
  });

  it('one that can’t be opened is refused with what to do, and nothing was looked at', async () => {
    await add('broken-ca');
    await world.dependencies.database.query(
      `update connections set settings = settings - 'url' where name = 'broken-ca'`,
    );
    const { exitCode, stdout, stderr } = await preflight('shop.example.com', '--ca', 'broken-ca', '--json');
    expect({ exitCode, stdout }).toEqual({ exitCode: 4, stdout: '' });
    expect(JSON.parse(stderr)).toMatchObject({
      error: {
        code: 'RefusedInThisState',
        field: 'ca',
        message: expect.stringContaining('connection edit broken-ca') as string,
      },
    });
  });
});

describe('what can’t be looked at', () => {
  it.each([
    [['localhost'], 'names[0]'],
    [['a.example.com', 'A.example.com'], 'names[1]'],
    [['a.example.com', '--ca', 'nobody'], 'ca'],
    [['a.example.com', '--method', 'mail'], 'method'],
    [['*.example.com', '--method', 'file'], 'method'],
    [['203.0.114.1', '--method', 'auto-dns'], 'method'],
    [['a.example.com', '--account-uri', 'not one; of those'], 'accountUri'],
  ])('%j is refused by its field', async (words, field) => {
    const { exitCode, stderr } = await preflight(...words, '--json');
    expect(exitCode).toBe(2);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'InvalidInput', field } });
  });
});

it('strangers’ words reach no terminal as they are', async () => {
  const { stdout } = await preflight('rude.com', '--lang', 'en');
  expect(stdout).toContain('_dnsauth.rude.com has TXT records already: "a\\u001b[2J\\u202e“quoted”"');
  expect(forbiddenCharacter(stdout, { lines: true })).toBeUndefined();
});

it('without a worker it is said within moments that none answers, and nothing of the question stays', async () => {
  await world.stopWorker();
  const { exitCode, stderr } = await preflight('shop.example.com', '--json');
  expect(exitCode).toBe(1);
  expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'WorkerNotAnswering' } });
  await world.startWorker();
}, 60_000);
