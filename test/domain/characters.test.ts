/** Which characters no text may bring along, how they are named, and what is left of strangers' words. */
import { describe, expect, it } from 'vitest';
import {
  cleanedText,
  forbiddenCharacter,
  hasNothingToSee,
  nameOfCharacter,
} from '../../domain/characters.js';

describe('what a text handed in must not hold', () => {
  it.each([
    ['a\u0000b', 'control', 'U+0000 NULL', 2],
    ['\u001b[31m', 'control', 'U+001B ESCAPE', 1],
    ['two\nlines', 'control', 'U+000A LINE FEED', 4],
    ['c1\u0085', 'control', 'U+0085', 3],
    ['sep\u2028', 'control', 'U+2028 LINE SEPARATOR', 4],
    ['例\ud800', 'surrogate', 'U+D800', 2],
    ['\udfffx', 'surrogate', 'U+DFFF', 1],
    ['\u{1f600}\u202e', 'bidirectional', 'U+202E RIGHT-TO-LEFT OVERRIDE', 2],
  ])('%j: %s', (text, kind, named, position) => {
    expect(forbiddenCharacter(text, { lines: false })).toEqual({ kind, named, position });
  });

  it.each(['上海示例有限公司', 'Ünïcode', '\u{1f600}', 'a\u200db', 'non\u00a0breaking'])(
    '%j is fine',
    (text) => {
      expect(forbiddenCharacter(text, { lines: false })).toBeUndefined();
    },
  );

  it('takes lines where lines are meant', () => {
    expect(forbiddenCharacter('one\r\n\ttwo', { lines: true })).toBeUndefined();
    expect(forbiddenCharacter('one\u000btwo', { lines: true })?.named).toBe('U+000B');
  });
});

it.each([
  ['', true],
  [' \u3000\t', true],
  ['\u200b\u2060\ufeff', true],
  ['\u3164', true],
  ['a\u200b', false],
  ['例', false],
])('%j shows nothing: %s', (text, nothing) => {
  expect(hasNothingToSee(text)).toBe(nothing);
});

it.each([
  ['\u200b', 'U+200B ZERO WIDTH SPACE'],
  ['\u00a0', 'U+00A0 NO-BREAK SPACE'],
  ['中', 'U+4E2D'],
  ['\u{1f600}', 'U+1F600'],
])('names %j', (character, named) => {
  expect(nameOfCharacter(character)).toBe(named);
});

describe('what is left of what strangers wrote', () => {
  it.each([
    ['plain 例', 'plain 例'],
    ['a\u0000\u0007b', 'a b'],
    ['x\ud800y', 'x\ufffdy'],
    ['\u202eevil\u2066', 'evil'],
    ['  \u001b]8;;http://x\u0007link ', ']8;;http://x link'],
    ['row\none', 'row one'],
  ])('%j is %j', (text, clean) => {
    expect(cleanedText(text, { longest: 100 })).toBe(clean);
  });

  it('keeps lines where lines are meant', () => {
    expect(cleanedText('one\n\ttwo\u0000', { longest: 100, lines: true })).toBe('one\n\ttwo');
  });

  it.each([
    ['x'.repeat(11), `${'x'.repeat(9)}…`],
    ['x'.repeat(10), 'x'.repeat(10)],
    ['\u{1f600}'.repeat(5_000_000), `${'\u{1f600}'.repeat(9)}…`],
  ])('cuts what is too long', (text, kept) => {
    expect(cleanedText(text, { longest: 10 })).toBe(kept);
  });
});
