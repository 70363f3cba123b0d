/** One key and one CSR per order, made here or pasted, and nobody but the owner opens the key. */
import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createCsrActivities } from '../../../activities/certificates/csr.js';
import { openPrivateKey } from '../../../db/private-keys.js';
import { loadKey, loadPendingKeyPassword, type StoredKey } from '../../../db/statements/certificates/keys.js';
import { readCsr } from '../../../domain/certificates/csr.js';
import { Pkcs10CertificateRequest } from '../../../domain/certificates/x509-engine.js';
import { ownDatabase } from '../../support/own-database.js';
import { signedByTheBook } from '../../support/sm2-by-the-book.js';
import { openssl as judgedByOpenssl } from '../../support/openssl.js';
import { COMPANY, CONTACT, MANAGER } from '../../support/organizations.js';
import { pastedCsr } from '../../support/pasted-csr.js';
import { storeOrder, TEST_MASTER_KEYS } from '../../support/stored-orders.js';

const folder = mkdtempSync(join(tmpdir(), 'sealflow-csr-'));
const database = await ownDatabase();
afterAll(() => rmSync(folder, { recursive: true }));

const prepare = (orderId: string) =>
  createCsrActivities({ database, masterKeys: TEST_MASTER_KEYS }).prepareCsr(orderId);

async function keyOf(orderId: string): Promise<StoredKey> {
  const key = await loadKey(database, orderId);
  if (!key) throw new Error(`no key of ${orderId}`);
  return key;
}

function openssl(...args: string[]): string {
  return execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function writeFile(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

describe('a CSR made here', () => {
  it.each([
    ['rsa-2048', 'sha256', 'sha256WithRSAEncryption'],
    ['ecc-p256', 'sha256', 'ecdsa-with-SHA256'],
    ['ecc-p256', 'sha384', 'ecdsa-with-SHA384'],
  ] as const)(
    '%s with %s carries the names, verifies in OpenSSL, and belongs to the stored key',
    async (algorithm, hash, signature) => {
      const orderId = `${algorithm}-${hash}`;
      await storeOrder(database, { orderId, form: { csr: { mode: 'generate', algorithm, hash } } });
      const prepared = await prepare(orderId);
      const key = await keyOf(orderId);
      expect(prepared).toEqual({ spkiSha256: key.spkiSha256, keyIsHere: true });

      const text = openssl(
        'req',
        '-in',
        writeFile(`${orderId}.csr`, key.csrPem),
        '-noout',
        '-text',
        '-verify',
      );
      expect(text).toMatch(/Subject: CN ?= ?www\.example\.com/);
      expect(text).toMatch(/DNS:www\.example\.com, DNS:example\.com/);
      expect(text).toContain(`Signature Algorithm: ${signature}`);

      const facts = await readCsr(key.csrPem);
      expect(facts).toMatchObject({ keyAlgorithm: algorithm, spkiSha256: prepared.spkiSha256 });
      const privatePem = openPrivateKey(key, TEST_MASTER_KEYS);
      const spki = createPublicKey(createPrivateKey(privatePem)).export({ type: 'spki', format: 'pem' });
      expect(openssl('req', '-in', join(folder, `${orderId}.csr`), '-noout', '-pubkey')).toBe(spki);
    },
  );

  it('of SM2 carries names and public addresses, and verifies in OpenSSL and by the book with the default id alone', async () => {
    const csr = { mode: 'generate', algorithm: 'sm2', hash: 'sm3' } as const;
    const names = ['www.example.com', '203.0.114.7', '2001:4860:4860::8888'];
    const organization = { company: COMPANY, manager: MANAGER, contact: CONTACT };
    const form = { brand: 'dnspod-sm2', type: 'ov', names, csr, validation: 'file', ...organization };
    await storeOrder(database, { orderId: 'sm2', form });
    const { spkiSha256 } = await prepare('sm2');
    const key = await keyOf('sm2');
    const file = writeFile('sm2.csr', key.csrPem);

    // Some versions tell a wrong signature in words only, others by their exit as well.
    const verify = (id: string) =>
      judgedByOpenssl(['req', '-in', '{csr}', '-noout', '-text', '-verify', '-vfyopt', `distid:${id}`], {
        csr: key.csrPem,
      }).catch(String);
    const text = await verify('1234567812345678');
    expect(text).toMatch(/verify OK/);
    expect(text).toContain('Signature Algorithm: SM2-with-SM3');
    expect(text).toContain('DNS:www.example.com');
    expect(text).toContain('IP Address:203.0.114.7, IP Address:2001:4860:4860:0:0:0:0:8888');
    expect(await verify('8765432187654321')).toMatch(/verify failure/);

    const read = new Pkcs10CertificateRequest(key.csrPem);
    expect(signedByTheBook(read, read.publicKey.rawData)).toBe(true);
    expect(signedByTheBook(read, read.publicKey.rawData, '8765432187654321')).toBe(false);
    expect(await readCsr(key.csrPem)).toMatchObject({ keyAlgorithm: 'sm2', key: 'SM2', names, spkiSha256 });
    const privateFile = writeFile('sm2.key', openPrivateKey(key, TEST_MASTER_KEYS));
    const publicKey = openssl('pkey', '-in', privateFile, '-pubout');
    expect(openssl('req', '-in', file, '-noout', '-pubkey')).toBe(publicKey);
  });

  it('stays the same, whoever asks again or at the same time', async () => {
    await storeOrder(database, { orderId: 'twice' });
    const [one, ...others] = await Promise.all([1, 2, 3, 4].map(() => prepare('twice')));
    expect(others).toEqual([one, one, one]);
    expect(await prepare('twice')).toEqual(one);
  });

  it('leaves a first name of more than 64 characters out of the common name', async () => {
    const long = `${'a'.repeat(60)}.example.com`;
    await storeOrder(database, { orderId: 'long', form: { names: [long] } });
    await prepare('long');
    const { csrPem } = await keyOf('long');
    expect(openssl('req', '-in', writeFile('long.csr', csrPem), '-noout', '-subject')).not.toContain(long);
    expect((await readCsr(csrPem)).names).toEqual([long]);
  });

  it('is not made without a form: its workflow waits for it', async () => {
    await expect(prepare('unknown')).rejects.toMatchObject({ type: 'RecordMissing', nonRetryable: true });
  });
});

describe('a key with a password', () => {
  it('opens with the password only, and the password is gone from the database', async () => {
    const keyPassword = 'pass-Wörter-123';
    await storeOrder(database, { orderId: 'protected', form: { keyPassword } });
    expect(await loadPendingKeyPassword(database, 'protected')).toBeDefined();
    await prepare('protected');
    expect(await loadPendingKeyPassword(database, 'protected')).toBeUndefined();

    const key = await keyOf('protected');
    expect(key.passwordProtected).toBe(true);
    const encrypted = openPrivateKey(key, TEST_MASTER_KEYS);
    expect(encrypted).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/);
    expect(() => createPrivateKey(encrypted)).toThrow();
    expect(() => openPrivateKey(key, TEST_MASTER_KEYS, 'wrong-password')).toThrow(/key password is wrong/);

    const opened = openPrivateKey(key, TEST_MASTER_KEYS, keyPassword);
    expect(opened).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    const byOpenssl = openssl(
      ...['pkey', '-in', writeFile('protected.key', encrypted)],
      ...['-passin', `file:${writeFile('password', keyPassword)}`],
    );
    expect(byOpenssl.trim()).toBe(opened.trim());
  });

  it('takes 600,000 rounds to try a password', async () => {
    const key = await keyOf('protected');
    const encrypted = writeFile('rounds.key', openPrivateKey(key, TEST_MASTER_KEYS));
    expect(openssl('asn1parse', '-in', encrypted)).toMatch(/INTEGER\s*:0?927C0/); // 0x927C0 = 600,000
  });
});

describe('a pasted CSR', () => {
  function pasted(subject: string): string {
    const key = writeFile('pasted.key', openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout'));
    return openssl('req', '-new', '-key', key, '-subj', subject);
  }

  it('is taken as it is, and no private key is here', async () => {
    const pem = pasted('/CN=www.example.com');
    await storeOrder(database, { orderId: 'pasted', form: { csr: { mode: 'paste', pem } } });
    const prepared = await prepare('pasted');
    expect(prepared).toEqual({ spkiSha256: (await readCsr(pem)).spkiSha256, keyIsHere: false });
    const key = await keyOf('pasted');
    expect(key.csrPem.trim()).toBe(pem.trim());
    expect(() => openPrivateKey(key, TEST_MASTER_KEYS)).toThrow(/its private key was never here/);
  });

  it('with other names ends the order, even when the door let it in', async () => {
    const pem = pasted('/CN=www.example.net');
    await storeOrder(database, { orderId: 'other', form: { csr: { mode: 'paste', pem } } });
    await expect(prepare('other')).rejects.toMatchObject({
      type: 'OrderDataUnusable',
      nonRetryable: true,
      message: expect.stringMatching(/"www\.example\.net", which was not ordered/) as string,
    });
    expect(await loadKey(database, 'other')).toBeUndefined();
  });
});

describe('a kept key', () => {
  async function keep(orderId: string, kept: string): Promise<void> {
    await storeOrder(database, { orderId });
    await database.query('update orders set keeps_key_of_order_id = $2 where order_id = $1', [orderId, kept]);
  }

  it.each([
    ['made here', 'kept-plain', {}],
    ['with a password that nobody can read', 'kept-protected', { keyPassword: 'pass-Wörter-456' }],
    [
      'of SM2',
      'kept-sm2',
      { brand: 'dnspod-sm2', type: 'dv', csr: { mode: 'generate', algorithm: 'sm2', hash: 'sm3' } },
    ],
  ])('%s is the same key under the next order, sealed for it alone', async (_what, kept, form) => {
    await storeOrder(database, { orderId: kept, form });
    await prepare(kept);
    await keep(`${kept}-next`, kept);
    const prepared = await prepare(`${kept}-next`);
    const [old, next] = [await keyOf(kept), await keyOf(`${kept}-next`)];
    expect(prepared).toEqual({ spkiSha256: old.spkiSha256, keyIsHere: true });
    expect(next).toMatchObject({ csrPem: old.csrPem, passwordProtected: 'keyPassword' in form });
    expect(openPrivateKey(next, TEST_MASTER_KEYS)).toBe(openPrivateKey(old, TEST_MASTER_KEYS));
    expect(next.sealedPrivateKey).not.toEqual(old.sealedPrivateKey);
    const moved = { ...next, sealedPrivateKey: old.sealedPrivateKey };
    expect(() => openPrivateKey(moved, TEST_MASTER_KEYS)).toThrow();
  });

  it('that was pasted stays elsewhere, and its CSR is used again', async () => {
    const { pem } = await pastedCsr({ names: ['www.example.com'] });
    await storeOrder(database, { orderId: 'kept-pasted', form: { csr: { mode: 'paste', pem } } });
    await prepare('kept-pasted');
    await keep('kept-pasted-next', 'kept-pasted');
    expect(await prepare('kept-pasted-next')).toMatchObject({ keyIsHere: false });
    expect((await keyOf('kept-pasted-next')).csrPem).toBe((await keyOf('kept-pasted')).csrPem);
  });

  it('that is not there is waited for', async () => {
    await storeOrder(database, { orderId: 'kept-nothing' });
    await keep('kept-nothing-next', 'kept-nothing');
    await expect(prepare('kept-nothing-next')).rejects.toMatchObject({ type: 'RecordMissing' });
  });
});

it('no table holds a private key or a password in the clear', async () => {
  const key = await keyOf('rsa-2048-sha256');
  const der = createPrivateKey(openPrivateKey(key, TEST_MASTER_KEYS)).export({
    type: 'pkcs8',
    format: 'der',
  });
  const { rows } = await database.query<{ row: string }>(
    'select to_jsonb(k)::text as row from order_keys k union all select to_jsonb(o)::text from orders o',
  );
  const everything = rows.map(({ row }) => row).join('\n');
  expect(everything).not.toContain('pass-W');
  expect(everything).not.toContain('PRIVATE KEY');
  expect(everything).not.toContain(der.subarray(100, 160).toString('base64').slice(4, 40));
});
