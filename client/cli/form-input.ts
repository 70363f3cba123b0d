/** From flags and files to an order form; what it says is checked at the client's door. */
import { readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import { Refusal } from '../../domain/refusals.js';

export interface FormFlags {
  readonly brand?: string;
  readonly type?: string;
  readonly name?: readonly string[];
  readonly validation?: string;
  readonly key?: string;
  readonly csr?: string;
  readonly keyPasswordFile?: string;
  readonly form?: string;
}

/** The form file with the flags on top. Throws Refusal for a file that can't be read, and for --key beside --csr. */
export function formFrom(flags: FormFlags): Record<string, unknown> {
  const file = flags.form === undefined ? {} : readForm(flags.form);
  const given = {
    brand: flags.brand,
    type: flags.type,
    names: flags.name,
    validation: flags.validation,
    csr: csrFrom(flags, file.csr),
    keyPassword: flags.keyPasswordFile === undefined ? undefined : readKeyPassword(flags.keyPasswordFile),
  };
  return { ...file, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
}

function csrFrom({ csr, key }: FormFlags, inFile: unknown): unknown {
  if (csr !== undefined && key !== undefined)
    throw refusal('key', '--key makes a key here, --csr brings one made elsewhere', 'one of the two');
  if (csr !== undefined) return { mode: 'paste', pem: readText('csr', csr) };
  if (key === undefined) return undefined;
  const hash: unknown = isObject(inFile) && inFile.mode === 'generate' ? inFile.hash : undefined;
  return { mode: 'generate', algorithm: key, ...(hash !== undefined && { hash }) };
}

/** A text editor's line break at the end is not part of the password; every other character is. */
export function readKeyPassword(path: string): string {
  return readText('keyPasswordFile', path).replace(/\r?\n$/, '');
}

/** JSON is YAML as well: one reader for both. */
function readForm(path: string): Record<string, unknown> {
  const form = parsed(readText('form', path));
  if (isObject(form)) return form;
  throw refusal(
    'form',
    'The form file is neither JSON nor YAML of an object',
    'an object with brand, type, names, validation',
  );
}

/** The parser's own message quotes the file, and the file holds personal data. */
function parsed(text: string): unknown {
  try {
    return parseYaml(text);
  } catch {
    return undefined;
  }
}

function readText(field: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    throw refusal(field, `The file ${path} can't be read (${reason})`, 'the path of a readable file');
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refusal(field: string, message: string, accepted: string): Refusal {
  return new Refusal({ code: 'InvalidInput', field, message, accepted });
}
