/** What lists are narrowed to, where several lists take it alike: checked, and as statements want it. */
import { ACCEPTED_INSTANT, instantOf } from '../domain/instants.js';
import { LABEL } from '../domain/orders/accepted.js';
import { problemOfGiven } from '../domain/text-input.js';
import { invalid, listed, notAccepted, unusable } from './refusing.js';

/** One word as it is, of several each once and in the order of `accepted`. Throws Refusal `InvalidInput`. */
export function severalGiven<Word extends string>(
  field: string,
  given: Word | readonly Word[],
  accepted: readonly Word[],
): Word | readonly Word[] {
  const words = new Set([given].flat());
  const known = accepted.filter((word) => words.has(word));
  if (known.length === 0 || known.length !== words.size) throw notAccepted(field, listed(accepted));
  const [only, ...others] = known;
  return only !== undefined && others.length === 0 ? only : known;
}

/** Without blanks around it. Throws Refusal `InvalidInput`, field `search`. */
export function searchGiven(text: string): string {
  const problem = problemOfGiven(text);
  const trimmed = problem ? '' : text.trim();
  if (trimmed !== '') return trimmed;
  const { zh, en } = problem ?? { zh: '没有可见字符', en: 'has no character that can be seen' };
  throw invalid('search', { zh: `search ${zh}`, en: `search ${en}` }, LABEL);
}

/** ISO 8601, UTC. Throws Refusal `InvalidInput`. */
export function instantGiven(field: string, text: string): string {
  const at = typeof text === 'string' ? instantOf(text) : undefined;
  if (at !== undefined) return new Date(at).toISOString();
  throw unusable(field, ACCEPTED_INSTANT);
}
