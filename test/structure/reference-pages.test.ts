// Every command and every setting is told in one place, and told in full: docs/commands.md, docs/configuration.md.
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { globalOptions, leafCommands, strangeWordIn } from './command-tree.js';
import { environmentNames, namesInTypeScript } from './environment-names.js';
import { codeIn, pagesOf, tableRows, typedCommands, type Page } from './pages.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGES = pagesOf(ROOT);
const COMMANDS = leafCommands();
const VARIABLES = environmentNames(ROOT);

const page = (path: string): Page => {
  const found = PAGES.find((one) => one.path === path);
  if (!found) throw new Error(`There is no ${path}`);
  return found;
};

describe.each(['docs/commands.md', 'docs/commands.zh-CN.md'])('%s', (path) => {
  it('lists every command of the program, once', () => {
    expect(commandsListed(page(path))).toEqual([...COMMANDS.keys()].sort());
  });

  it('lists the options of each', () => {
    const listed = commandRows(page(path)).map(({ command, options }) => [command, options] as const);
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(COMMANDS));
  });

  it('lists the options of all commands', () => {
    expect(firstCells(page(path)).flatMap(optionsIn).sort()).toEqual(globalOptions());
  });

  it('would be found out without one of its rows', () => {
    expect(commandsListed(without(page(path), '`sealflow order watch'))).not.toContain('order watch');
  });
});

describe.each(['docs/configuration.md', 'docs/configuration.zh-CN.md'])('%s', (path) => {
  it('lists every variable that is read, once', () => {
    expect(variablesListed(page(path))).toEqual([...VARIABLES].sort());
  });

  it('would be found out without one of its rows', () => {
    expect(variablesListed(without(page(path), '`SEALFLOW_MAIL_FROM`'))).not.toEqual([...VARIABLES].sort());
  });
});

describe('no other page', () => {
  const others = PAGES.filter(({ path }) => !/^docs\/(commands|configuration)(\.zh-CN)?\.md$/.test(path));

  it.each(others.map((one) => [one.path, one] as const))('%s has a table of them', (_path, other) => {
    expect(commandsListed(other)).toEqual([]);
    expect(variablesListed(other)).toEqual([]);
  });

  it('would be let through with one', () => {
    const text =
      '| command | does |\n| --- | --- |\n| `order check ORDER` | looks |\n| `TEMPORAL_TLS` | TLS |\n';
    const other = { path: 'docs/other.md', text };
    expect(commandsListed(other)).toEqual(['order check']);
    expect(variablesListed(other)).toEqual(['TEMPORAL_TLS']);
  });
});

describe.each(PAGES.map((one) => [one.path, one] as const))('%s', (_path, one) => {
  it('names no command that the program does not have', () => {
    expect(typedCommands(one).filter((line) => strangeWordIn(line) !== undefined)).toEqual([]);
  });

  it('names no variable of ours that nothing reads', () => {
    expect(variablesNamed(one).filter((name) => !VARIABLES.has(name))).toEqual([]);
  });
});

describe('what is looked for', () => {
  it('a command that is gone is noticed in a sentence and in a block', () => {
    const text = 'Then `sealflow order forget ORDER`.\n\n```\n$ sealflow planet list\n```\n';
    expect(typedCommands({ path: 'docs/other.md', text }).map(strangeWordIn)).toEqual(['planet', 'forget']);
  });

  it('variables are found however they are read', () => {
    const source = `
      const SEALFLOW_CONSTANT = 1;
      portNumber(environment, 'SEALFLOW_BY_NAME', 80);
      const { SEALFLOW_BY_PATTERN, TEMPORAL_RENAMED: mine } = given;
      const value = process.env.OTHERS ?? environment.SEALFLOW_BY_PROPERTY ?? limits.MAX;`;
    expect(namesInTypeScript(source).sort()).toEqual([
      'OTHERS',
      'SEALFLOW_BY_NAME',
      'SEALFLOW_BY_PATTERN',
      'SEALFLOW_BY_PROPERTY',
      'TEMPORAL_RENAMED',
    ]);
  });
});

function firstCells(one: Page): string[] {
  return tableRows(one).map(([first = '']) => first);
}

interface CommandRow {
  readonly command: string;
  readonly options: readonly string[];
}

/** Rows that are about a command: their first cell is its usage, their second one has its options. */
function commandRows(one: Page): CommandRow[] {
  return tableRows(one).flatMap(([first = '', second = '']) =>
    codeIn(first)
      .map(commandIn)
      .filter((command) => command !== undefined)
      .map((command) => ({ command, options: optionsIn(second) })),
  );
}

function commandsListed(one: Page): string[] {
  return commandRows(one)
    .map(({ command }) => command)
    .sort();
}

/** `order show` of `sealflow order show ORDER`; undefined where it is no command. */
function commandIn(usage: string): string | undefined {
  const words = usage.replace(/^sealflow /, '').split(' ');
  const paths = words.map((_, index) => words.slice(0, index + 1).join(' '));
  const known = paths.find((path) => COMMANDS.has(path));
  // A command nobody knows is listed too, so that the comparison shows it.
  return known ?? (usage.startsWith('sealflow ') ? words.join(' ') : undefined);
}

function optionsIn(cell: string): string[] {
  return codeIn(cell)
    .map((code) => /^--[a-z0-9-]+/.exec(code)?.[0])
    .filter((option) => option !== undefined)
    .sort();
}

function variablesListed(one: Page): string[] {
  return firstCells(one)
    .flatMap(codeIn)
    .filter((code) => VARIABLES.has(code) || /^(SEALFLOW|TEMPORAL)_[A-Z0-9_]+$/.test(code))
    .sort();
}

/** In whatever place; `NAME_FILE` is a way of giving `NAME`. */
function variablesNamed({ text }: Page): string[] {
  const names = [...text.matchAll(/\b(?:SEALFLOW|TEMPORAL)_[A-Z0-9_]+\b/g)].map(([name]) => name);
  return names.map((name) => (VARIABLES.has(name) ? name : name.replace(/_FILE$/, '')));
}

function without({ path, text }: Page, rowsBeginning: string): Page {
  const lines = text.split('\n');
  return { path, text: lines.filter((line) => !line.startsWith(`| ${rowsBeginning}`)).join('\n') };
}
