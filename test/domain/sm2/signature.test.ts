/** SM2 signatures: the standard's own example, OpenSSL, and a second implementation agree on what is right and wrong. */
import { describe, expect, it } from 'vitest';
import { newSm2KeyPair, sm2Pkcs8, sm2Spki } from '../../../domain/sm2/keys.js';
import { signSm2, verifySm2 } from '../../../domain/sm2/signature.js';
import { openssl } from '../../support/openssl.js';
import { verifiesByTheBook } from '../../support/sm2-by-the-book.js';

const message = Buffer.from('message digest');
const pair = newSm2KeyPair();
const signature = signSm2(message, pair);

/** Both implementations; throws where they disagree. */
function verifies(...parts: Parameters<typeof verifySm2>): boolean {
  const verdicts = [verifySm2(...parts), verifiesByTheBook(...parts)];
  if (verdicts[0] !== verdicts[1]) throw new Error(`verdicts differ: ${verdicts.join(', ')}`);
  return verdicts[0] ?? false;
}

function flipped(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

it('the example of GB/T 32918.5, appendix A.2, verifies', () => {
  const publicKey = Buffer.from(
    '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020' +
      'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
    'hex',
  );
  const example = Buffer.from(
    '3046022100f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3' +
      '022100b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
    'hex',
  );
  expect(verifies(message, example, publicKey)).toBe(true);
});

it('what is signed here verifies here, by the book, and in OpenSSL', async () => {
  expect(verifies(message, signature, pair.publicKey)).toBe(true);
  const judged = await openssl(
    [
      'dgst',
      '-sm3',
      '-verify',
      '{key}',
      '-sigopt',
      'distid:1234567812345678',
      '-signature',
      '{sig}',
      '{text}',
    ],
    { key: pemOf('PUBLIC KEY', sm2Spki(pair.publicKey)), sig: signature, text: message },
  );
  expect(judged).toContain('Verified OK');
});

it('what OpenSSL signs verifies here and by the book', async () => {
  const made = await openssl(
    ['dgst', '-sm3', '-sign', '{key}', '-sigopt', 'distid:1234567812345678', '-hex', '{text}'],
    { key: pemOf('PRIVATE KEY', sm2Pkcs8(pair)), text: message },
  );
  const theirs = Buffer.from(/[0-9a-f]{100,}/.exec(made)?.[0] ?? '', 'hex');
  expect(verifies(message, theirs, pair.publicKey)).toBe(true);
});

describe('is refused, here and by the book:', () => {
  it('another id, on either side', () => {
    expect(verifies(message, signature, pair.publicKey, 'another id')).toBe(false);
    const withOther = signSm2(message, pair, 'another id');
    expect(verifies(message, withOther, pair.publicKey)).toBe(false);
    expect(verifies(message, withOther, pair.publicKey, 'another id')).toBe(true);
  });

  it('another key', () => {
    expect(verifies(message, signature, newSm2KeyPair().publicKey)).toBe(false);
  });

  it('a flipped bit of any octet of the signature', () => {
    const passing = [...signature.keys()].filter((octet) =>
      verifySm2(message, flipped(signature, 8 * octet + (octet % 8)), pair.publicKey),
    );
    expect(passing).toEqual([]);
    // By the book takes its time: the octets of the structure, and one of each number.
    for (const bit of [0, 9, 17, 25, 8 * 20, 8 * signature.length - 1])
      expect(verifies(message, flipped(signature, bit), pair.publicKey), `bit ${bit}`).toBe(false);
  });

  it('a flipped bit of the message', () => {
    for (const bit of [0, 8 * message.length - 1])
      expect(verifies(flipped(message, bit), signature, pair.publicKey)).toBe(false);
  });

  it('other spellings of the same numbers, numbers out of range, rubbish', () => {
    const trailing = Buffer.concat([signature, Buffer.from([0])]);
    const zeros = Buffer.from('3006020100020100', 'hex');
    for (const wrong of [trailing, zeros, Buffer.alloc(0), Buffer.from('hello')])
      expect(verifies(message, wrong, pair.publicKey)).toBe(false);
  });
});

function pemOf(label: string, der: Buffer): string {
  return `-----BEGIN ${label}-----\n${der.toString('base64')}\n-----END ${label}-----\n`;
}
