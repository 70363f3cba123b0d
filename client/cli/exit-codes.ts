/** How a command ends: its exit code, and the error as people or as programs read it. */
import { CommanderError } from 'commander';
import { ConfigurationError } from '../../config/configuration-error.js';
import { OrderFailure } from '../../domain/failures.js';
import type { Language } from '../../domain/bilingual.js';
import { Refusal, type ChineseRefusal, type RefusalCode } from '../../domain/refusals.js';
import { ToldError } from '../../domain/told.js';
import { Unavailable } from '../unavailable.js';
import { FAILURE_TEXTS, failedText } from './texts/failures.js';
import { chineseUsage, USAGE } from './texts/usage.js';

/** `wouldFail`: the question was answered, and the answer is that issuance would fail. */
export const EXIT = { done: 0, failed: 1, badInput: 2, notFound: 3, refused: 4, wouldFail: 5 } as const;

const EXIT_OF: Record<RefusalCode, number> = {
  InvalidInput: EXIT.badInput,
  NotFound: EXIT.notFound,
  RefusedInThisState: EXIT.refused,
  NotSignedIn: EXIT.refused,
  NotAllowed: EXIT.refused,
};

/** What is written to standard error with `--json`, under `error`. */
export interface ErrorReport {
  readonly code: string;
  readonly field: string | null;
  readonly message: string;
  readonly accepted: string | null;
  /** Further wrong fields, where there are any. */
  readonly others?: readonly Omit<ErrorReport, 'others'>[];
}

export function exitCodeOf(error: unknown): number {
  if (error instanceof Refusal) return EXIT_OF[error.code];
  return error instanceof CommanderError ? EXIT.badInput : EXIT.failed;
}

/** For programs, whose language is English. */
export function reportOf(error: unknown): ErrorReport {
  const [first, ...others] = entriesOf(error);
  return { ...inEnglish(first), ...(others.length > 0 && { others: others.map(inEnglish) }) };
}

function inEnglish({ code, field, message, accepted }: Entry): Omit<ErrorReport, 'others'> {
  return { code, field, message, accepted };
}

/** For people, in their language. */
export function describeError(error: unknown, language: Language = 'en'): string {
  return entriesOf(error)
    .map(language === 'zh' ? chineseLines : lines)
    .join('');
}

type Entry = Omit<ErrorReport, 'others'> & { readonly chinese: ChineseRefusal };

function entriesOf(error: unknown): [Entry, ...Entry[]] {
  if (error instanceof Refusal) return [entry(error), ...error.others.map(entry)];
  if (error instanceof CommanderError) return [entry({ code: 'InvalidInput', ...usageOf(error) })];
  if (error instanceof ConfigurationError)
    return [
      entry({
        code: error.name,
        field: error.variable,
        message: error.message,
        accepted: error.accepted,
        chinese: error.chinese,
      }),
    ];
  if (error instanceof Unavailable) return [entry(error)];
  if (error instanceof OrderFailure)
    return [
      entry({
        code: error.type,
        message: error.message,
        chinese: { message: error.words.zh === error.words.en ? FAILURE_TEXTS[error.type] : error.words.zh },
      }),
    ];
  if (error instanceof ToldError)
    return [entry({ code: 'Failed', message: error.message, chinese: { message: error.words.zh } })];
  const message = error instanceof Error ? error.message : String(error);
  return [
    entry({ code: 'Failed', message, chinese: chineseOf(error) ?? { message: failedText(message).zh } }),
  ];
}

function lines({ field, message, accepted }: Entry): string {
  const where = field !== null && !message.startsWith(field) ? `${field}: ` : '';
  return `error: ${where}${message}\n${accepted === null ? '' : `  accepted: ${accepted}\n`}`;
}

function chineseLines({ field, chinese: { message, accepted } }: Entry): string {
  const where = field !== null && !message.includes(field) ? `${field}:` : '';
  return `错误:${where}${message}\n${accepted ? `  可接受:${accepted}\n` : ''}`;
}

interface Told {
  readonly code: string;
  readonly field?: string | undefined;
  readonly message: string;
  readonly accepted?: string | undefined;
  readonly chinese: ChineseRefusal;
}

function entry({ code, field, message, accepted, chinese }: Told): Entry {
  return { code, field: field ?? null, message, accepted: accepted ?? null, chinese };
}

function usageOf({ code, message }: CommanderError): { message: string; chinese: ChineseRefusal } {
  if (code === 'commander.help')
    return { message: USAGE.incomplete.en, chinese: { message: USAGE.incomplete.zh } };
  const told = message
    .replace(/^error: /, '')
    .trim()
    .replaceAll('\n', ' ');
  return { message: told, chinese: { message: chineseUsage(told) } };
}

/** Errors of other kinds may bring their Chinese along as well. */
function chineseOf(error: unknown): ChineseRefusal | undefined {
  if (!(error instanceof Error)) return undefined;
  const { chinese } = error as Error & { readonly chinese?: ChineseRefusal };
  return typeof chinese?.message === 'string' ? chinese : undefined;
}
