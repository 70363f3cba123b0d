/** The server's words for its ids (`GET /v1/vocabulary`): read once, the same for everybody. */
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { answered, api } from '../api/client.js';
import type { components } from '../generated/api.js';
import { useSay } from '../texts/texts.js';

export type Vocabulary = components['schemas']['Vocabulary'];

/** Tables of plain words. */
export type WordTable = {
  [Table in keyof Vocabulary]: Vocabulary[Table] extends readonly { id: string; zh: string; en: string }[]
    ? Table
    : never;
}[keyof Vocabulary];

const VOCABULARY = queryOptions({
  queryKey: ['vocabulary'],
  queryFn: () => answered(api.GET('/v1/vocabulary')),
  staleTime: Infinity,
});

/** Waits for it: pages stand in a `Suspense`. */
export function useVocabulary(): Vocabulary {
  return useSuspenseQuery(VOCABULARY).data;
}

/** Words by id, in the reader's language; an id that a newer server has stands as it is. */
export function useWords(table: WordTable): (id: string) => string {
  const vocabulary = useVocabulary();
  const say = useSay();
  return useCallback(
    (id) => {
      const word = vocabulary[table].find((each) => each.id === id);
      return word ? say(word) : id;
    },
    [vocabulary, table, say],
  );
}
