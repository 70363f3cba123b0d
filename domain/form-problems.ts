/** What is said about a wrong form: the field, the problem, what is accepted; never the value that was given. */
import type { z } from 'zod';
import { cleanedText } from './characters.js';
import type { RefusalDetails } from './refusals.js';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** A form, or a part of one that comes by itself, as messages speak of it. */
export interface FormSubject {
  readonly called: string;
  /** Where it stands in the whole form: '' for the form itself. */
  readonly place: string;
  /** What each field of the whole form accepts, in words; `[]` stands for any index. */
  readonly accepted: Readonly<Record<string, string>>;
}

/** One detail for each problem, in the order of the form's fields. `input` is only looked at, never repeated. */
export function detailsOf(error: z.ZodError, input: unknown, subject: FormSubject): RefusalDetails[] {
  return error.issues.flatMap((issue) => detailsOfIssue(issue, [], input, subject));
}

function detailsOfIssue(issue: Issue, parent: Path, input: unknown, subject: FormSubject): RefusalDetails[] {
  const path = [...parent, ...issue.path];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownField([...path, key], path, subject));
  if (issue.code === 'invalid_union' && issue.errors.length > 0)
    return meantBranch(issue.errors, valueAt(input, path)).flatMap((inner) =>
      detailsOfIssue(inner, path, input, subject),
    );
  return [detail(path, problemOf(issue, path, valueAt(input, path)), subject)];
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

function problemOf(issue: Issue, path: Path, value: unknown): string {
  if (value === undefined) return 'is missing';
  if (issue.code === 'invalid_type') return `is not ${KINDS_OF_VALUE[issue.expected] ?? 'of the right kind'}`;
  if (issue.code === 'invalid_value' || issue.code === 'invalid_union')
    return 'is none of the accepted values';
  return path.length === 0 ? 'is unusable' : issue.message;
}

const KINDS_OF_VALUE: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  object: 'an object',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
};

function unknownField(path: Path, parent: Path, subject: FormSubject): RefusalDetails {
  const accepted = subject.accepted[pattern(parent, subject)] ?? 'the documented fields';
  return { ...detail(path, `is not a field of the ${subject.called}`, subject), accepted };
}

function detail(path: Path, problem: string, subject: FormSubject): RefusalDetails {
  const field = dotted(path);
  const accepted = subject.accepted[pattern(path, subject)];
  return {
    code: 'InvalidInput',
    ...(field === '' ? {} : { field }),
    message: `${field === '' ? `The ${subject.called}` : field} ${problem}`,
    ...(accepted === undefined ? {} : { accepted }),
  };
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
