/** The project's pages, and what their tables and code say. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface Page {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Every page that tells how things are. The changelog tells how they were. */
export function pagesOf(root: string): Page[] {
  const inDocs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map(
    (file) => `docs/${file.replaceAll('\\', '/')}`,
  );
  return [...readdirSync(root), ...inDocs]
    .filter((path) => path.endsWith('.md') && path !== 'CHANGELOG.md')
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** The cells of every row of every table, headings included, code blocks left out. */
export function tableRows({ text }: Page): string[][] {
  return text
    .replace(/^```.*?^```/gms, '')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .replace(/^\||\|\s*$/g, '')
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    );
}

/** What stands between backquotes. */
export function codeIn(text = ''): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? '');
}

/** What a reader would type: lines of code blocks after `$ ` or as they are, and code within sentences. */
export function typedCommands({ text }: Page): string[] {
  const blocks = [...text.matchAll(/^```.*?\n(.*?)^```/gms)].flatMap(([, block]) =>
    (block ?? '').split('\n'),
  );
  const sentences = codeIn(text.replace(/^```.*?^```/gms, ''));
  return [...blocks, ...sentences].flatMap((line) =>
    [...line.matchAll(/(?:^|[$("'`] ?)sealflow ([a-z].*)/g)].map(([, rest]) => rest ?? ''),
  );
}
