/** What the fields of companies and people are called, and accept: the server's words, by their place in the order form. */
import { useCallback } from 'react';
import { useSay } from '../texts/texts.js';
import { useVocabulary } from '../vocabulary/use-vocabulary.js';

export interface FieldWords {
  readonly label: string;
  readonly hint: string | undefined;
}

export function useFormWords(): (place: string) => FieldWords {
  const { formFields } = useVocabulary();
  const say = useSay();
  return useCallback(
    (place) => {
      const field = formFields.find(({ id }) => id === place);
      if (!field) return { label: place, hint: undefined };
      return { label: say(field), hint: field.accepted ? say(field.accepted) : undefined };
    },
    [formFields, say],
  );
}
