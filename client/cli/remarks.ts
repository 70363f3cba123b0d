/** What to know about an order that was just placed, one line each. */
import type { Bilingual } from '../../domain/bilingual.js';
import type { TerminalReader } from './reader.js';
import { bothLanguages } from './text.js';
import { noteLine } from './texts/order.js';

/** In the reader's language, or in both where they did not ask for one alone. */
export function remarksOn(warnings: readonly Bilingual[], reader: TerminalReader): string[] {
  return warnings.flatMap((warning) =>
    bothLanguages(warning, reader).map((text) => noteLine(text)[reader.language]),
  );
}
