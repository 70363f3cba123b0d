/** Whose turn it is, by colour and word; and until when, with what is left of it. */
import { useMemo, type ReactNode } from 'react';
import { texts, useTexts } from '../texts/texts.js';
import { daysUntil, useTimes } from '../texts/times.js';
import { useWords } from '../vocabulary/use-vocabulary.js';
import type { Track } from './reads.js';

const TEXTS = texts('orders/turn', {
  left: { zh: '剩 {{days}} 天', en: '{{days}} days left' },
  lastDay: { zh: '不足一天', en: 'less than a day left' },
  over: { zh: '已过截止时间', en: 'over' },
});

export interface TurnWords {
  readonly turn: (party: Track['party']) => ReactNode;
  readonly deadline: (deadline: string | null) => ReactNode;
}

/** For many rows at once: their words are looked up once for all of them. */
export function useTurnWords(): TurnWords {
  const t = useTexts(TEXTS);
  const times = useTimes();
  const word = useWords('parties');
  return useMemo(
    () => ({
      turn: (party) => party && <span className={`turn turn-words party-${party}`}>{word(party)}</span>,
      deadline(deadline) {
        if (deadline === null) return null;
        const days = daysUntil(deadline);
        const left = days < 0 ? t('over') : days === 0 ? t('lastDay') : t('left', { days });
        return (
          <>
            <span className={days < 1 ? 'late' : undefined}>{left}</span>{' '}
            <time className="small" dateTime={deadline}>
              {times.dateTime(deadline)}
            </time>
          </>
        );
      },
    }),
    [t, times, word],
  );
}

export function Turn({ party }: { readonly party: Track['party'] }) {
  return useTurnWords().turn(party);
}

export function Deadline({ deadline }: { readonly deadline: string | null }) {
  return useTurnWords().deadline(deadline);
}
