// Every command that the product's source prints can be typed as it is printed: known, whole, the same in both languages.
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { PLACEHOLDERS } from '../../domain/commands.js';
import { commandsIn, whyNotTyped } from '../support/printed-commands.js';
import { leafCommands, strangeWordIn } from './command-tree.js';
import { codeIn, pagesOf, tableRows } from './pages.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDERS = ['activities', 'api', 'client', 'config', 'db', 'dev', 'domain', 'worker', 'workflows'];

/** What a value of the running program looks like in a command. */
const VALUE = 'value-1';
/** Told to whoever looks at the tree of commands: names of commands, not lines to type. */
const HELP_TEXTS = 'client/cli/texts/help/';
const HELP = new Set([
  'description',
  'option',
  'requiredOption',
  'addOption',
  'argument',
  'Option',
  'summary',
]);

interface Printed {
  readonly where: string;
  readonly text: string;
  readonly isHelp: boolean;
  /** Of a text in both languages: the commands of each, wherever in it they stand. */
  readonly inBoth?: { readonly zh: readonly string[]; readonly en: readonly string[] };
}

const printed = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => textsIn(join(ROOT, folder, file))),
);

/** Every string of a file; a template with a value in each of its gaps. Sums of strings are one text. */
function textsIn(path: string): Printed[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Printed[] = [];
  const whereOf = (node: ts.Node) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    return `${relative(ROOT, path)}:${line + 1}`;
  };
  const visit = (node: ts.Node, isHelp: boolean): void => {
    const text = textOf(node);
    const inBoth = bilingual(node);
    if (inBoth) found.push({ where: whereOf(node), text: '', isHelp, inBoth });
    if (text === undefined) {
      const helps = isHelp || callsHelp(node);
      ts.forEachChild(node, (child) => visit(child, helps));
      return;
    }
    found.push({ where: whereOf(node), text, isHelp });
    for (const gap of gapsIn(node)) visit(gap, isHelp);
  };
  visit(source, relative(ROOT, path).startsWith(HELP_TEXTS));
  return found;
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map(({ literal }) => VALUE + literal.text)].join('');
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined;
  const [left, right] = [textOf(node.left), textOf(node.right)];
  return left === undefined && right === undefined ? undefined : (left ?? VALUE) + (right ?? VALUE);
}

/** `{ zh, en }`: one text in both languages. */
function bilingual(node: ts.Node): Printed['inBoth'] {
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  const valueOf = (name: string) =>
    node.properties.find(
      (property): property is ts.PropertyAssignment =>
        ts.isPropertyAssignment(property) && property.name.getText() === name,
    )?.initializer;
  const [zh, en] = [valueOf('zh'), valueOf('en')];
  return zh && en && { zh: commandsBelow(zh), en: commandsBelow(en) };
}

function commandsBelow(node: ts.Node): string[] {
  const text = textOf(node);
  if (text !== undefined) return commandsIn(text);
  const below: string[] = [];
  ts.forEachChild(node, (child) => void below.push(...commandsBelow(child)));
  return below;
}

/** Within a text, what the program fills in: it may hold a text of its own. */
function gapsIn(node: ts.Node): ts.Node[] {
  if (ts.isTemplateExpression(node)) return node.templateSpans.map(({ expression }) => expression);
  if (!ts.isBinaryExpression(node)) return [];
  return [node.left, node.right].flatMap((part) => (textOf(part) === undefined ? [part] : gapsIn(part)));
}

function callsHelp(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) return HELP.has(node.expression.getText());
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    HELP.has(node.expression.name.text)
  );
}

/** Said to a hash, never to people. */
const PURPOSES = ['sealflow dossier 1', 'sealflow log checkpoint 1'];

/** Of a command whose words are put together elsewhere, only the beginning is known here. */
function isBuilt(typed: string): boolean {
  return /^sealflow value-1/.test(typed);
}

const PATHS = [...leafCommands().keys()].filter((path) => path.includes(' '));

/** Code that begins as a command does, without the program's name. */
function halfCommandsIn(text: string): string[] {
  return [...text.matchAll(/`([a-z]+ [a-z][^`]*)`/g)]
    .map(([, typed = '']) => typed)
    .filter((typed) => PATHS.some((path) => `${typed} `.startsWith(`${path} `)));
}

const commands = printed.flatMap(({ where, text, isHelp }) =>
  commandsIn(text)
    .filter((typed) => !isBuilt(typed) && !PURPOSES.includes(typed))
    .map((typed) => ({ where, typed, isHelp })),
);
const toType = commands.filter(({ isHelp }) => !isHelp);

describe('a command in the source', () => {
  it('can be typed as it is printed', () => {
    const wrong = toType.flatMap(({ where, typed }) => {
      const why = whyNotTyped(typed);
      return why === undefined ? [] : [`${where}: ${typed}: ${why}`];
    });
    expect(wrong).toEqual([]);
  });

  it('is whole, and not two of its words', () => {
    const halves = printed
      .filter(({ isHelp }) => !isHelp)
      .flatMap(({ where, text }) => halfCommandsIn(text).map((typed) => `${where}: ${typed}`));
    expect(halves).toEqual([]);
    expect(halfCommandsIn('at once with `order check`')).toEqual(['order check']);
  });

  it('is the same in both languages of a text', () => {
    const unlike = printed.flatMap(({ where, inBoth }) =>
      inBoth && inBoth.zh.join() !== inBoth.en.join()
        ? [`${where}: ${inBoth.zh.join()} / ${inBoth.en.join()}`]
        : [],
    );
    expect(unlike).toEqual([]);
    expect(printed.filter(({ inBoth }) => inBoth && inBoth.en.length > 0).length).toBeGreaterThan(20);
  });

  it('is known where help names it', () => {
    const named = commands.filter(({ isHelp }) => isHelp);
    expect(named.filter(({ typed }) => strangeWordIn(typed.replace('sealflow ', '')) !== undefined)).toEqual(
      [],
    );
  });

  it('is found: those of every layer that prints some', () => {
    const files = new Set(toType.map(({ where }) => where.split('/')[0]));
    expect([...files]).toEqual(expect.arrayContaining(['client', 'db', 'domain', 'worker']));
    expect(toType.length).toBeGreaterThan(40);
  });

  it('would be noticed where it is none', () => {
    expect(whyNotTyped('sealflow order phone-result o-1')).toMatch(/--result/);
    expect(whyNotTyped('sealflow order resubmit')).toMatch(/missing required argument/);
    expect(whyNotTyped('sealflow order repeat o-1')).toMatch(/unknown command/);
    expect(whyNotTyped('sealflow certificate reissue c-1 --csr same')).toMatch(/unknown option/);
    expect(whyNotTyped('sealflow certificate download c-1 --out 目录')).toMatch(/typed/);
    expect(whyNotTyped('sealflow letter upload o-1 FILE')).toMatch(/placeholder/);
    expect(whyNotTyped('sealflow letter upload o-1 FILE.pdf')).toBeUndefined();
  });

  it('is found in backticks, and bare to the end of its line', () => {
    expect(commandsIn('Run `sealflow order check o-1`, then:\n  next: sealflow order watch o-1\n')).toEqual([
      'sealflow order check o-1',
      'sealflow order watch o-1',
    ]);
    expect(commandsIn('查看:sealflow order show o-1。The user that runs sealflow is another.')).toEqual([
      'sealflow order show o-1',
    ]);
  });
});

describe.each(['docs/commands.md', 'docs/commands.zh-CN.md'])('%s', (path) => {
  it('tells every placeholder', () => {
    const page = pagesOf(ROOT).find((one) => one.path === path);
    const capitals = tableRows(page ?? { path, text: '' })
      .flatMap(([first = '']) => codeIn(first))
      .filter((code) => /^[A-Z]+(\.[a-z]+)?$/.test(code));
    expect(capitals.sort()).toEqual([...PLACEHOLDERS].sort());
  });
});
