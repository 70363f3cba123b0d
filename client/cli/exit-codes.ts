/** How a command ends: its exit code, and the error as people or as programs read it. */
import { CommanderError } from 'commander';
import { ConfigurationError } from '../../config/configuration-error.js';
import { OrderFailure } from '../../domain/failures.js';
import { Refusal, type RefusalCode } from '../../domain/refusals.js';
import { Unavailable } from '../unavailable.js';

export const EXIT = { done: 0, failed: 1, badInput: 2, notFound: 3, refused: 4 } as const;

const EXIT_OF: Record<RefusalCode, number> = {
  InvalidInput: EXIT.badInput,
  NotFound: EXIT.notFound,
  RefusedInThisState: EXIT.refused,
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

export function reportOf(error: unknown): ErrorReport {
  if (error instanceof Refusal)
    return { ...entry(error), ...(error.others.length > 0 && { others: error.others.map(entry) }) };
  if (error instanceof CommanderError) return entry({ code: 'InvalidInput', message: usageMessage(error) });
  if (error instanceof ConfigurationError)
    return entry({
      code: error.name,
      field: error.variable,
      message: error.message,
      accepted: error.accepted,
    });
  if (error instanceof Unavailable) return entry(error);
  if (error instanceof OrderFailure) return entry({ code: error.type, message: error.message });
  return entry({ code: 'Failed', message: error instanceof Error ? error.message : String(error) });
}

/** The same for people. */
export function describeError(error: unknown): string {
  const { others = [], ...first } = reportOf(error);
  return [first, ...others].map(lines).join('');
}

function lines({ field, message, accepted }: Omit<ErrorReport, 'others'>): string {
  const where = field !== null && !message.startsWith(field) ? `${field}: ` : '';
  return `error: ${where}${message}\n${accepted === null ? '' : `  accepted: ${accepted}\n`}`;
}

interface Entry {
  readonly code: string;
  readonly field?: string | undefined;
  readonly message: string;
  readonly accepted?: string | undefined;
}

function entry({ code, field, message, accepted }: Entry): Omit<ErrorReport, 'others'> {
  return { code, field: field ?? null, message, accepted: accepted ?? null };
}

function usageMessage({ code, message }: CommanderError): string {
  if (code === 'commander.help') return 'The command is not complete; add --help to see what can follow';
  return message
    .replace(/^error: /, '')
    .trim()
    .replaceAll('\n', ' ');
}
