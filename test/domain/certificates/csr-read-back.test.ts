/** A pasted CSR read back: what it says, and all that is wrong with it. */
import { describe, expect, it } from 'vitest';
import { checkPastedCsr, readBackCsr } from '../../../domain/certificates/csr.js';
import { problemsInTime } from '../../../domain/refusals.js';
import { alteredCsr, pastedCsr, rsaKey } from '../../support/pasted-csr.js';
import { makeSm2Csr } from '../../support/sm2-csr.js';

const EXPECTED = {
  names: ['www.example.com'],
  certificateNames: ['www.example.com', 'example.com'],
  keyAlgorithms: ['rsa-2048', 'ecc-p256'],
} as const;

describe('a good one', () => {
  it('is read back with key, hash, subject and names', async () => {
    const { pem } = await pastedCsr({ names: ['www.example.com', 'example.com'] });
    expect(await readBackCsr(pem, EXPECTED)).toMatchObject({
      keyAlgorithm: 'ecc-p256',
      hash: 'SHA-256',
      isSignatureValid: true,
      subject: [{ type: 'CN', value: 'www.example.com' }],
      names: ['www.example.com', 'example.com'],
      problems: [],
    });
  });

  it('of SM2 too', async () => {
    const { pem } = await makeSm2Csr(['sm2.example.com']);
    expect(await readBackCsr(pem, { keyAlgorithms: ['sm2'] })).toMatchObject({
      keyAlgorithm: 'sm2',
      hash: 'SM3',
      isSignatureValid: true,
      problems: [],
    });
  });
});

describe('a bad one', () => {
  it('has all its problems told, of which the order’s check tells the first', async () => {
    const { pem: good } = await pastedCsr({ algorithm: rsaKey(1024), names: ['other.example.com'] });
    const pem = alteredCsr(good, 'other.example.com');
    const { problems, isSignatureValid, key } = await readBackCsr(pem, EXPECTED);
    expect([problems.length, isSignatureValid, key?.en]).toEqual([3, false, 'RSA 1024']);
    expect(problems.every(({ field }) => field === 'csr')).toBe(true);
    const [first] = await problemsInTime(() => checkPastedCsr(pem, EXPECTED));
    expect(first).toEqual(problems[0]);
  });

  it('of which nothing can be read is told so', async () => {
    const { problems, names } = await readBackCsr('-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n', {});
    expect([problems.length, names]).toEqual([1, []]);
  });

  it('is judged by what is known of the order yet: nothing', async () => {
    const { pem } = await pastedCsr({ algorithm: rsaKey(1024), names: ['x.example.com'] });
    expect((await readBackCsr(pem, {})).problems).toEqual([]);
  });
});
