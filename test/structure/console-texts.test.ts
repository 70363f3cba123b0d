// What the console says: in both languages, by its tables alone, and nothing that the server says as well.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { bilingualLiterals, type BilingualLiteral } from '../support/bilingual-literals.js';

/** Attributes that are read, or read out. */
const READ = new Set(['aria-label', 'title', 'placeholder', 'alt', 'label', 'summary', 'description']);
const WORD = /[\p{L}]{2}/u;

const PAGES = sourcesIn('console').filter((file) => file.endsWith('.tsx'));

/** Names of ours and of languages, which are the same in every language. */
const NAMES = new Set(['Sealflow', '中文', 'English']);

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => join(folder, name));
}

/** Texts that stand in a page's own marks, and not in a table of texts. */
function bareTexts(file: string, content = readFileSync(file, 'utf8')): string[] {
  const source = ts.createSourceFile(file, content, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const text = shownText(node)?.trim();
    if (text !== undefined && WORD.test(text) && !NAMES.has(text)) found.push(`${file}: ${text}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function shownText(node: ts.Node): string | undefined {
  if (ts.isJsxText(node)) return node.text;
  if (ts.isJsxExpression(node) && node.expression && ts.isStringLiteralLike(node.expression))
    return ts.isJsxAttribute(node.parent)
      ? readAttribute(node.parent, node.expression)
      : node.expression.text;
  if (ts.isJsxAttribute(node) && node.initializer && ts.isStringLiteral(node.initializer))
    return readAttribute(node, node.initializer);
  return undefined;
}

function readAttribute(attribute: ts.JsxAttribute, value: ts.StringLiteralLike): string | undefined {
  return READ.has(attribute.name.getText()) ? value.text : undefined;
}

describe('pages of the console', () => {
  it('say nothing that stands in one language only', () => {
    expect(PAGES.flatMap((file) => bareTexts(file))).toEqual([]);
  });

  it('would be told for a text of their own', () => {
    expect(bareTexts('x.tsx', '<p title="Some words">Other {"words"} <b>{name}</b></p>')).toEqual([
      'x.tsx: Some words',
      'x.tsx: Other',
      'x.tsx: words',
    ]);
  });
});

describe('texts of the console', () => {
  const sentences = ({ zh, en }: BilingualLiteral): boolean => zh.text.length > 6 && /\s/.test(en.text);
  const keyOf = ({ zh, en }: BilingualLiteral): string => `${zh.text} ${en.text}`;
  const ours = sourcesIn('console').flatMap(bilingualLiterals);
  const ofServer = new Set(
    ['domain', 'client', 'api'].flatMap(sourcesIn).flatMap(bilingualLiterals).map(keyOf),
  );

  it('are found', () => {
    expect(ours.length).toBeGreaterThan(50);
  });

  it('are none that the server tells', () => {
    expect(
      ours
        .filter((one) => sentences(one) && ofServer.has(keyOf(one)))
        .map(({ file, line }) => `${file}:${line}`),
    ).toEqual([]);
  });

  it('have names of their own, one for each part', () => {
    const names = sourcesIn('console').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\btexts\(\s*'([^']+)'/g)].map(([, name = '']) => name),
    );
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});
