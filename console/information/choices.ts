/** What may be chosen, in the server's words. */
import type { Choice } from '../parts/form-field.js';
import { useSay } from '../texts/texts.js';
import { useVocabulary, type WordTable } from '../vocabulary/use-vocabulary.js';

export function useChoices(table: WordTable): Choice[] {
  const vocabulary = useVocabulary();
  const say = useSay();
  return vocabulary[table].map((word) => ({ value: word.id, words: say(word) }));
}
