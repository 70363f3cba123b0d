/** For operators: what the order tries right now, why that failed last, and its page in Temporal. */
import { useSay, useTexts } from '../../texts/texts.js';
import { useTimes } from '../../texts/times.js';
import type { Order } from '../reads.js';
import { ORDER_TEXTS } from './texts.js';

export function Attempts({ order: { attempts, pages } }: { readonly order: Order }) {
  const t = useTexts(ORDER_TEXTS);
  const say = useSay();
  const times = useTimes();
  const failed = attempts.filter(({ lastFailure }) => lastFailure !== null);
  if (failed.length === 0 && pages.webUi === null) return null;
  return (
    <section aria-labelledby="attempts">
      <h2 id="attempts">{t('tries')}</h2>
      {failed.map(({ activity, attempt, lastFailure, lastFailureChinese, nextAttemptAt }) => (
        <p key={activity}>
          {t('attempt', { attempt })}:{' '}
          {say({ en: lastFailure ?? '', zh: lastFailureChinese ?? lastFailure ?? '' })}{' '}
          {nextAttemptAt !== null && (
            <span className="small">{t('nextAttempt', { at: times.dateTime(nextAttemptAt) })}</span>
          )}
        </p>
      ))}
      {pages.webUi !== null && <a href={pages.webUi}>{t('operators')}</a>}
    </section>
  );
}
