/** Layouts, file names and ZIP: what is in a pack, under which safe name, and that openssl and unzip agree. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { beforeAll, expect, it } from 'vitest';
import { encryptionDownload } from '../../../../client/certificates/encryption-download.js';
import { makePack, type Pack } from '../../../../client/certificates/downloads/pack.js';
import type { PackMaterial } from '../../../../client/certificates/downloads/material.js';
import { zipOf } from '../../../../client/certificates/downloads/zip.js';
import { fileNameOf, type PackFormat } from '../../../../domain/certificates/download-packs.js';
import { sealSm2Envelope } from '../../../../domain/sm2/envelope.js';
import { readSm2Pkcs8 } from '../../../../domain/sm2/keys.js';
import { openssl } from '../../../support/openssl.js';
import { refusalOf } from '../../../support/refusal-of.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';
import { createTestIssuer, KINDS, type TestIssuer } from './issued-material.js';

const folder = temporaryFolder();
let issuer: TestIssuer;
let single: PackMaterial;
let pair: PackMaterial;
beforeAll(() => {
  issuer = createTestIssuer(folder);
  single = issuer.issue('ec', ['shop.example.com']);
  pair = issuer.issueSm2Pair('shop.example.com');
});

function pathsOf({ files }: Pack): string[] {
  return files.map(({ path }) => path);
}

function textOf({ files }: Pack, path: string): string {
  const found = files.find((file) => file.path === path);
  if (!found) throw new Error(`the pack has no ${path}`);
  return Buffer.from(found.content).toString();
}

const LAYOUTS: [PackFormat, string[]][] = [
  [
    'pem',
    ['certificate.pem', 'chain.pem', 'fullchain.pem', 'private-key.pem'].map((file) => `D_pem/${file}`),
  ],
  ['nginx', ['D_nginx/D_bundle.crt', 'D_nginx/D_bundle.pem', 'D_nginx/D.key', 'D_nginx/D.csr']],
  ['apache', ['D_apache/D.crt', 'D_apache/root_bundle.crt', 'D_apache/D.key', 'D_apache/D.csr']],
  ['tomcat', ['D_tomcat/D.pfx', 'D_tomcat/keystorePass.txt', 'D_jks/D.jks', 'D_jks/keystorePass.txt']],
  ['jks', ['D_jks/D.jks', 'D_jks/keystorePass.txt']],
  ['iis', ['D_iis/D.pfx', 'D_iis/keystorePass.txt']],
  ['other', ['D_other/D.pem', 'D_other/D.key', 'D_other/D.csr']],
  ['root', ['D_root/root.crt']],
];

it.each(LAYOUTS)('%s has its files, and secret ones are marked', async (format, expected) => {
  const pack = await makePack(single, format);
  expect(pathsOf(pack)).toEqual(expected.map((path) => path.replaceAll('D', 'shop.example.com')));
  expect(pack.notes).toEqual([]);
  for (const { path, secret } of pack.files)
    expect([path, secret]).toEqual([path, /\.key$|private-key|\.pfx$|\.jks$|keystorePass/.test(path)]);
});

const PASTED = { zh: 'CSR 由订购人提供', en: 'The CSR was pasted' };

it('all has every folder once', async () => {
  const folders = pathsOf(await makePack(single, 'all')).map((path) => path.split('/')[0]);
  const kinds = ['pem', 'nginx', 'apache', 'tomcat', 'jks', 'iis', 'other', 'root'];
  expect([...new Set(folders)]).toEqual(kinds.map((kind) => `shop.example.com_${kind}`));
  expect(folders.filter((name) => name === 'shop.example.com_jks')).toHaveLength(2);
});

it.each(Object.keys(KINDS) as (keyof typeof KINDS)[])(
  'openssl finds chain and matching key in the PEM packs of %s: wildcard and internationalized name',
  async (kind) => {
    for (const name of ['*.example.com', 'xn--fsqu00a.xn--0zwm56d.com']) {
      const material = issuer.issue(kind, [name]);
      const d = fileNameOf(name);
      const nginx = await makePack(material, 'nginx');
      const apache = await makePack(material, 'apache');
      const other = await makePack(material, 'other');
      await expectVerified(textOf(nginx, `${d}_nginx/${d}_bundle.crt`), textOf(nginx, `${d}_nginx/${d}.key`));
      await expectVerified(textOf(other, `${d}_other/${d}.pem`), textOf(other, `${d}_other/${d}.key`));
      const joined = textOf(apache, `${d}_apache/${d}.crt`) + textOf(apache, `${d}_apache/root_bundle.crt`);
      await expectVerified(joined, textOf(apache, `${d}_apache/${d}.key`));
    }
  },
);

async function expectVerified(bundle: string, key: string): Promise<void> {
  const texts = { root: issuer.rootPem, bundle, key };
  const verified = await openssl(
    ['verify', '-x509_strict', '-CAfile', '{root}', '-untrusted', '{bundle}', '{bundle}'],
    texts,
  );
  expect(verified).toContain('OK');
  const ofKey = await openssl(['pkey', '-in', '{key}', '-pubout'], texts);
  expect(await openssl(['x509', '-in', '{bundle}', '-noout', '-pubkey'], texts)).toBe(ofKey);
}

it('openssl opens both halves of an SM2 pair, each with its own key', async () => {
  const pack = await makePack(pair, 'nginx');
  const at = (ending: string) => textOf(pack, `shop.example.com_nginx/shop.example.com_${ending}`);
  for (const half of ['sign', 'encrypt']) {
    const texts = { chain: pair.download.chainPem, bundle: at(`${half}_bundle.crt`), key: at(`${half}.key`) };
    const options = ['-vfyopt', 'distid:1234567812345678', '-partial_chain'];
    const verified = await openssl(['verify', ...options, '-trusted', '{chain}', '{bundle}'], texts);
    expect(verified).toContain('OK');
    const ofKey = await openssl(['pkey', '-in', '{key}', '-pubout'], texts);
    expect(await openssl(['x509', '-in', '{bundle}', '-noout', '-pubkey'], texts)).toBe(ofKey);
  }
  expect(at('sign_bundle.crt')).not.toBe(at('encrypt_bundle.crt'));
  expect(pathsOf(pack).some((path) => path.includes('envelope'))).toBe(false);
});

it('a locked SM2 pair comes with the envelope, which needs the signing key; all leaves out what knows no SM2', async () => {
  const { download } = pair;
  const signingKey = createPrivateKey(download.privateKeyPem ?? '');
  const der = signingKey.export({ type: 'pkcs8', format: 'der' });
  const envelope = sealSm2Envelope(readSm2Pkcs8(der), readSm2Pkcs8(der).publicKey);
  const content = { certificatePem: download.certificatePem, envelopedKey: envelope.toString('base64') };
  const locked = { privateKeyPem: null, privateKeyMissing: PASTED.en, privateKeyMissingInWords: PASTED };
  const encryption = encryptionDownload(content, download.chainPem, locked);
  const pack = await makePack({ ...pair, download: { ...download, ...locked, encryption } }, 'all');
  const found = pack.files.find(({ path }) => path.endsWith('_nginx/shop.example.com_encrypt_envelope.der'));
  expect(found).toMatchObject({ secret: true, content: envelope });
  expect(pathsOf(pack).some((path) => /\.key$|private-key|_apache|_tomcat|_jks|_iis/.test(path))).toBe(false);
  expect(pack.notes.join(' ')).toMatch(/No private key: .* No encryption key: .* Left out: .*apache/);
});

it('a pasted CSR has PEM packs without a key file, and says why', async () => {
  const { download } = single;
  const pasted = {
    ...download,
    privateKeyPem: null,
    privateKeyMissing: PASTED.en,
    privateKeyMissingInWords: PASTED,
  };
  const pack = await makePack({ ...single, download: pasted }, 'nginx');
  expect(pathsOf(pack).map((path) => path.slice(path.lastIndexOf('.')))).toEqual(['.crt', '.pem', '.csr']);
  expect(pack.notes).toEqual(['No private key: The CSR was pasted.']);
  expect(pack.notesInWords).toEqual([
    { zh: '没有私钥:CSR 由订购人提供。', en: 'No private key: The CSR was pasted.' },
  ]);
});

it('no root is no pack root, and no empty file', async () => {
  const rootless = { ...single, rootPem: null };
  expect(await refusalOf(makePack(rootless, 'root'))).toMatchObject({
    code: 'RefusedInThisState',
    field: 'format',
    accepted: 'pem, nginx, apache, other',
  });
  expect(pathsOf(await makePack(rootless, 'all')).some((path) => path.includes('_root'))).toBe(false);
});

/** Python's reader shares no code with the writer, and tells the file modes. */
const LIST_ZIP = `import sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
for i in z.infolist(): print(i.filename, oct(i.external_attr >> 16)[-3:], z.read(i).hex())`;
const HAS_PYTHON = spawnSync('python3', ['--version']).error === undefined;

it(`the ZIP unpacks to the same files ${HAS_PYTHON ? 'and modes (python3)' : '(no python3 on PATH: read by its own library, modes unseen)'}`, async () => {
  const pack = await makePack(issuer.issue('ec', ['*.example.com']), 'all');
  const zipped = zipOf(pack.files, new Date());
  if (!HAS_PYTHON) {
    const expected = pack.files.map(({ path, content }) => [path, Uint8Array.from(content)]);
    expect(Object.entries(unzipSync(zipped))).toEqual(expected);
    return;
  }
  const zip = join(folder, 'pack.zip');
  writeFileSync(zip, zipped);
  const listed = execFileSync('python3', ['-c', LIST_ZIP, zip], { encoding: 'utf8' }).trim().split('\n');
  const expected = pack.files.map(
    ({ path, content, secret }) =>
      `${path} ${secret ? '600' : '644'} ${Buffer.from(content).toString('hex')}`,
  );
  expect(listed).toEqual(expected);
});

it.each([
  ['*.example.com', '_wildcard.example.com'],
  ['xn--fsqu00a.xn--0zwm56d.com', 'xn--fsqu00a.xn--0zwm56d.com'],
  ['203.0.113.7', '203.0.113.7'],
  ['2001:db8::1', '2001-db8--1'],
  ['con.example.com', '_con.example.com'],
  ['*.nul.com', '_wildcard.nul.com'],
  ['com1.cn', '_com1.cn'],
  ['console.example.com', 'console.example.com'],
  ['../../etc/passwd', '_.____etc_passwd'],
  ['a/b\\c', 'a_b_c'],
  ['..', '__'],
  ['', '_'],
  ['.hidden', '_hidden'],
  ['-rf', '_rf'],
  ['Example.COM.', 'example.com_'],
  ['中文', '__'],
])('files of %j are named %j', (name, expected) => {
  expect(fileNameOf(name)).toBe(expected);
});

it('a name as long as DNS allows stays a file name, and two of them stay apart', () => {
  const long = (last: string) => `${`${'a'.repeat(60)}.`.repeat(4)}${last}.com`;
  expect(fileNameOf(long('one')).length).toBe(200);
  expect(fileNameOf(long('one'))).not.toBe(fileNameOf(long('two')));
  expect(fileNameOf(long('one'))).toMatch(/^[a-z0-9.-]+$/);
});
