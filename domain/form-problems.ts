/** What is said about a wrong form: the field, the problem, what is accepted; never the value that was given. */
import type { z } from 'zod';
import type { Bilingual } from './bilingual.js';
import { cleanedText } from './characters.js';
import { fieldInChinese, Refusal, refusalDetails, type RefusalDetails } from './refusals.js';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** A form, or a part of one that comes by itself, as messages speak of it. */
export interface FormSubject {
  readonly called: Bilingual;
  /** Where it stands in the whole form: '' for the form itself. */
  readonly place: string;
  /** What each field of the whole form is called; `[]` stands for any index. */
  readonly fields: Readonly<Record<string, Bilingual>>;
  /** What each field of the whole form accepts, in words; `[]` stands for any index. */
  readonly accepted: Readonly<Record<string, Bilingual>>;
}

/** For `refine` and `addIssue`: the problem as the end of a sentence that begins with its field. */
export function saying(problem: Bilingual): { message: string; params: { chinese: string } } {
  return { message: problem.en, params: { chinese: problem.zh } };
}

/** All that is wrong with a form. `input` is only looked at, never repeated. */
export function refusalOfForm(error: z.ZodError, input: unknown, subject: FormSubject): Refusal {
  const [first, ...others] = detailsOf(error, input, subject);
  return new Refusal(first ?? detail([], UNUSABLE, subject), others);
}

/** One detail for each problem, in the order of the form's fields. `input` is only looked at, never repeated. */
export function detailsOf(error: z.ZodError, input: unknown, subject: FormSubject): RefusalDetails[] {
  return problemsOf(error, input, subject).map(({ details }) => details);
}

export interface FormProblem {
  readonly details: RefusalDetails;
  /** Nothing was given there. */
  readonly isMissing: boolean;
}

/** The same, with what was not given told apart from what is wrong: of a form that is still being filled in. */
export function problemsOf(error: z.ZodError, input: unknown, subject: FormSubject): FormProblem[] {
  return error.issues.flatMap((issue) => problemsOfIssue(issue, [], input, subject));
}

function problemsOfIssue(issue: Issue, parent: Path, input: unknown, subject: FormSubject): FormProblem[] {
  const path = [...parent, ...issue.path];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      details: unknownField([...path, key], path, subject),
      isMissing: false,
    }));
  const value = valueAt(input, path);
  if (issue.code === 'invalid_union' && issue.errors.length > 0)
    return meantBranch(issue.errors, value).flatMap((inner) => problemsOfIssue(inner, path, input, subject));
  return [{ details: detail(path, problemOf(issue, path, value), subject), isMissing: value === undefined }];
}

/** Of a word, `{existing}` and a full form, the one the writer meant: the full form is the last branch. */
function meantBranch(branches: readonly Issue[][], value: unknown): readonly Issue[] {
  const ofThisShape = branches.filter((issues) => !issues.some(isOfAnotherShape));
  const meantASavedOne = typeof value === 'object' && value !== null && 'existing' in value;
  return (meantASavedOne ? ofThisShape[0] : branches.at(-1)) ?? [];
}

function isOfAnotherShape({ code, path }: Issue): boolean {
  return path.length === 0 && code !== 'unrecognized_keys';
}

const MISSING: Bilingual = { zh: '未填写', en: 'is missing' };
const UNUSABLE: Bilingual = { zh: '无法使用', en: 'is unusable' };
const NOT_AMONG: Bilingual = { zh: '不是可接受的值', en: 'is none of the accepted values' };

function problemOf(issue: Issue, path: Path, value: unknown): Bilingual {
  if (value === undefined) return MISSING;
  if (issue.code === 'invalid_type') return notOfKind(KINDS_OF_VALUE[issue.expected]);
  if (issue.code === 'invalid_value' || issue.code === 'invalid_union') return NOT_AMONG;
  return path.length === 0 ? UNUSABLE : problemTold(issue);
}

const KINDS_OF_VALUE: Readonly<Record<string, Bilingual>> = {
  string: { zh: '文本', en: 'text' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '对象', en: 'an object' },
  boolean: { zh: ' true 或 false', en: 'true or false' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
};

function notOfKind(kind: Bilingual = { zh: '正确的类型', en: 'of the right kind' }): Bilingual {
  return { zh: `不是${kind.zh}`, en: `is not ${kind.en}` };
}

/** What the schema itself says of a value; sizes have one Chinese for all fields. */
export function problemTold(issue: Issue): Bilingual {
  return { zh: chineseOf(issue) ?? UNUSABLE.zh, en: issue.message };
}

function chineseOf(issue: Issue): string | undefined {
  if (issue.code === 'custom') {
    const told: unknown = issue.params?.chinese;
    return typeof told === 'string' ? told : undefined;
  }
  if (issue.code === 'too_big') return TOO_BIG[issue.origin]?.(issue.maximum.toLocaleString('en'));
  if (issue.code !== 'too_small') return undefined;
  return TOO_SMALL[issue.origin]?.(issue.minimum.toLocaleString('en'));
}

type InChinese = Readonly<Record<string, (limit: string) => string>>;
const TOO_BIG: InChinese = {
  string: (limit) => `超过 ${limit} 个字符`,
  array: (limit) => `多于 ${limit} 项`,
  number: (limit) => `大于 ${limit}`,
  int: (limit) => `大于 ${limit}`,
};
const TOO_SMALL: InChinese = {
  string: (limit) => `少于 ${limit} 个字符`,
  array: (limit) => `少于 ${limit} 项`,
  number: (limit) => `小于 ${limit}`,
  int: (limit) => `小于 ${limit}`,
};

function unknownField(path: Path, parent: Path, subject: FormSubject): RefusalDetails {
  const { called, accepted } = subject;
  const problem = { zh: `不是${called.zh}的字段`, en: `is not a field of the ${called.en}` };
  return detail(path, problem, subject, accepted[pattern(parent, subject)] ?? DOCUMENTED);
}

const DOCUMENTED: Bilingual = { zh: '文档中列出的字段', en: 'the documented fields' };

function detail(
  path: Path,
  problem: Bilingual,
  subject: FormSubject,
  accepted = subject.accepted[pattern(path, subject)],
): RefusalDetails {
  const field = dotted(path);
  return refusalDetails('InvalidInput', {
    field: field === '' ? undefined : field,
    message: {
      zh: `${inChinese(path, subject)}${problem.zh}`,
      en: `${field === '' ? `The ${subject.called.en}` : field} ${problem.en}`,
    },
    accepted,
  });
}

/** By its name, with the code that programs and files have for it. */
function inChinese(path: Path, subject: FormSubject): string {
  if (path.length === 0) return subject.called.zh;
  return fieldInChinese(dotted(path), subject.fields[pattern(path, subject)]);
}

/** Longer than any path of ours: a field that nobody knows may be anything. */
const LONGEST_PATH = 120;

function dotted(path: Path): string {
  const whole = path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');
  return cleanedText(whole, { longest: LONGEST_PATH });
}

function pattern(path: Path, { place }: FormSubject): string {
  return dotted(place === '' ? path : [place, ...path]).replace(/\[\d+\]/g, '[]');
}

function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    input,
  );
}
