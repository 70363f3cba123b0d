/** Whose turn it is, by colour and word; and until when, with what is left of it. */
import { texts, useTexts } from '../texts/texts.js';
import { daysUntil, useTimes } from '../texts/times.js';
import { useWords } from '../vocabulary/use-vocabulary.js';
import type { Track } from './reads.js';

const TEXTS = texts('orders/turn', {
  left: { zh: '剩 {{days}} 天', en: '{{days}} days left' },
  lastDay: { zh: '不足一天', en: 'less than a day left' },
  over: { zh: '已过截止时间', en: 'over' },
});

export function Turn({ party }: { readonly party: Track['party'] }) {
  const word = useWords('parties');
  if (party === null) return null;
  return <span className={`turn turn-words party-${party}`}>{word(party)}</span>;
}

export function Deadline({ deadline }: { readonly deadline: string | null }) {
  const t = useTexts(TEXTS);
  const times = useTimes();
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
}
