/** From flags and files to an order form; what it says is checked at the client's door. */
import { invalid } from '../refusing.js';
import { readText } from './text-file.js';

export interface FormFlags {
  readonly brand?: string;
  readonly type?: string;
  readonly name?: readonly string[];
  readonly validation?: string;
  readonly key?: string;
  readonly csr?: string;
  readonly keyPasswordFile?: string;
  readonly form?: string;
  /** Ids of saved ones. */
  readonly company?: string;
  readonly manager?: string;
  readonly contact?: string;
}

/** The form file with the flags on top. Throws Refusal for a file that can't be read, and for --key beside --csr. */
export async function formFrom(flags: FormFlags): Promise<Record<string, unknown>> {
  const file = flags.form === undefined ? {} : await readForm('form', flags.form);
  const given = {
    brand: flags.brand,
    type: flags.type,
    names: flags.name,
    validation: flags.validation,
    csr: csrFrom(flags, file.csr),
    keyPassword: flags.keyPasswordFile === undefined ? undefined : readKeyPassword(flags.keyPasswordFile),
    company: saved(flags.company),
    manager: saved(flags.manager),
    contact: flags.contact === 'same-as-manager' ? flags.contact : saved(flags.contact),
  };
  return { ...file, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
}

function saved(id: string | undefined): { existing: string } | undefined {
  return id === undefined ? undefined : { existing: id };
}

function csrFrom({ csr, key }: FormFlags, inFile: unknown): unknown {
  if (csr !== undefined && key !== undefined)
    throw invalid(
      'key',
      {
        zh: '--key 在本系统生成密钥,--csr 则使用别处生成的密钥',
        en: '--key makes a key here, --csr brings one made elsewhere',
      },
      { zh: '两者之一', en: 'one of the two' },
    );
  if (csr !== undefined) return { mode: 'paste', pem: readText('csr', csr) };
  if (key === undefined) return undefined;
  const hash: unknown = isObject(inFile) && inFile.mode === 'generate' ? inFile.hash : undefined;
  return { mode: 'generate', algorithm: key, ...(hash !== undefined && { hash }) };
}

/** A text editor's line break at the end is not part of the password; every other character is. */
export function readKeyPassword(path: string): string {
  return readText('keyPasswordFile', path).replace(/\r?\n$/, '');
}

/**
 * What a file says, for the option `field`. JSON is YAML as well: one reader for both. Throws Refusal, which never repeats
 * what is in the file.
 */
export async function readForm(field: string, path: string): Promise<Record<string, unknown>> {
  const form = await parsed(readText(field, path));
  if (isObject(form)) return form;
  const isForm = field === 'form';
  throw invalid(
    field,
    {
      zh: `${isForm ? '表单文件' : '文件'}不是 JSON 或 YAML 格式的对象`,
      en: `The ${isForm ? 'form ' : ''}file is neither JSON nor YAML of an object`,
    },
    isForm
      ? {
          zh: '一个对象,含 brand、type、names、validation',
          en: 'an object with brand, type, names, validation',
        }
      : { zh: '一个由字段和值组成的对象', en: 'an object of fields and values' },
  );
}

/** The parser's own message quotes the file, and the file holds personal data. Most commands are given none: loaded here. */
async function parsed(text: string): Promise<unknown> {
  const { parse } = await import('yaml');
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
