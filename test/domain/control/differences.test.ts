/** What differs between texts that look alike, and how values are shown. */
import { describe, expect, it } from 'vitest';
import { hiddenDifference } from '../../../domain/control/differences.js';
import { shownValue, shownValues } from '../../../domain/control/shown-values.js';

describe('hiddenDifference', () => {
  it.each([
    ['a zero-width space inside', 'abcd', 'ab\u200bcd', 'U+200B ZERO WIDTH SPACE too much at character 3'],
    [
      'a byte order mark',
      'proof',
      '\ufeffproof',
      'U+FEFF ZERO WIDTH NO-BREAK SPACE (BYTE ORDER MARK) too much at character 1',
    ],
    [
      'a no-break space for a space',
      'a b',
      'a\u00a0b',
      'U+00A0 NO-BREAK SPACE in place of U+0020 SPACE at character 2',
    ],
    ['a no-break space at the end', 'ab', 'ab\u00a0', 'U+00A0 NO-BREAK SPACE too much at character 3'],
    [
      'a line break',
      'proof',
      'proof\r\n',
      'U+000D CARRIAGE RETURN too much at character 6, U+000A LINE FEED too much at character 7',
    ],
    ['a line break that is wanted', 'a\nb', 'ab', 'U+000A LINE FEED missing at character 2'],
    ['a Cyrillic letter', 'abc', '\u0430bc', 'U+0430 in place of "a" at character 1'],
    ['a full-width digit', 'a1', 'a\uff11', 'U+FF11 in place of "1" at character 2'],
    [
      'octets that are no UTF-8',
      'ab',
      '\ufffd\ufffdab',
      'U+FFFD REPLACEMENT CHARACTER too much at character 1, U+FFFD REPLACEMENT CHARACTER too much at character 2',
    ],
    [
      'text in UTF-16',
      'ab',
      'a\0b\0',
      'U+0000 NULL too much at character 2, U+0000 NULL too much at character 4',
    ],
    [
      'many: the first three and their number',
      'ab',
      '\u200b\u200b\u200b\u200b\u200bab',
      'U+200B ZERO WIDTH SPACE too much at character 1, U+200B ZERO WIDTH SPACE too much at character 2, U+200B ZERO WIDTH SPACE too much at character 3 and 2 more',
    ],
  ])('%s', (_what, expected, found, difference) => {
    expect(hiddenDifference(expected, found)?.en).toBe(difference);
  });

  it.each([
    ['the same', 'abc', 'abc'],
    ['another value', 'abc', 'xyz'],
    ['more of it', 'abc', 'abcd'],
    ['less of it', 'abc', 'ab'],
    ['another value with something hidden in it', 'abc', '\u200bxyz'],
    ['a word of another script', 'abc', '中文字'],
  ])('%s needs no help', (_what, expected, found) => {
    expect(hiddenDifference(expected, found)).toBeUndefined();
  });
});

describe('values as shown', () => {
  it('have nothing in them that is not seen', () => {
    expect(shownValue('a b"\\\n\u00a0\u200b\u202e\u2028\u{e0001}中')).toBe(
      '"a b\\"\\\\\\n\\u00a0\\u200b\\u202e\\u2028\\u{e0001}中"',
    );
    expect(shownValue('\ud800')).toBe('"\\ud800"');
  });

  it('are counted beyond the first twenty', () => {
    expect(shownValues(['a', 'b']).en).toBe('"a", "b"');
    expect(shownValues(Array.from({ length: 22 }, () => 'v')).en).toMatch(/"v" and 2 more$/);
  });
});
