/** Bytes as a bad disk, a bad line or a bad person changes them: at random, and again alike from the same seed. */

/** Any other one shows as much: tests say it in their titles. */
export const MUTATION_SEED = 20_261_127;
export const MUTATIONS = 150;

/** Numbers from 0 to below 1 (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `MUTATIONS` of them: each has one to four octets changed, left out or put in, or is cut off. */
export function mutationsOf(original: Uint8Array, seed = MUTATION_SEED): Buffer[] {
  const random = randomNumbers(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  return Array.from({ length: MUTATIONS }, () => {
    let bytes: Buffer = Buffer.from(original);
    for (let change = below(4); change >= 0; change -= 1) bytes = mutated(bytes, below);
    return bytes;
  });
}

function mutated(bytes: Buffer, below: (limit: number) => number): Buffer {
  const at = below(bytes.length);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at + 1)];
  switch (below(8)) {
    case 0:
      return Buffer.concat([before, after]);
    case 1:
      return Buffer.concat([before, Buffer.from([below(256)]), bytes.subarray(at)]);
    case 2:
      return before;
    case 3:
      return Buffer.concat([before, Buffer.from([(bytes[at] ?? 0) ^ (1 << below(8))]), after]);
    default:
      return Buffer.concat([before, Buffer.from([below(256)]), after]);
  }
}
