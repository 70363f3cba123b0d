/** RSA keys with known weaknesses are told apart from good ones. */
import { checkPrimeSync, generateKeyPairSync, generatePrimeSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { weaknessOf } from '../../../domain/certificates/weak-keys.js';

const F4 = 65_537n;
const prime = (bits: number) => generatePrimeSync(bits, { bigint: true });

function nextPrime(after: bigint): bigint {
  let candidate = after + 2n;
  while (!checkPrimeSync(candidate)) candidate += 2n;
  return candidate;
}

it('finds nothing wrong with keys that OpenSSL makes', () => {
  for (let i = 0; i < 3; i++) {
    const { n = '', e = '' } = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
      format: 'jwk',
    });
    const hex = (text: string) => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`);
    expect(weaknessOf({ modulus: hex(n), exponent: hex(e) })).toBeUndefined();
  }
});

it.each([1n, 3n, 17n, 65_535n, 65_538n, 1n << 256n])('refuses the exponent %s', (exponent) => {
  expect(weaknessOf({ modulus: prime(512) * prime(512), exponent })?.en).toMatch(/public exponent/);
});

it.each([2n, 3n, 751n])('refuses a modulus with the factor %s', (factor) => {
  expect(weaknessOf({ modulus: factor * prime(512), exponent: F4 })?.en).toMatch(/small prime factor/);
});

it('takes a modulus whose smallest factor is just above the limit', () => {
  expect(weaknessOf({ modulus: 757n * prime(1024), exponent: F4 })).toBeUndefined();
});

it('refuses factors that lie close together, and the square of a prime', () => {
  const p = prime(1024);
  expect(weaknessOf({ modulus: p * nextPrime(p), exponent: F4 })?.en).toMatch(/too close/);
  expect(weaknessOf({ modulus: p * p, exponent: F4 })?.en).toMatch(/too close/);
});

it('refuses the primes of the ROCA chips', () => {
  const primorial = Array.from({ length: 165 }, (_, index) => BigInt(index + 3))
    .filter((candidate) => checkPrimeSync(candidate))
    .reduce((product, factor) => product * factor, 2n);
  expect(
    weaknessOf({ modulus: rocaPrime(primorial, 5n) * rocaPrime(primorial, 9n), exponent: F4 })?.en,
  ).toMatch(/ROCA/);
});

/** k * M + (65537^power mod M): M is the product of the first 39 primes. */
function rocaPrime(primorial: bigint, power: bigint): bigint {
  const residue = F4 ** power % primorial;
  for (let k = prime(120); ; k += 1n)
    if (checkPrimeSync(k * primorial + residue)) return k * primorial + residue;
}
