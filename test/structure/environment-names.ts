/** The environment variables that the program, its tests' machinery and docker-compose.yml read. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const FOLDERS = ['config', 'client', 'worker', 'activities', 'db', 'dev', 'bench', 'test/support'];

/** Ours carry one of these prefixes, however they are read. */
const OURS = /^(SEALFLOW|TEMPORAL)_[A-Z0-9_]+$/;

/** Anything else counts where it is asked of something that is an environment by its name: `process.env.CHROMIUM`. */
const ANY = /^[A-Z][A-Z0-9_]*$/;
const ENVIRONMENT = /(^|\.)(env|environment|given)$/;

export function environmentNames(root: string): Set<string> {
  const sources = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(root, folder, file), 'utf8')),
  );
  const compose = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
  return new Set([...sources.flatMap(namesInTypeScript), ...namesInCompose(compose)]);
}

export function namesInTypeScript(text: string): string[] {
  const source = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const name = nameAskedFor(node, source);
    if (name !== undefined) found.push(name);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** A text, a property or a part of a pattern; never a constant that is merely called like a variable. */
function nameAskedFor(node: ts.Node, source: ts.SourceFile): string | undefined {
  if (ts.isStringLiteralLike(node)) return OURS.test(node.text) ? node.text : undefined;
  if (ts.isPropertyAccessExpression(node)) {
    const { text } = node.name;
    const fits = OURS.test(text) || (ANY.test(text) && ENVIRONMENT.test(node.expression.getText(source)));
    return fits ? text : undefined;
  }
  if (!ts.isPropertyAssignment(node) && !ts.isBindingElement(node)) return undefined;
  const name = (ts.isBindingElement(node) && node.propertyName) || node.name;
  return ts.isIdentifier(name) && OURS.test(name.text) ? name.text : undefined;
}

/** `${NAME}`, `${NAME:-default}` and `${NAME:?what to do}`. */
function namesInCompose(text: string): string[] {
  return [...text.matchAll(/\$\{([A-Z][A-Z0-9_]*)/g)].map(([, name]) => name ?? '');
}
