/** `sealflow connection` and `sealflow route`: secrets by file or typed unseen, answers in both languages. */
import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runHere, type CommandResult } from '../../support/command-line.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';

let world: OrderWorld;
let token: string;
beforeAll(async () => {
  world = await createOrderWorld();
  token = world.environment.SEALFLOW_CA_TOKEN ?? '';
});
afterAll(() => world.stop());

function run(words: string, ask?: Parameters<typeof runHere>[2]): Promise<CommandResult> {
  return runHere(words.split(' '), world.environment, ask);
}

function formFile(form: object): string {
  const path = join(world.dataDir, 'form.yaml');
  writeFileSync(path, JSON.stringify(form));
  return path;
}

it('adds from a file, and shows no secret in either language', async () => {
  const added = await run(
    `connection add development-ca filed --file ${formFile({ url: world.ca.url, token })} --lang en`,
  );
  expect(added.stderr).toBe('');
  expect(added.stdout).toContain('It was tried and let in.');
  const chinese = await run('connection show filed --lang zh');
  expect(chinese.stdout).toContain('令牌(token)');
  expect(chinese.stdout).toContain('已加密保存,不再显示');
  for (const { stdout } of [
    added,
    chinese,
    await run('connection list'),
    await run('connection list --json'),
  ])
    expect(stdout).not.toContain(token);
});

it('asks a person for what the file lacks, the secret unseen', async () => {
  const asked: { question: string; secret: boolean }[] = [];
  const added = await run(
    `connection add development-ca typed --file ${formFile({ url: world.ca.url })} --lang en`,
    (question, options) => {
      asked.push({ question, secret: options?.secret ?? false });
      return Promise.resolve(token);
    },
  );
  expect(added).toMatchObject({ exitCode: 0 });
  expect(asked).toEqual([{ question: 'token: ', secret: true }]);
  expect(added.stdout).not.toContain(token);
});

it('says what was refused, and keeps nothing', async () => {
  const file = formFile({ url: world.ca.url, token: 'no-token-of-this-ca' });
  const refused = await run(`connection add development-ca refused --file ${file} --lang zh`);
  expect(refused).toMatchObject({ exitCode: 4, stdout: '' });
  expect(refused.stderr).toContain('未获授权');
  expect(refused.stderr).not.toContain('no-token-of-this-ca');
  expect((await run('connection show refused')).exitCode).toBe(3);
});

it('routes, quotes and shows the CA, and ends aloud where it is not publicly trusted', async () => {
  const set = await run('route set filed --brand trustasia --type dv --json');
  const { routeId } = JSON.parse(set.stdout) as { routeId: string };
  expect((await run('route list --lang en')).stdout).toContain(routeId);
  const form =
    'order create --brand trustasia --type dv --name a.example.com --validation manual-dns --key ecc-p256 --no-wait';
  const created = await run(`${form} --yes --lang en`);
  expect(created.stdout).toContain('It is placed at the CA filed.');
  const orderId = /ord_\w+/.exec(created.stdout)?.[0] ?? '';
  const shown = await run(`order show ${orderId} --lang en`);
  expect(shown.stdout.trimEnd().split('\n').at(-1)).toMatch(/^!!! NOT PUBLICLY TRUSTED: filed/);
  expect((await run(`order show ${orderId} --lang zh`)).stdout).toContain('!!! 此证书不受公共信任');
  expect((await run('connection remove filed --lang en')).stderr).toContain(routeId);
  expect((await run(`route remove ${routeId} --lang zh`)).stdout).toBe(`已删除 ${routeId}\n`);
  await world.orders.cancel(orderId);
});

it('prints a root certificate so that it can be read, compared and copied', async () => {
  const pem = world.ca.rootPem.trim();
  const form = { directoryUrl: 'https://acme.test/directory', termsOfServiceAgreed: true, rootPem: pem };
  const kept = await world.orders.connections.add({ kind: 'acme', name: 'rooted', form, test: false });
  const { subject, fingerprint256 } = new X509Certificate(pem);
  for (const [language, label] of [
    ['en', 'rootPem'],
    ['zh', '目录的根证书'],
  ] as const) {
    const { stdout } = await run(`connection show ${kept.name} --lang ${language}`);
    expect(stdout).toMatch(
      new RegExp(`^ *${label}.*${subject.replaceAll('\n', ', ')}.*SHA-256 ${fingerprint256}$`, 'm'),
    );
    expect(stdout.trimEnd().endsWith(`\n${pem}`)).toBe(true);
  }
  await world.orders.connections.remove('rooted');
});
