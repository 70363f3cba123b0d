/** Why something of the stack does not go, in the words of whoever started it. */
import type { Bilingual } from '../domain/bilingual.js';

/** An error whose message people read in their language; `message` is the English. */
export class Problem extends Error {
  override readonly name: string = 'Problem';

  constructor(
    readonly told: Bilingual,
    options?: ErrorOptions,
  ) {
    super(told.en, options);
  }
}

/** Of whatever was thrown: what another program or the machine said stands as it was said. */
export function toldOf(error: unknown): Bilingual {
  if (error instanceof Error && isTold(error)) return error.told;
  const message = error instanceof Error ? error.message : String(error);
  return { zh: message, en: message };
}

/** Errors of other kinds bring both languages along as well. */
function isTold(error: Error): error is Error & { readonly told: Bilingual } {
  const { told } = error as { readonly told?: Partial<Bilingual> };
  return typeof told?.zh === 'string' && typeof told.en === 'string';
}
