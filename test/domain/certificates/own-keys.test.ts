/** Private keys as they are handed in with a certificate from elsewhere: what opens, and the reason where nothing does. */
import { createPrivateKey } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { readOwnCertificate } from '../../../domain/certificates/own.js';
import { pemOf } from '../../../domain/certificates/pem.js';
import { createOwnChain, type OwnLeaf } from '../../support/own-chains.js';
import { openssl } from '../../support/openssl.js';
import { refusalFrom } from '../refusal-from.js';

const NOW = Date.parse('2026-11-27T00:00:00Z');
const PASSWORD = 'secret1';
const LEGACY = ['-provider', 'legacy', '-provider', 'default'];

let leaf: OwnLeaf;
beforeAll(async () => {
  const chain = await createOwnChain('ecc', NOW);
  leaf = await chain.issue({ names: ['www.example.com'], notBefore: NOW, days: 90 });
});

const read = (privateKeyPem: string, keyPassword?: unknown) =>
  readOwnCertificate(
    {
      certificatePem: leaf.certificatePem,
      privateKeyPem,
      ...(keyPassword === undefined ? {} : { keyPassword: keyPassword as string }),
    },
    NOW,
  ).privateKeyDer;

const plain = () => createPrivateKey(leaf.privateKeyPem).export({ type: 'pkcs8', format: 'der' });
const pkcs8 = (...how: string[]) =>
  openssl(['pkcs8', '-topk8', ...how, '-in', '{key}', '-passout', `pass:${PASSWORD}`], {
    key: leaf.privateKeyPem,
  });
/** As OpenSSL wrote keys before PKCS#8. */
const traditional = (cipher: string) =>
  openssl(['ec', ...LEGACY, '-in', '{key}', cipher, '-passout', `pass:${PASSWORD}`], {
    key: leaf.privateKeyPem,
  });

describe('encrypted with what is outdated: that is said, not that the password is wrong', () => {
  it.each<[string, () => Promise<string>]>([
    ['PBE-MD5-DES', () => pkcs8(...LEGACY, '-v1', 'PBE-MD5-DES')],
    ['PBE-SHA1-DES', () => pkcs8(...LEGACY, '-v1', 'PBE-SHA1-DES')],
    ['PBE-SHA1-RC2-40', () => pkcs8(...LEGACY, '-v1', 'PBE-SHA1-RC2-40')],
    ['PBE-SHA1-RC4-128', () => pkcs8(...LEGACY, '-v1', 'PBE-SHA1-RC4-128')],
    ['DES-CBC', () => traditional('-des')],
  ])('%s', async (name, make) => {
    const key = await make();
    for (const password of [PASSWORD, 'another1']) {
      const refusal = refusalFrom(() => read(key, password));
      expect(refusal).toMatchObject({ code: 'InvalidInput', field: 'privateKeyPem' });
      expect(refusal.message).toBe(
        `It is encrypted with ${name}, which is outdated: nothing opens it here, whatever the password`,
      );
      expect(refusal.accepted).toMatch(/openssl pkcs8 -topk8/);
    }
    expect(refusalFrom(() => read(key)).field).toBe('keyPassword');
  });
});

describe('encrypted with what is in use: opened by the password alone', () => {
  it.each<[string, () => Promise<string>]>([
    ['PBES2 with AES-256', () => pkcs8('-v2', 'aes-256-cbc')],
    ['PBES2 with scrypt', () => pkcs8('-scrypt')],
    ['PBE-SHA1-3DES', () => pkcs8('-v1', 'PBE-SHA1-3DES')],
    ['headers of RFC 1421, AES-128', () => traditional('-aes128')],
    [
      'headers of RFC 1421, with Windows line endings',
      async () => (await traditional('-aes256')).replaceAll('\n', '\r\n'),
    ],
  ])('%s', async (_name, make) => {
    const key = await make();
    expect(read(key, PASSWORD)).toEqual(plain());
    expect(refusalFrom(() => read(key, 'another1'))).toMatchObject({
      field: 'keyPassword',
      message: 'The key password does not open the private key',
    });
  });

  it('and not for ever: who asks for more rounds than anybody needs is refused', async () => {
    const key = await pkcs8('-v2', 'aes-256-cbc', '-iter', '77777');
    const der = Buffer.from(key.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    const at = der.indexOf(Buffer.from('0203012fd1', 'hex'));
    expect(at).toBeGreaterThan(0);
    // 8,388,607 rounds are taken up, and don't open it; with one length octet more they would be billions.
    const endless = Buffer.concat([
      der.subarray(0, at),
      Buffer.from('02047fffffff', 'hex'),
      der.subarray(at + 5),
    ]);
    for (const offset of lengthsBefore(endless, at)) endless[offset] = (endless[offset] ?? 0) + 1;
    const refusal = refusalFrom(() => read(pemOf('ENCRYPTED PRIVATE KEY', endless), PASSWORD));
    expect(refusal).toMatchObject({ field: 'privateKeyPem' });
    expect(refusal.message).toMatch(/more than 10000000 rounds/);
  });
});

it('beside the parameters of its curve, and text: the one key in it counts', async () => {
  const parameters = await openssl(['ecparam', '-name', 'prime256v1'], {});
  expect(read(`Bag Attributes\n${parameters}${leaf.privateKeyPem}`)).toEqual(plain());
  const two = refusalFrom(() => read(leaf.privateKeyPem + leaf.privateKeyPem));
  expect(two.message).toMatch(/more than one private key/);
});

it('a password that is no text is none', () => {
  expect(
    refusalFrom(() =>
      read('-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----', 7),
    ),
  ).toMatchObject({
    field: 'keyPassword',
  });
});

/** Where the lengths of the SEQUENCEs around an offset stand. */
function lengthsBefore(der: Buffer, inside: number): number[] {
  const found: number[] = [];
  for (let at = 0; at < inside;) {
    const first = der[at + 1] ?? 0;
    const octets = first < 0x80 ? 0 : first & 0x7f;
    const start = at + 2 + octets;
    const length = octets === 0 ? first : der.readUIntBE(at + 2, octets);
    const isAround = der[at] === 0x30 && start + length > inside;
    if (isAround) found.push(at + 1 + octets);
    at = isAround ? start : start + length;
  }
  return found;
}
