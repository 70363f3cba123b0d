/** Where a command reads and writes; tests give their own. */
import type { Environment } from '../../config/environment.js';
import type { Language } from '../../domain/bilingual.js';

export type { Language };
export { languageOf } from '../../config/language.js';

export interface AskOptions {
  /** What is typed is not shown. */
  readonly secret?: boolean;
}

export interface Terminal {
  readonly environment: Environment;
  /** How many columns a line has; there only where standard output is a person's terminal. */
  readonly columns?: number | undefined;
  /** Standard output: the answer, and nothing else. */
  write(text: string): void;
  /** Resolves once what was written is taken: who reads slowly is waited for. Absent: it is taken at once. */
  readonly taken?: () => Promise<void>;
  /** Standard error: what went wrong, and remarks. */
  writeError(text: string): void;
  /** Resolves to what a person types; there only where one sits at the terminal. */
  readonly ask?: (question: string, options?: AskOptions) => Promise<string>;
}
