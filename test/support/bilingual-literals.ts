/** Every literal of the sources that tells something in both languages: found as the compiler sees it. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';

export interface BilingualLiteral {
  readonly file: string;
  readonly line: number;
  readonly zh: ToldText;
  readonly en: ToldText;
}

export interface ToldText {
  /** As it is written, `·` in the place of each value. */
  readonly text: string;
  /** Values in it, each as its code; sorted. */
  readonly values: readonly string[];
}

/** Object literals with exactly `zh` and `en`. Those whose sides are no texts, such as a call's result, are left out. */
export function bilingualLiterals(file: string): BilingualLiteral[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: BilingualLiteral[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const literal = literalOf(node, source, file);
      if (literal) found.push(literal);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function literalOf(
  node: ts.ObjectLiteralExpression,
  source: ts.SourceFile,
  file: string,
): BilingualLiteral | undefined {
  const sides = new Map<string, ts.Expression>();
  for (const property of node.properties)
    if (
      ts.isPropertyAssignment(property) &&
      (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name))
    )
      sides.set(property.name.text, property.initializer);
  const [zh, en] = [sides.get('zh'), sides.get('en')];
  if (!zh || !en) return undefined;
  const [chinese, english] = [textOf(zh, source), textOf(en, source)];
  if (!chinese || !english) return undefined;
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
  return { file, line: line + 1, zh: chinese, en: english };
}

/** Undefined for what is no text that is written here. */
function textOf(node: ts.Expression, source: ts.SourceFile): ToldText | undefined {
  if (ts.isStringLiteralLike(node)) return { text: node.text, values: namedValues(node.text) };
  if (ts.isTemplateExpression(node)) {
    const parts = [node.head.text, ...node.templateSpans.map(({ literal }) => `·${literal.text}`)];
    const values = node.templateSpans.flatMap(({ expression }) =>
      isEnding(expression) || namesField(expression) ? [] : [expression.getText(source)],
    );
    return { text: parts.join(''), values: values.sort() };
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [textOf(node.left, source), textOf(node.right, source)];
    return (
      left && right && { text: left.text + right.text, values: [...left.values, ...right.values].sort() }
    );
  }
  return undefined;
}

/** `{{name}}`, as the console's texts have their values. */
function namedValues(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).sort();
}

/** `count === 1 ? '' : 's'`: one of two words, and no value. One that is chosen by a word is that word's. */
function isEnding(node: ts.Expression): boolean {
  return (
    ts.isConditionalExpression(node) &&
    [node.whenTrue, node.whenFalse].every((branch) => ts.isStringLiteralLike(branch)) &&
    !(ts.isBinaryExpression(node.condition) && ts.isStringLiteralLike(node.condition.right))
  );
}

/** Such as `named('company')`: the English says the field's code itself. */
function namesField(expression: ts.Expression): boolean {
  return (
    ts.isCallExpression(expression) &&
    ts.isIdentifier(expression.expression) &&
    expression.expression.text === 'named' &&
    expression.arguments.every((argument) => ts.isStringLiteralLike(argument))
  );
}
