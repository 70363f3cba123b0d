/** The envelope with the encryption key: only the signing key opens it, and no bit of it can be altered unnoticed. */
import { describe, expect, it } from 'vitest';
import { openSm2Envelope, readSm2Envelope, sealSm2Envelope } from '../../../domain/sm2/envelope.js';
import { newSm2KeyPair, sm2Pkcs8 } from '../../../domain/sm2/keys.js';
import { openssl } from '../../support/openssl.js';

const signing = newSm2KeyPair();
const encryption = newSm2KeyPair();
const envelope = sealSm2Envelope(encryption, signing.publicKey);

it('opens with the signing key and gives the key that was sealed', () => {
  expect(openSm2Envelope(envelope, signing.privateKey)).toEqual(encryption);
});

it('tells whose key is in it without being opened, and shows no secret', () => {
  expect(readSm2Envelope(envelope).publicKey).toEqual(encryption.publicKey);
  expect(envelope.includes(encryption.privateKey)).toBe(false);
});

it('is opened by OpenSSL, in the steps that GM/T 0009 names', async () => {
  const [, , cipher = envelope, , encryptedKey = envelope] = await valuesOf(envelope);
  const key = `-----BEGIN PRIVATE KEY-----\n${sm2Pkcs8(signing).toString('base64')}\n-----END PRIVATE KEY-----\n`;
  const dump = await openssl(['pkeyutl', '-decrypt', '-inkey', '{key}', '-in', '{cipher}', '-hexdump'], {
    key,
    cipher,
  });
  const symmetricKey = /^0000 - ((?:[0-9a-f]{2}[ -]){16})/.exec(dump)?.[1]?.replaceAll(/[ -]/g, '') ?? '';
  const encrypted = await openssl(
    ['enc', '-sm4-ecb', '-nopad', '-a', '-A', '-K', symmetricKey, '-in', '{secret}'],
    { secret: encryption.privateKey },
  );
  // Three octets of BIT STRING stand before it: tag, length, unused bits.
  expect(encrypted).toBe(encryptedKey.subarray(3).toString('base64'));
});

describe('does not open', () => {
  it('with another key', () => {
    expect(() => openSm2Envelope(envelope, newSm2KeyPair().privateKey)).toThrow(/sealed for another key/);
  });

  it('with a bit of any octet flipped', () => {
    const opening = [...envelope.keys()].filter((octet) => {
      const altered = Buffer.from(envelope);
      altered[octet] = (altered[octet] ?? 0) ^ (1 << (octet % 8));
      return opens(altered);
    });
    expect(opening).toEqual([]);
  });

  it('cut off, continued, or empty', () => {
    for (const wrong of [
      envelope.subarray(0, -1),
      Buffer.concat([envelope, Buffer.from([0])]),
      Buffer.alloc(0),
    ])
      expect(opens(wrong)).toBe(false);
  });

  it('around another private key than it names', () => {
    const mixed = { ...encryption, privateKey: newSm2KeyPair().privateKey };
    expect(() => openSm2Envelope(sealSm2Envelope(mixed, signing.publicKey), signing.privateKey)).toThrow(
      'the key in it is not the one it names',
    );
  });
});

function opens(altered: Buffer): boolean {
  try {
    openSm2Envelope(altered, signing.privateKey);
    return true;
  } catch {
    return false;
  }
}

/** Whole DER values: the envelope, then each of its four parts. */
async function valuesOf(der: Buffer): Promise<Buffer[]> {
  const shown = await openssl(['asn1parse', '-inform', 'DER', '-in', '{der}'], { der });
  const lines = [...shown.matchAll(/^ *(\d+):d=[01] +hl=(\d) l= *(\d+) /gm)];
  return lines.map(([, at, header, length]) =>
    der.subarray(Number(at), Number(at) + Number(header) + Number(length)),
  );
}
