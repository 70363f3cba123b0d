/** The letters' font: it is the publisher's file, draws what names are written in, and its glyphs can be embedded. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { create, type Font } from 'fontkit';
import { describe, expect, it } from 'vitest';
import { LetterFont } from '../../papers/font.js';

const font = new LetterFont();

it('is the file that its README tells the origin of', () => {
  const readme = readFileSync(new URL('../../papers/noto-sans-sc/README.md', import.meta.url), 'utf8');
  expect(readme).toContain(createHash('sha256').update(font.data).digest('hex'));
});

describe('what it draws', () => {
  it.each([
    ['CJK unified ideographs, as in GBK', 0x4e00, 0x9fa5],
    ['extension A, as in GB 18030', 0x3400, 0x4db5],
    ['full-width letters and punctuation', 0xff01, 0xff5e],
    ['Latin-1, as in names of companies abroad', 0x00a1, 0x00ff],
  ])('%s: all of them', (_, from, to) => {
    expect(missing(from, to)).toEqual([]);
  });

  it.each(['龑喆堃珺燚翀昇玥', '㐀䶮㙍㛃', '镕煊龢龘', '𬭚𫖮𬘭', '①㈱→※', 'Zürich, Hà Nội'])('%s', (text) => {
    expect(font.drawable(text)).toEqual({ text, hasMissing: false });
  });
});

it('shows a character that it lacks by its code', () => {
  expect(font.drawable('𠮷田')).toEqual({ text: '[U+20BB7]田', hasMissing: true });
  expect(font.drawable('\uffff')).toEqual({ text: '[U+FFFF]', hasMissing: true });
});

it('lets no line break or direction mark reach the paper', () => {
  expect(font.drawable('Evil\n\u202eCo\u0000.\tLtd')).toEqual({ text: 'Evil Co . Ltd', hasMissing: false });
});

it.each(['公', '龢', '𬭚'])('%s is embedded as a shape, not as an empty glyph', (text) => {
  const whole = singleFont(font.data);
  const subset = whole.createSubset();
  for (const glyph of whole.layout(text).glyphs) subset.includeGlyph(glyph);
  const embedded = singleFont(Buffer.from(subset.encode()));
  expect(embedded.getGlyph(1).path.commands.length).toBeGreaterThan(10);
});

function missing(from: number, to: number): string[] {
  const characters = Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index));
  return characters.filter((character) => font.drawable(character).hasMissing);
}

function singleFont(data: Buffer): Font {
  const opened = create(data);
  if (!('createSubset' in opened)) throw new Error('A collection, not one font.');
  return opened;
}
