/** SM2 keys as they are written: OpenSSL reads them and they read OpenSSL's; what is no such key is not taken for one. */
import { createECDH, createPrivateKey } from 'node:crypto';
import { expect, it } from 'vitest';
import { newSm2KeyPair, readSm2Pkcs8, sm2Pkcs8, sm2PublicKeyIn, sm2Spki } from '../../../domain/sm2/keys.js';
import { openssl } from '../../support/openssl.js';

const pair = newSm2KeyPair();

it('what is written is read again, and equals what OpenSSL writes', async () => {
  expect(readSm2Pkcs8(sm2Pkcs8(pair))).toEqual(pair);
  expect(sm2PublicKeyIn(sm2Spki(pair.publicKey))).toEqual(pair.publicKey);
  const key = createPrivateKey({ key: sm2Pkcs8(pair), format: 'der', type: 'pkcs8' });
  expect(key.export({ format: 'der', type: 'pkcs8' })).toEqual(sm2Pkcs8(pair));
  const shown = await openssl(['pkey', '-inform', 'DER', '-in', '{key}', '-noout', '-text'], {
    key: sm2Pkcs8(pair),
  });
  expect(shown).toContain('ASN1 OID: SM2');
  expect(shown.replaceAll(/[:\s]/g, '')).toContain(pair.publicKey.toString('hex'));
});

it('a key of OpenSSL is read', async () => {
  const pem = await openssl(['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:SM2'], {});
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  const theirs = readSm2Pkcs8(der);
  const spki = await openssl(['pkey', '-in', '{key}', '-pubout', '-outform', 'PEM'], { key: pem });
  const publicDer = Buffer.from(spki.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  expect(sm2PublicKeyIn(publicDer)).toEqual(theirs.publicKey);
});

it('a private key with leading zero octets keeps its length', () => {
  const ecdh = createECDH('SM2');
  ecdh.setPrivateKey(Buffer.from('0123', 'hex'));
  const short = { privateKey: Buffer.from('0123'.padStart(64, '0'), 'hex'), publicKey: ecdh.getPublicKey() };
  expect(readSm2Pkcs8(sm2Pkcs8(short))).toEqual(short);
});

it('another curve, a point beside the curve and a cut-off key are no SM2 keys', () => {
  const spki = sm2Spki(pair.publicKey);
  const beside = Buffer.from(spki);
  beside[beside.length - 1] = (beside.at(-1) ?? 0) ^ 1;
  const p256 = createECDH('prime256v1').generateKeys();
  for (const wrong of [beside, sm2Spki(p256), spki.subarray(1), Buffer.alloc(0)])
    expect(sm2PublicKeyIn(wrong)).toBeUndefined();
  expect(() => readSm2Pkcs8(spki)).toThrow();
  expect(() => readSm2Pkcs8(sm2Pkcs8(pair).subarray(0, -1))).toThrow();
});
