/** One text for one value: what the hashes of the log and of requests are made of must never change. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from '../../domain/canonical-json.js';

/** As hashes were made from the beginning. */
function byReplacer(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

it('is the text that hashes were always made of', () => {
  const value = fc.object({
    // Keys that are numbers have an order of their own in a JavaScript object: no hashed value has any.
    key: fc
      .string({ unit: 'binary' })
      .filter((key) => !/^\d+$/.test(key) && key !== '__proto__' && key !== 'toJSON'),
    values: [
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.constantFrom(null, undefined),
      fc.date({ noInvalidDate: true }),
    ],
    maxDepth: 4,
  });
  fc.assert(
    fc.property(value, (drawn) => canonicalJson(drawn) === byReplacer(drawn)),
    { numRuns: 2_000 },
  );
});

it('has keys in the order of their code units, whatever they are', () => {
  expect(canonicalJson({ b: 1, a: [undefined, { d: 'é', c: undefined }], 10: 0, 9: 0 })).toBe(
    '{"10":0,"9":0,"a":[null,{"d":"é"}],"b":1}',
  );
});
