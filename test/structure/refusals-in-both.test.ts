/** Whatever is refused is told in Chinese as well: a refusal that is written in English alone is found here. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { REFUSAL_CODES } from '../../domain/refusals.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDERS = ['domain', 'workflows', 'activities', 'config', 'db', 'client', 'dev'] as const;
/** What programs read of an error, in English: no refusal is made there. */
const REPORTS = ['client/cli/exit-codes.ts', 'dev/main.ts'];
/** The shapes of what others answer, or a double of theirs. */
const WIRES = [
  'activities/ca/providers/development/wire.ts',
  'activities/dns/providers/huaweicloud/wire.ts',
  'activities/payments/providers/http-payment-service.ts',
  'dev/tencent/service.ts',
];

interface Found {
  readonly inBoth: number;
  /** `file:line` of those without Chinese. */
  readonly inEnglishAlone: readonly string[];
}

function refusalsIn(name: string, text: string): Found {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const inEnglishAlone: string[] = [];
  let inBoth = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText(file) === 'refusalDetails') inBoth += 1;
    if (ts.isObjectLiteralExpression(node) && isRefusal(node, file)) {
      if (/\bchinese\b/.test(node.getText(file))) inBoth += 1;
      else inEnglishAlone.push(`${name}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`);
    }
    if (ts.isNewExpression(node) && tellsOneLanguage(node, file))
      inEnglishAlone.push(`${name}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { inBoth, inEnglishAlone };
}

/** What is thrown with a sentence as its second argument: a code, a type or a variable comes first, what is said in both languages second. */
const TOLD_SECOND = ['OrderFailure', 'ConfigurationError', 'ApiError', 'PaymentError', 'Unavailable'];

function tellsOneLanguage({ expression, arguments: given }: ts.NewExpression, file: ts.SourceFile): boolean {
  const said = given?.[1];
  if (!TOLD_SECOND.includes(expression.getText(file)) || !said) return false;
  return (
    (ts.isStringLiteralLike(said) || ts.isTemplateExpression(said)) && /[a-z] [a-z]/.test(said.getText(file))
  );
}

/** `code` and `message` beside each other, and the code one of a refusal's or a variable; whatever `new Refusal` is given. */
function isRefusal(literal: ts.ObjectLiteralExpression, file: ts.SourceFile): boolean {
  const properties = new Map(
    literal.properties.flatMap((property) =>
      property.name ? [[property.name.getText(file), property] as const] : [],
    ),
  );
  const code = properties.get('code');
  if (!code || !properties.has('message')) return false;
  if (!ts.isPropertyAssignment(code) || !ts.isStringLiteral(code.initializer)) return true;
  const word = code.initializer.text;
  return REFUSAL_CODES.some((known) => known === word);
}

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (entry.name.endsWith('.ts')) yield path;
  }
}

it('every refusal has its Chinese', () => {
  const found = FOLDERS.flatMap((folder) => [...sources(join(ROOT, folder))])
    .map((path) => [relative(ROOT, path), path] as const)
    .filter(([name]) => ![...REPORTS, ...WIRES].includes(name))
    .map(([name, path]) => refusalsIn(name, readFileSync(path, 'utf8')));
  expect(found.flatMap(({ inEnglishAlone }) => inEnglishAlone)).toEqual([]);
  // As many as there are, more or less: what finds nothing finds no fault either.
  expect(found.reduce((sum, { inBoth }) => sum + inBoth, 0)).toBeGreaterThan(100);
});

it.each([
  "throw new Refusal({ code: 'NotFound', field, message: 'There is none' });",
  "return { code, message: 'It is over' };",
  "const details: RefusalDetails = { code: 'InvalidInput', message, accepted: 'another' };",
  "throw new OrderFailure('CaUnavailable', `It did not answer ${code}`);",
  "throw new ConfigurationError('NAME', 'the id of a key');",
])('%s is found', (statement) => {
  expect(refusalsIn('made.ts', statement).inEnglishAlone).toEqual(['made.ts:1']);
});

it.each([
  "throw new Refusal(refusalDetails('NotFound', { message: { zh: '没有', en: 'There is none' } }));",
  'return { code, message, ...(chinese && { chinese }) };',
])('%s is none', (statement) => {
  expect(refusalsIn('made.ts', statement)).toEqual({ inBoth: 1, inEnglishAlone: [] });
});
