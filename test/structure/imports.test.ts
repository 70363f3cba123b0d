// The layers of ARCHITECTURE.md, held: an arrow points at what may be imported.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Rule {
  /** Our own folders (or files in them) that may be imported. */
  readonly ours: readonly string[];
  /** Ours again, but only their types: they leave no trace at run time. */
  readonly types?: readonly string[];
  /** Packages; absent means any that package.json lists. */
  readonly packages?: readonly string[];
}

const RULES: Record<string, Rule> = {
  domain: { ours: [] },
  workflows: { ours: ['domain'], packages: ['@temporalio/workflow', '@temporalio/common'] },
  config: { ours: [], packages: [] },
  db: { ours: ['domain'], packages: ['pg'] },
  papers: { ours: ['domain'], packages: ['fontkit', 'pdfkit', 'zod'] },
  activities: { ours: ['domain', 'db', 'papers'], types: ['workflows/activity-contract'] },
  client: {
    ours: ['domain', 'db', 'config', 'papers', 'workflows/messages', 'workflows/search-attributes'],
    types: ['workflows'],
  },
  worker: {
    ours: ['domain', 'activities', 'db', 'config', 'workflows/search-attributes'],
    types: ['workflows'],
  },
  api: { ours: ['client', 'domain', 'config'] },
  dev: { ours: ['domain', 'config'] },
  // Of the API it knows the document's types, which the build writes into its own folder.
  console: {
    ours: [],
    packages: [
      ...['react', 'react-dom', 'react-router', 'antd', 'dayjs', '@tanstack/react-query'],
      ...['i18next', 'react-i18next', 'openapi-fetch', 'unpdf', 'fflate'],
    ],
  },
};

/**
 * The subjects of domain/, each of which may import those before it and the words at the layer's top, which import no
 * subject (docs/decisions/0011-subjects.md).
 */
const SUBJECTS = [
  'sm2',
  'names',
  'catalogue',
  'control',
  'organization',
  'connections',
  'orders',
  'certificates',
  'plans',
  'revocation',
  'payments',
  'notices',
  'accounts',
  'dossiers',
  'stores',
  'tencent',
  'development',
] as const;

/** The folders that the layers are cut into alike. */
const LAYERS_BY_SUBJECT = ['activities', 'client', 'db/statements'] as const;

/** Beside the subjects: the doors to the world outside, and the command line. */
const OTHER_FOLDERS: Record<(typeof LAYERS_BY_SUBJECT)[number], readonly string[]> = {
  activities: ['ca', 'dns', 'http-file'],
  client: ['approvals', 'cli', 'events', 'http', 'requests'],
  'db/statements': [],
};

/** What workflow code pulls in from domain/ is replayed for years: no libraries, no Node. */
const DOMAIN_FOR_WORKFLOWS = importedByWorkflows();

describe.each(Object.entries(RULES))('%s/', (folder, rule) => {
  it('imports only what the architecture allows', () => {
    const broken = sourcesIn(folder).flatMap((file) =>
      importsOf(file)
        .filter((found) => !isAllowed(found, folder, rule))
        .map(({ target }) => `${relative(ROOT, file)} -> ${target}`),
    );
    expect(broken).toEqual([]);
  });
});

describe('the subjects of domain/', () => {
  it('are all in the order that is held here', () => {
    const folders = new Set(sourcesIn('domain').map((file) => subjectOf(relative(ROOT, file))));
    folders.delete(undefined);
    expect([...folders].sort()).toEqual([...SUBJECTS].sort());
  });

  it('import one way: those before them, never those behind', () => {
    const broken = sourcesIn('domain').flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => pointsBack(relative(ROOT, file), target))
        .map(({ target }) => `${relative(ROOT, file)} -> ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it.each(LAYERS_BY_SUBJECT)('are the folders of %s/ as well', (layer) => {
    const known: readonly string[] = [...SUBJECTS, ...OTHER_FOLDERS[layer]];
    const folders = readdirSync(join(ROOT, layer), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(folders.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('domain/ as workflows see it', () => {
  it.each(DOMAIN_FOR_WORKFLOWS)('%s imports no library and no Node module', (file) => {
    const outside = importsOf(join(ROOT, file)).filter(
      ({ typeOnly, target }) => !typeOnly && !target.startsWith('domain/'),
    );
    expect(outside).toEqual([]);
  });

  it('is not empty, so that the rule above is a rule', () => {
    expect(DOMAIN_FOR_WORKFLOWS).toContain('domain/waits.ts');
  });
});

describe('the rule itself', () => {
  it('would notice an activity imported by a workflow', () => {
    const found = { target: 'activities/failures', typeOnly: false };
    expect(isAllowed(found, 'workflows', RULES.workflows ?? { ours: [] })).toBe(false);
  });

  it('would notice a subject that imports one behind it, and words at the top that import a subject', () => {
    expect(pointsBack('domain/names/coverage.ts', 'domain/orders/terms')).toBe(true);
    expect(pointsBack('domain/waits.ts', 'domain/orders/terms')).toBe(true);
    expect(pointsBack('domain/orders/terms.ts', 'domain/names/coverage')).toBe(false);
    expect(pointsBack('domain/orders/terms.ts', 'domain/waits')).toBe(false);
  });

  it('would notice a library that a workflow imports', () => {
    const found = { target: 'package:zod', typeOnly: false };
    expect(isAllowed(found, 'workflows', RULES.workflows ?? { ours: [] })).toBe(false);
  });
});

interface Import {
  /** `folder/file` of ours without its ending, `node:x`, or `package:name`. */
  readonly target: string;
  readonly typeOnly: boolean;
}

function isAllowed({ target, typeOnly }: Import, folder: string, rule: Rule): boolean {
  if (target.startsWith('node:')) return folder !== 'workflows' && folder !== 'console';
  if (target.startsWith('package:')) {
    const name = target.slice('package:'.length);
    return rule.packages === undefined || rule.packages.includes(name);
  }
  const within = (places: readonly string[]): boolean =>
    places.some((place) => target === place || target.startsWith(`${place}/`));
  return within([folder, ...rule.ours]) || (typeOnly && within(rule.types ?? []));
}

/** `orders` for `domain/orders/terms`; undefined for what stands at the layer's top. */
function subjectOf(path: string): string | undefined {
  const [, folder, file] = path.split('/');
  return file === undefined ? undefined : folder;
}

function pointsBack(file: string, target: string): boolean {
  const to = target.startsWith('domain/') ? subjectOf(target) : undefined;
  if (to === undefined) return false;
  const order: readonly (string | undefined)[] = SUBJECTS;
  return order.indexOf(to) > order.indexOf(subjectOf(file));
}

function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const specifier =
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : undefined;
    if (specifier && ts.isStringLiteral(specifier))
      found.push({ target: targetOf(file, specifier.text), typeOnly: isTypeOnly(node) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  return ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith('.'))
    return relative(ROOT, resolve(dirname(file), specifier)).replace(/\.[jt]s$/, '');
  if (specifier.startsWith('node:')) return specifier;
  return `package:${/^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier}`;
}

function sourcesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(ROOT, folder, file));
}

/** Every file of domain/ that workflow code reaches by a value import. */
function importedByWorkflows(): string[] {
  const reached = new Set<string>();
  const queue = sourcesIn('workflows');
  for (let file = queue.pop(); file; file = queue.pop()) {
    for (const { target, typeOnly } of importsOf(file)) {
      const path = `${target}.ts`;
      if (typeOnly || !target.startsWith('domain/') || reached.has(path)) continue;
      reached.add(path);
      queue.push(join(ROOT, path));
    }
  }
  return [...reached].sort();
}
