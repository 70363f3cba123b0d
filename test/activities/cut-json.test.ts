// JSON that was cut off still says what stands in its beginning.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCut, parseJson } from '../../activities/cut-json.js';

describe('JSON that was cut', () => {
  it.each([
    ['{"error":{"code":"no","message":"becau', { error: { code: 'no', message: 'becau' } }],
    ['{"message":"a\\\\', { message: 'a\\' }],
    ['{"message":"a\\\\\\"b\\', { message: 'a\\"b' }],
    ['{"message":"a\\u00', { message: 'a' }],
    ['{"message":"a\\\\u00', { message: 'a\\u00' }],
    ['{"message":"}]{["', { message: '}]{[' }],
    ['[{"a":1},{"b":[2', [{ a: 1 }, { b: [2] }]],
    ['{"whole":true}', { whole: true }],
  ])('%s', (text, value) => {
    expect(parseCut(text)).toEqual(value);
  });

  it.each(['', '{"error":{"code"', '{"error":', 'maintenance', '{"a":tru'])('of %j tells nothing', (text) => {
    expect(parseCut(text)).toBeUndefined();
  });

  it('within its last string says all that came before, wherever it was cut', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'binary' }), fc.nat(), (code, message, at) => {
        const head = `{"error":{"code":${JSON.stringify(code)},"message":"`;
        const words = JSON.stringify(message).slice(1, -1);
        const cut = parseCut(head + words.slice(0, at % (words.length + 1)));
        expect(cut).toMatchObject({ error: { code } });
      }),
    );
  });

  it('and whole JSON is parsed, or not, without throwing', () => {
    expect(parseJson('{"a":1}')).toEqual({ a: 1 });
    expect(parseJson('<html>')).toBeUndefined();
  });
});
