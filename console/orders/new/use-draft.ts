/** The draft of whoever is signed in, kept at every change and the same in all of their tabs. */
import { useCallback, useEffect, useState } from 'react';
import { useSession } from '../../session/session.js';
import { dropDraft, keepDraft, loadDraft, newDraft, placeOfDraft, type Draft } from '../form/draft.js';

export interface DraftStore {
  readonly draft: Draft;
  readonly change: (changes: (draft: Draft) => Partial<Draft>) => void;
  /** It was placed, or is not wanted any more: the next one is another order. */
  readonly drop: () => void;
}

export function useDraft(): DraftStore {
  const place = placeOfDraft(useSession());
  const [draft, setDraft] = useState(() => loadDraft(place) ?? newDraft());
  useEffect(() => {
    const take = ({ key }: StorageEvent) => {
      const other = key === place ? loadDraft(place) : undefined;
      if (other) setDraft(other);
    };
    window.addEventListener('storage', take);
    return () => window.removeEventListener('storage', take);
  }, [place]);
  const change = useCallback<DraftStore['change']>(
    (changes) =>
      setDraft((before) => {
        const after = { ...before, ...changes(before) };
        keepDraft(place, after);
        return after;
      }),
    [place],
  );
  const drop = useCallback(() => {
    dropDraft(place);
    setDraft(newDraft());
  }, [place]);
  return { draft, change, drop };
}
