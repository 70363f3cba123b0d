/** Who reads what a command says: as its options tell, else the environment. */
import { ConfigurationError } from '../../config/configuration-error.js';
import type { Environment } from '../../config/environment.js';
import type { Reader } from '../../domain/bilingual.js';
import { ACCEPTED_TIME_ZONES, DEFAULT_TIME_ZONE, isTimeZone } from '../../domain/time-zone.js';
import { noTimeZone } from '../refusing.js';
import { languageOf } from './terminal.js';

export interface ReaderOptions {
  readonly lang?: string;
  readonly timeZone?: string;
}

/** Whom a command's text is for. */
export interface TerminalReader extends Reader {
  /** What is told in both languages is shown in the reader's alone: they asked for it by `--lang`. */
  readonly alone: boolean;
}

/** Throws Refusal naming the option, or ConfigurationError naming the variable, for what is no time zone. */
export function readerOf(environment: Environment, { lang, timeZone }: ReaderOptions): TerminalReader {
  return {
    language: languageOf(environment, lang),
    timeZone: timeZoneOf(environment, timeZone),
    alone: lang !== undefined,
  };
}

function timeZoneOf({ SEALFLOW_TIME_ZONE }: Environment, chosen: string | undefined): string {
  if (chosen === undefined) return timeZoneOfMachine(SEALFLOW_TIME_ZONE);
  if (isTimeZone(chosen)) return chosen;
  throw noTimeZone();
}

function timeZoneOfMachine(set: string | undefined): string {
  if (!set) return DEFAULT_TIME_ZONE;
  if (isTimeZone(set)) return set;
  throw new ConfigurationError('SEALFLOW_TIME_ZONE', ACCEPTED_TIME_ZONES);
}
