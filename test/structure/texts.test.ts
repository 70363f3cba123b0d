/** What people read stands in both languages side by side: Chinese in the one, English in the other, the same values in both. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bilingualLiterals, type BilingualLiteral } from '../support/bilingual-literals.js';
import { latinSentences } from '../support/latin-sentences.js';

const FOLDERS = [
  'domain',
  'client',
  'api',
  'activities',
  'workflows',
  'worker',
  'config',
  'db',
  'dev',
  'console',
];
/** What another program said in English: the Chinese says that it did not work, and what to do. */
const ENGLISH_ALONE = ['why', 'strange'];
const HAN = /\p{Script=Han}/u;

const LITERALS = FOLDERS.flatMap((folder) => sourcesIn(folder)).flatMap(bilingualLiterals);

describe.each(FOLDERS.slice(0, 3))('texts of %s', (folder) => {
  const texts = LITERALS.filter(({ file }) => file.startsWith(`${folder}/`));

  it('are found', () => {
    expect(texts.length).toBeGreaterThan(100);
  });
});

it('the Chinese has Chinese in it, unless it is a name or a value', () => {
  const strange = LITERALS.filter(({ zh }) => hasWords(zh.text) && !HAN.test(zh.text));
  expect(strange.filter(({ zh, en }) => zh.text !== en.text).map(placeOf)).toEqual([]);
});

it('the Chinese has no English sentence in it', () => {
  expect(
    LITERALS.filter(({ zh }) => HAN.test(zh.text)).flatMap((literal) =>
      latinSentences(literal.zh.text).map((sentence) => `${placeOf(literal)}: ${sentence}`),
    ),
  ).toEqual([]);
});

it('the English has no Chinese in it', () => {
  expect(LITERALS.filter(({ en }) => HAN.test(withoutCode(en.text))).map(placeOf)).toEqual([]);
});

it('both tell the same values, as many of them', () => {
  const uneven = LITERALS.filter(({ zh, en }) => zh.values.length !== en.values.length);
  expect(
    uneven.filter(({ en }) => !en.values.some((value) => ENGLISH_ALONE.includes(value))).map(placeOf),
  ).toEqual([]);
});

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => join(folder, name));
}

/** Some are punctuation around values, or names that are written alike. */
function hasWords(text: string): boolean {
  return /[a-z]{2}/.test(withoutCode(text));
}

/** What stands in backticks is typed or copied, whatever the language; so is a Chinese extension of a phone number. */
function withoutCode(text: string): string {
  return text.replace(/`[^`]*`/g, '').replaceAll(/\d 转 \d/g, '');
}

function placeOf({ file, line }: BilingualLiteral): string {
  return `${file}:${line}`;
}
