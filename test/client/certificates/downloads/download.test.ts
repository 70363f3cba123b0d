/** Packs of issued orders, from program and command line: what is delivered, what is refused, and to whom. */
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderFormInput } from '../../../../client/orders/creating.js';
import type { Pack } from '../../../../client/certificates/downloads/pack.js';
import { OrderClient } from '../../../../client/order-client.js';
import { stackFilePath } from '../../../../config/stack-file.js';
import { PACK_FORMATS } from '../../../../domain/certificates/download-packs.js';
import { runHere, type CommandResult } from '../../../support/command-line.js';
import { openssl } from '../../../support/openssl.js';
import { createOrderWorld, type OrderWorld } from '../../../support/order-world.js';
import { ended, order } from '../../../support/orders.js';
import { pastedCsr } from '../../../support/pasted-csr.js';
import { refusalOf } from '../../../support/refusal-of.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';

const KEY_PASSWORD = 'correct-horse';
const folder = temporaryFolder();
let world: OrderWorld;
let plain: string;
let locked: string;
let pasted: string;
let pair: string;

beforeAll(async () => {
  world = await createOrderWorld();
  writeFileSync(
    stackFilePath(world.dataDir),
    JSON.stringify({ pid: process.pid, environment: world.environment, controlUrl: 'http://127.0.0.1:1' }),
  );
  const { pem } = await pastedCsr({ names: ['pasted.packs.com'] });
  [plain, locked, pasted, pair] = await Promise.all([
    issued('例子.packs.com'),
    issued('*.packs.com', { keyPassword: KEY_PASSWORD }),
    issued('pasted.packs.com', { csr: { mode: 'paste', pem } }),
    issued('sm2.packs.com', { brand: 'dnspod-sm2', csr: undefined, keyPassword: KEY_PASSWORD }),
  ]);
});
afterAll(() => world.stop());

async function issued(name: string, fields: Partial<OrderFormInput> = {}): Promise<string> {
  const orderId = await order(world, name, fields);
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  return orderId;
}

function sealflow(...args: string[]): Promise<CommandResult> {
  return runHere([...args, '--data-dir', world.dataDir], { LANG: 'en_GB.UTF-8' });
}

function pathsOf({ files }: Pack): string[] {
  return files.map(({ path }) => path);
}

function contentOf({ files }: Pack, ending: string): Buffer {
  return Buffer.from(files.find(({ path }) => path.endsWith(ending))?.content ?? '');
}

it('an internationalized name has its A-labels in the file names; the generated password opens the store', async () => {
  const pack = await world.orders.certificates.pack(plain, { format: 'iis' });
  expect(pathsOf(pack)).toEqual([
    'xn--fsqu00a.packs.com_iis/xn--fsqu00a.packs.com.pfx',
    'xn--fsqu00a.packs.com_iis/keystorePass.txt',
  ]);
  const store = contentOf(pack, '.pfx');
  const password = contentOf(pack, 'keystorePass.txt').toString();
  const text = await openssl(['pkcs12', '-in', '{store}', '-nodes', '-passin', `pass:${password}`], {
    store,
  });
  expect(text).toContain('BEGIN PRIVATE KEY');
  const { fullchainPem } = await world.orders.certificates.download(plain);
  expect(text.split('BEGIN CERTIFICATE').length).toBe(fullchainPem.split('BEGIN CERTIFICATE').length);
});

it('the root pack has the root of the CA', async () => {
  const { certificates } = world.orders;
  const [root, nginx] = [
    await certificates.pack(plain, { format: 'root' }),
    await certificates.pack(plain, { format: 'nginx' }),
  ];
  const texts = { root: contentOf(root, 'root.crt'), bundle: contentOf(nginx, '_bundle.crt') };
  const args = ['verify', '-CAfile', '{root}', '-untrusted', '{bundle}', '{bundle}'];
  expect(await openssl(args, texts)).toContain('OK');
});

describe('a key with a password', () => {
  it('makes the stores open with it, and no password file', async () => {
    const { certificates } = world.orders;
    const pack = await certificates.pack(locked, { format: 'tomcat', keyPassword: KEY_PASSWORD });
    expect(pathsOf(pack)).toEqual([
      '_wildcard.packs.com_tomcat/_wildcard.packs.com.pfx',
      '_wildcard.packs.com_jks/_wildcard.packs.com.jks',
    ]);
    const store = contentOf(pack, '.pfx');
    await openssl(['pkcs12', '-in', '{store}', '-nokeys', '-passin', `pass:${KEY_PASSWORD}`], { store });
  });

  it('is refused without it and with another, and stays encrypted in PEM', async () => {
    const { certificates } = world.orders;
    const wrong = [{}, { keyPassword: 'wrong-horse' }];
    for (const given of wrong)
      expect(await refusalOf(certificates.pack(locked, { format: 'jks', ...given }))).toMatchObject({
        code: 'InvalidInput',
        field: 'keyPassword',
      });
    const nginx = await certificates.pack(locked, { format: 'nginx' });
    expect(contentOf(nginx, '.key').toString()).toContain('ENCRYPTED PRIVATE KEY');
    expect(nginx.notes.join()).toMatch(/encrypted with the key password/);
  });

  it('opens both halves of an SM2 pair', async () => {
    const { certificates } = world.orders;
    const open = await certificates.pack(pair, { format: 'nginx', keyPassword: KEY_PASSWORD });
    for (const half of ['sign', 'encrypt']) {
      const key = contentOf(open, `_${half}.key`);
      const bundle = contentOf(open, `_${half}_bundle.crt`);
      const ofKey = await openssl(['pkey', '-in', '{key}', '-pubout'], { key });
      expect(await openssl(['x509', '-in', '{bundle}', '-noout', '-pubkey'], { bundle })).toBe(ofKey);
    }
    const closed = await certificates.pack(pair, { format: 'nginx' });
    expect(pathsOf(closed)).toContain('sm2.packs.com_nginx/sm2.packs.com_encrypt_envelope.der');
  });
});

it('a password given for an order that has none is not taken, and the pack says so', async () => {
  const pack = await world.orders.certificates.pack(plain, { format: 'jks', keyPassword: KEY_PASSWORD });
  expect(pack.notes.join()).toMatch(/has no key password/);
  expect(contentOf(pack, 'keystorePass.txt').toString()).not.toBe(KEY_PASSWORD);
});

it('of a pasted CSR key stores are refused with the reason', async () => {
  const refusal = await refusalOf(world.orders.certificates.pack(pasted, { format: 'iis' }));
  expect(refusal).toMatchObject({ code: 'RefusedInThisState', field: 'format' });
  expect(refusal.message).toMatch(/pasted/);
});

it('no format is open to another account', async () => {
  const { temporal, taskQueue, dependencies } = world;
  const { database, masterKeys } = dependencies;
  const other = new OrderClient({ temporal, database, masterKeys, taskQueue, account: 'another' });
  for (const format of [...PACK_FORMATS, 'all'] as const)
    expect(await refusalOf(other.certificates.pack(plain, { format }))).toMatchObject({ code: 'NotFound' });
});

describe('sealflow certificate download', () => {
  it('--format --out writes the pack’s folder, secret files for their owner alone', async () => {
    const out = join(folder, 'nginx');
    const result = await sealflow('certificate', 'download', plain, '--format', 'nginx', '--out', out);
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    const inside = join(out, 'xn--fsqu00a.packs.com_nginx');
    expect(readdirSync(inside)).toHaveLength(4);
    expect(statSync(join(inside, 'xn--fsqu00a.packs.com.key')).mode & 0o777).toBe(0o600);
    expect(result.stdout).toContain(join(inside, 'xn--fsqu00a.packs.com_bundle.crt'));
  });

  it('--format all --zip writes one file, and tells what was left out', async () => {
    const zip = join(folder, 'deep', 'all.zip');
    const args = ['certificate', 'download', pasted, '--format', 'all', '--zip', zip, '--json'];
    const { exitCode, stdout } = await sealflow(...args);
    expect(exitCode).toBe(0);
    const written = JSON.parse(stdout) as { files: string[]; notes: string[] };
    expect(written.files).toEqual([zip]);
    expect(written.notes.join(' ')).toMatch(/No private key: .*Left out: The pack tomcat/);
    expect(readFileSync(zip).subarray(0, 2).toString()).toBe('PK');
    expect(statSync(zip).mode & 0o777).toBe(0o600);
  });

  it('without a format it writes the four files as ever', async () => {
    const out = join(folder, 'plain');
    expect(await sealflow('certificate', 'download', plain, '--out', out)).toMatchObject({ exitCode: 0 });
    expect(readdirSync(out)).toHaveLength(4);
  });

  it.each([
    [2, ['--format', 'apache', '--out', 'x', '--zip', 'y']],
    [2, ['--format', 'nope', '--out', 'x']],
    [4, ['--format', 'jks', '--out', 'x']],
  ])('ends with %i for %j', async (expected, args) => {
    const { exitCode, stdout } = await sealflow('certificate', 'download', pasted, ...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: expected, stdout: '' });
    expect(existsSync('x')).toBe(false);
  });
});
