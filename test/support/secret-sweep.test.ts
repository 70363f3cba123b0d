/** The sweep itself: it finds what was planted, whatever it was wrapped in, and nothing where nothing is. */
import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { findNeedles, KEY_MATERIAL, textNeedles } from './secret-needles.js';

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

const pem = (key: KeyObject, type: 'pkcs8' | 'sec1' = 'pkcs8') =>
  key.export({ format: 'pem', type }) as string;
const der = (key: KeyObject) => key.export({ format: 'der', type: 'pkcs8' });
const encrypted = rsa.privateKey.export({
  format: 'der',
  type: 'pkcs8',
  cipher: 'aes-256-cbc',
  passphrase: 'correct-horse',
});
const inJson = (data: Buffer | string) =>
  JSON.stringify({ payloads: [{ data: Buffer.from(data).toString('base64') }] });

describe('key material', () => {
  it.each<[string, Buffer | string]>([
    ['PEM', pem(ec.privateKey)],
    ['PEM in JSON', JSON.stringify({ key: pem(rsa.privateKey) })],
    ['PEM without its first line', pem(rsa.privateKey).split('\n').slice(1).join('\n')],
    [
      'PEM without its first line, in JSON',
      JSON.stringify(pem(ec.privateKey).split('\n').slice(1).join('\n')),
    ],
    ['SEC1', pem(ec.privateKey, 'sec1').split('\n').slice(1).join('\n')],
    ['DER', der(ec.privateKey)],
    ['RSA DER', der(rsa.privateKey)],
    ['encrypted DER', encrypted],
    ['DER in hex', `\\x${der(ec.privateKey).toString('hex')}`],
    ['DER in base64', der(rsa.privateKey).toString('base64')],
    ['DER in base64url', der(ec.privateKey).toString('base64url')],
    ['DER in a payload', inJson(JSON.stringify(der(ec.privateKey).toString('base64')))],
    ['base64 glued to a word', `key_${der(ec.privateKey).toString('base64')}`],
  ])('is found as %s', (_how, content) => {
    const haystack = Buffer.concat([randomBytes(64), Buffer.from(content), randomBytes(64)]);
    expect(findNeedles(haystack, KEY_MATERIAL)).not.toEqual([]);
  });

  it.each<[string, string]>([
    ['a public key', ec.publicKey.export({ format: 'pem', type: 'spki' }) as string],
    ['an RSA public key', rsa.publicKey.export({ format: 'pem', type: 'spki' }) as string],
    ['random bytes', randomBytes(4_096).toString('base64')],
  ])('is not %s', (_what, content) => {
    expect(findNeedles(Buffer.from(content), KEY_MATERIAL)).toEqual([]);
  });
});

describe('a text', () => {
  const needles = textNeedles('a password', 'pass"wörd-1');

  it.each<[string, Buffer | string]>([
    ['itself', 'before pass"wörd-1 after'],
    ['JSON', JSON.stringify({ value: 'pass"wörd-1' })],
    ['a payload', inJson(JSON.stringify({ value: 'pass"wörd-1' }))],
    ['hex', `\\x${Buffer.from('pass"wörd-1, and more').toString('hex')}`],
  ])('is found in %s', (_how, content) => {
    expect(findNeedles(Buffer.from(content), needles)).toEqual(['a password']);
  });

  it('is not found where it is not', () => {
    expect(findNeedles(Buffer.from(inJson('pass"word-1')), needles)).toEqual([]);
  });

  it('is refused when it would be found by chance', () => {
    expect(() => textNeedles('a password', 'short')).toThrow(/too short/);
  });
});
