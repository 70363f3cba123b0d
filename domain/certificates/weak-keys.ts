/** RSA keys that look strong and are not (BR 6.1.1.3, 6.1.5, 6.1.6). Sizes are the product's business, not judged here. */
import type { Bilingual } from '../bilingual.js';

/** An RSA public key as numbers. */
export interface RsaPublicKey {
  readonly modulus: bigint;
  readonly exponent: bigint;
}

/** BR 6.1.6: the exponent is odd, and from 2^16 + 1 to 2^256 - 1. The lower 3, which it tolerates, is refused here. */
const SMALLEST_EXPONENT = 65_537n;
const EXPONENT_LIMIT = 1n << 256n;

/** BR 6.1.6: no prime factor below 752. */
const SMALL_PRIMES = primesBelow(752);

/** BR 6.1.1.3: factors so close to each other that 100 rounds of Fermat's method find them. */
const FERMAT_ROUNDS = 100;

/** What is wrong with this key, as the end of a sentence that begins with it; undefined for a good one. Under 50 ms for 4096 bits. */
export function weaknessOf({ modulus, exponent }: RsaPublicKey): Bilingual | undefined {
  if (exponent % 2n === 0n || exponent < SMALLEST_EXPONENT || exponent >= EXPONENT_LIMIT)
    return exponent < EXPONENT_LIMIT ? withExponent(exponent.toString()) : HUGE_EXPONENT;
  if (SMALL_PRIMES.some((prime) => modulus % prime === 0n)) return SMALL_FACTOR;
  if (hasRocaFingerprint(modulus)) return ROCA;
  return factorsAreClose(modulus) ? CLOSE_FACTORS : undefined;
}

function withExponent(exponent: string): Bilingual {
  return { zh: `的公钥指数为 ${exponent}`, en: `has the public exponent ${exponent}` };
}

const HUGE_EXPONENT: Bilingual = {
  zh: '的公钥指数超过 2^256',
  en: 'has the public exponent over 2^256',
};
const SMALL_FACTOR: Bilingual = {
  zh: '的模数含有小素因子',
  en: 'has a modulus with a small prime factor',
};
const ROCA: Bilingual = {
  zh: '由存在 ROCA 弱点的芯片生成(CVE-2017-15361)',
  en: 'was made by a chip with the ROCA weakness (CVE-2017-15361)',
};
const CLOSE_FACTORS: Bilingual = {
  zh: '的素因子过于接近(CVE-2022-26320)',
  en: 'has prime factors too close to each other (CVE-2022-26320)',
};

/** Nemec et al., "The Return of Coppersmith's Attack" (2017), section 3.4: primes of the form k*M + 65537^a mod M. */
const ROCA_RESIDUES = primesBelow(168)
  .slice(1)
  .map((prime) => ({ prime, residues: powersOf(65_537n, prime) }));

function hasRocaFingerprint(modulus: bigint): boolean {
  return ROCA_RESIDUES.every(({ prime, residues }) => residues.has(modulus % prime));
}

function powersOf(generator: bigint, prime: bigint): ReadonlySet<bigint> {
  const powers = new Set<bigint>();
  for (let power = 1n; !powers.has(power); power = (power * generator) % prime) powers.add(power);
  return powers;
}

function factorsAreClose(modulus: bigint): boolean {
  let root = squareRoot(modulus);
  if (root * root < modulus) root += 1n;
  for (let round = 0; round < FERMAT_ROUNDS; round++, root += 1n) {
    if (isSquare(root * root - modulus)) return true;
  }
  return false;
}

function isSquare(value: bigint): boolean {
  // Squares end in few of the 256 low bytes: most candidates need no square root.
  if (!SQUARES_MOD_256.has(value & 255n)) return false;
  const root = squareRoot(value);
  return root * root === value;
}

const SQUARES_MOD_256: ReadonlySet<bigint> = new Set(
  Array.from({ length: 256 }, (_, index) => (BigInt(index) * BigInt(index)) & 255n),
);

/** The largest integer whose square is not above `value` (Newton's method). */
function squareRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt(Math.ceil(value.toString(2).length / 2));
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

function primesBelow(limit: number): bigint[] {
  const primes: number[] = [];
  for (let candidate = 2; candidate < limit; candidate++)
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  return primes.map((prime) => BigInt(prime));
}
