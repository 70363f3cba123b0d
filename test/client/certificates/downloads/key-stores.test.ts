/** PKCS#12 and JKS as others read them: openssl, and keytool of Java where it is installed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  isKeyStorePassword,
  newKeyStorePassword,
} from '../../../../client/certificates/downloads/key-store.js';
import type { PackMaterial } from '../../../../client/certificates/downloads/material.js';
import { makePack, type Pack } from '../../../../client/certificates/downloads/pack.js';
import { openssl } from '../../../support/openssl.js';
import { refusalOf } from '../../../support/refusal-of.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';
import { createTestIssuer, type KINDS, type TestIssuer } from './issued-material.js';
import { readJks } from './read-jks.js';

const folder = temporaryFolder();
let issuer: TestIssuer;
beforeAll(() => {
  issuer = createTestIssuer(folder);
});

const HAS_KEYTOOL = spawnSync('keytool', ['-help']).error === undefined;
const BY_JAVA = HAS_KEYTOOL
  ? 'keytool opens JKS and PKCS#12'
  : 'no keytool on PATH: a second reader opens the JKS in its place';

const PLANS: [keyof typeof KINDS, string[]][] = [
  ['rsa', ['www.example.com', 'example.com']],
  ['ec', ['*.example.com']],
  ['ec', ['xn--fsqu00a.xn--0zwm56d.com']],
];
/** None, and one that shells, XML and properties files would stumble over. */
const PASSWORDS = [null, `"$'\\<&>%,;`];

function fileOf({ files }: Pack, ending: string): Buffer {
  const found = files.find(({ path }) => path.endsWith(ending));
  if (!found) throw new Error(`the pack has no ${ending}`);
  return Buffer.from(found.content);
}

/** The order's password, or the one in the file beside the store. */
function passwordOf(pack: Pack, given: string | null): string {
  return given ?? fileOf(pack, 'keystorePass.txt').toString();
}

function publicKeyOf(certificatePem: string): string {
  return new X509Certificate(certificatePem).publicKey.export({ type: 'spki', format: 'pem' }) as string;
}

/** As keytool prints the chain; it fails for a wrong password and for an altered file. */
function listedByKeytool(store: Buffer, type: string, password: string): string {
  const path = join(folder, `${randomUUID()}.${type}`);
  writeFileSync(path, store);
  const args = ['-list', '-rfc', '-keystore', path, '-storetype', type, '-storepass:env', 'STORE_PASSWORD'];
  const env = { ...process.env, STORE_PASSWORD: password, LC_ALL: 'C.UTF-8' };
  return execFileSync('keytool', args, { env, encoding: 'utf8', stdio: 'pipe' });
}

/** Has keytool take the key out of a JKS, which it does only with the key's own password. */
function importedAsPkcs12(store: Buffer, password: string): Buffer {
  const path = join(folder, randomUUID());
  writeFileSync(`${path}.jks`, store);
  const from = ['-srckeystore', `${path}.jks`, '-srcstoretype', 'JKS', '-srcstorepass:env', 'STORE_PASSWORD'];
  const to = [
    '-destkeystore',
    `${path}.p12`,
    '-deststoretype',
    'PKCS12',
    '-deststorepass:env',
    'STORE_PASSWORD',
  ];
  const env = { ...process.env, STORE_PASSWORD: password, LC_ALL: 'C.UTF-8' };
  execFileSync('keytool', ['-importkeystore', '-noprompt', ...from, ...to], { env, stdio: 'pipe' });
  return readFileSync(`${path}.p12`);
}

async function openedByOpenssl(store: Buffer, password: string): Promise<string> {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, `${password}\n`);
  return await openssl(['pkcs12', '-in', '{store}', '-nodes', '-passin', `file:${passwordFile}`], { store });
}

function blocks(text: string, label: string): string[] {
  const pattern = new RegExp(`-----BEGIN ${label}-----[^-]+-----END ${label}-----`, 'g');
  return (text.match(pattern) ?? []).map((block) => block.replace(/\s/g, ''));
}

function expectSameChain(text: string, { download }: PackMaterial): void {
  expect(blocks(text, 'CERTIFICATE')).toEqual(blocks(download.fullchainPem, 'CERTIFICATE'));
}

function expectKeyOf(pem: string, { download }: PackMaterial): void {
  const key = createPrivateKey(pem);
  expect(key.export({ type: 'pkcs8', format: 'der' })).toEqual(
    createPrivateKey(download.privateKeyPem ?? '').export({ type: 'pkcs8', format: 'der' }),
  );
}

describe.each(PLANS)('%s for %s', (kind, names) => {
  let issued: PackMaterial;
  beforeAll(() => {
    issued = issuer.issue(kind, names);
  });

  it.each(PASSWORDS)('openssl and Node open the PKCS#12 file; key password: %s', async (keyPassword) => {
    const material = { ...issued, keyPassword };
    for (const format of ['tomcat', 'iis'] as const) {
      const pack = await makePack(material, format);
      const password = passwordOf(pack, keyPassword);
      const text = await openedByOpenssl(fileOf(pack, '.pfx'), password);
      expectSameChain(text, material);
      expectKeyOf(text.slice(text.indexOf('-----BEGIN PRIVATE KEY')), material);
      expect(() => createSecureContext({ pfx: fileOf(pack, '.pfx'), passphrase: password })).not.toThrow();
      await expect(openedByOpenssl(fileOf(pack, '.pfx'), 'wrong-horse')).rejects.toThrow();
    }
  });

  it.each(PASSWORDS)(`${BY_JAVA}; key password: %s`, async (keyPassword) => {
    const material = { ...issued, keyPassword };
    const pack = await makePack(material, 'tomcat');
    const password = passwordOf(pack, keyPassword);
    const store = fileOf(pack, '.jks');
    if (!HAS_KEYTOOL) {
      const { privateKey, chain } = readJks(store, password);
      expectKeyOf(
        createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' }).export({
          type: 'pkcs8',
          format: 'pem',
        }) as string,
        material,
      );
      expectSameChain(chain.map((der) => new X509Certificate(der).toString()).join(''), material);
      return;
    }
    const listed = listedByKeytool(store, 'JKS', password);
    expect(listed).toContain('PrivateKeyEntry');
    expectSameChain(listed, material);
    const pkcs12 = listedByKeytool(fileOf(pack, '.pfx'), 'PKCS12', password);
    expect(pkcs12).toContain('PrivateKeyEntry');
    expectSameChain(pkcs12, material);
    const text = await openedByOpenssl(importedAsPkcs12(store, password), password);
    expectKeyOf(text.slice(text.indexOf('-----BEGIN PRIVATE KEY')), material);
  });
});

it('a second reader finds the same in a JKS, and an altered one is known as such', async () => {
  const material = { ...issuer.issue('ec', ['www.example.com']), keyPassword: 'correct-horse' };
  const store = fileOf(await makePack(material, 'jks'), '.jks');
  const { alias, createdAt, privateKey, chain } = readJks(store, 'correct-horse');
  expect({ alias, createdAt }).toEqual({ alias: 'www.example.com', createdAt: material.madeAt });
  const key = createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' });
  expectKeyOf(key.export({ type: 'pkcs8', format: 'pem' }) as string, material);
  expect(chain.length).toBe(2);
  expect(() => readJks(store, 'wrong-horse')).toThrow(/altered/);
  store[40] = (store[40] ?? 0) ^ 1;
  expect(() => readJks(store, 'correct-horse')).toThrow(/altered/);
});

it('a password file is there exactly where the order has no key password, new for every download', async () => {
  const material = issuer.issue('ec', ['www.example.com']);
  const [one, other] = [await makePack(material, 'iis'), await makePack(material, 'iis')];
  expect(passwordOf(one, null)).not.toBe(passwordOf(other, null));
  const own = await makePack({ ...material, keyPassword: 'correct-horse' }, 'iis');
  expect(own.files.map(({ path }) => basename(path))).toEqual(['www.example.com.pfx']);
  expect(own.notes).toEqual([]);
});

it('a key password that Java can’t take is replaced by a generated one, and the pack says so', async () => {
  const material = { ...issuer.issue('ec', ['www.example.com']), keyPassword: '正确的马电池' };
  const pack = await makePack(material, 'tomcat');
  expect(pack.notes.join()).toMatch(/printable ASCII/);
  expect(isKeyStorePassword(passwordOf(pack, null))).toBe(true);
  const text = await openedByOpenssl(fileOf(pack, '.pfx'), passwordOf(pack, null));
  expect(publicKeyOf(text)).toBe(publicKeyOf(material.download.certificatePem));
});

it('generated passwords are such as key stores take, and never look like an option', () => {
  for (let count = 0; count < 500; count++)
    expect(newKeyStorePassword()).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_-]{23}$/);
  expect(isKeyStorePassword('short')).toBe(false);
  expect(isKeyStorePassword('with space')).toBe(false);
});

describe('refused, with the reason', () => {
  it.each(['tomcat', 'jks', 'iis'] as const)('%s of a pasted CSR', async (format) => {
    const { download, ...material } = issuer.issue('ec', ['www.example.com']);
    const why = { zh: 'CSR 由订购人提供', en: 'The CSR was pasted' };
    const pasted = {
      ...download,
      privateKeyPem: null,
      privateKeyMissing: why.en,
      privateKeyMissingInWords: why,
    };
    const refusal = await refusalOf(makePack({ ...material, download: pasted }, format));
    expect(refusal).toMatchObject({ code: 'RefusedInThisState', field: 'format' });
    expect(refusal.message).toContain(why.en);
    expect(refusal.chinese.message).toContain(why.zh);
    expect(refusal.accepted).toBe('pem, nginx, apache, other, root');
  });

  it.each(['tomcat', 'jks', 'iis'] as const)('%s without the key password', async (format) => {
    const { download, ...material } = issuer.issue('ec', ['www.example.com']);
    const privateKeyPem = createPrivateKey(download.privateKeyPem ?? '').export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'correct-horse',
    }) as string;
    const locked = { ...material, download: { ...download, privateKeyPem } };
    expect(await refusalOf(makePack(locked, format))).toMatchObject({
      code: 'InvalidInput',
      field: 'keyPassword',
    });
    const all = await makePack(locked, 'all');
    expect(all.files.some(({ path }) => /_(tomcat|jks|iis)\//.test(path))).toBe(false);
    expect(all.notes.join(' ')).toMatch(/Left out: The pack tomcat .* Left out: The pack iis/);
  });

  it.each(['apache', 'tomcat', 'jks', 'iis'] as const)('%s of an SM2 pair', async (format) => {
    const refusal = await refusalOf(makePack(issuer.issueSm2Pair('www.example.com'), format));
    expect(refusal).toMatchObject({
      code: 'RefusedInThisState',
      field: 'format',
      accepted: 'pem, nginx, other, root',
    });
  });
});
