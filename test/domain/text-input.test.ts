/** Texts at the door: what is refused, in words that tell where to look and never show the character itself. */
import { describe, expect, it } from 'vitest';
import { forbiddenCharacter } from '../../domain/characters.js';
import { isIdentifier, shownId } from '../../domain/identifiers.js';
import { problemOfGiven, problemOfText, quoted } from '../../domain/text-input.js';
import { WORST_STRINGS } from '../support/worst-strings.js';

describe('a text', () => {
  it.each([
    '例子科技有限公司',
    'Müller & Söhne',
    '👩‍👩‍👧',
    'नमस्ते',
    'עברית',
    'a',
    'می\u200cخواهم',
    'x'.repeat(200),
  ])('%s is taken', (text) => {
    expect(problemOfText(text)).toBeUndefined();
  });

  it.each(Object.entries(WORST_STRINGS))('with %s is refused', (_kind, worst) => {
    const problem = problemOfText(worst)?.en ?? '';
    expect(problem).not.toBe('');
    expect(forbiddenCharacter(problem, { lines: false })).toBeUndefined();
    // Of several lines, only the line breaks are something else.
    expect(problemOfText(worst, { lines: true })).toBeDefined();
  });

  it('is told which character, and where', () => {
    expect(problemOfText('例子\u202e科技')?.en).toBe(
      'has a character that no text may have: U+202E RIGHT-TO-LEFT OVERRIDE, character 3',
    );
    expect(problemOfText('x'.repeat(201))?.en).toBe('is longer than 200 characters');
    expect(problemOfText('\u00a0\u3000')?.en).toBe('has no character that can be seen');
    expect(problemOfText('')?.en).toBe('is empty');
  });

  it('of several lines, and an empty one, are taken where they may be', () => {
    expect(problemOfText('a\n\tb\r\n')).toBeDefined();
    expect(problemOfText('a\n\tb\r\n', { lines: true })).toBeUndefined();
    expect(problemOfText('', { mayBeEmpty: true })).toBeUndefined();
    expect(problemOfText('\u200b', { mayBeEmpty: true })).toBeDefined();
    for (const given of [undefined, null, 7, {}, ['a']])
      expect(problemOfGiven(given)?.en).toBe('is not text');
  });
});

describe('a text in a message', () => {
  it.each(Object.entries(WORST_STRINGS))('shows nothing of %s', (_kind, worst) => {
    expect(forbiddenCharacter(quoted(worst), { lines: false })).toBeUndefined();
    expect(quoted(worst)).not.toMatch(/\p{Default_Ignorable_Code_Point}/u);
    expect(quoted(worst).length).toBeLessThan(100);
  });

  it('is as it was typed where it can be', () => {
    expect(quoted('例子 a.com')).toBe('"例子 a.com"');
    expect(quoted('a\u202eb')).toBe('"a\\u{202e}b"');
  });
});

describe('an id', () => {
  it.each(['ord_1m859q7jd1n5j6geytfk', 'my-order_7', 'certificate-order:ord_1', 'a'.repeat(128)])(
    '%s may be one',
    (id) => {
      expect(isIdentifier(id)).toBe(true);
      expect(shownId(id)).toBe(id);
    },
  );

  it.each(['', ' ord_1', 'ord 1', 'ord_1\n', '订单', 'a'.repeat(129), '-x', ...Object.values(WORST_STRINGS)])(
    'is never one like %j',
    (id) => {
      expect(isIdentifier(id)).toBe(false);
      expect(shownId(id)).toMatch(/^".*"$/);
    },
  );

  it('is nothing but text', () => {
    for (const id of [undefined, null, 7, {}]) expect(isIdentifier(id)).toBe(false);
    expect(shownId(undefined)).toBe('(undefined)');
  });
});
