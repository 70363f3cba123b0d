// Keys are made on the threads that everything else waits for as well: one is left to that.
import { expect, it } from 'vitest';
import { keyGenerationsAtOnce } from '../../../domain/certificates/key-generation.js';

it.each([
  [2, undefined, 2],
  [4, undefined, 3],
  [16, undefined, 3],
  [16, '32', 16],
  [16, '8', 7],
  [1, undefined, 1],
  [2, '1', 1],
  [2, '-3', 1],
  [4, 'many', 3],
])('%i cores, a pool of %s: %i at once', (cores, pool, atOnce) => {
  expect(keyGenerationsAtOnce(cores, pool)).toBe(atOnce);
});
