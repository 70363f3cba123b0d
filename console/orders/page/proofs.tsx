/** The two proofs side by side: of the names and of the company, each with its own clock and next step. */
import { useSay, useTexts } from '../../texts/texts.js';
import { useTimes } from '../../texts/times.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import type { Order, Track } from '../reads.js';
import { Deadline, Turn } from '../turn.js';
import { ORDER_TEXTS } from './texts.js';

export function Proofs({ order: { tracks } }: { readonly order: Order }) {
  const t = useTexts(ORDER_TEXTS);
  if (tracks.length === 0) return null;
  return (
    <section aria-labelledby="proofs">
      <h2 id="proofs">{t('proofs')}</h2>
      <div className="proofs">
        {tracks.map((track) => (
          <ProofCard key={track.track} track={track} />
        ))}
      </div>
    </section>
  );
}

function ProofCard({ track }: { readonly track: Track }) {
  const t = useTexts(ORDER_TEXTS);
  const say = useSay();
  const times = useTimes();
  const [name, state, wait] = [useWords('tracks'), useWords('trackStates'), useWords('waits')];
  const { status, waitingOn, party, since, deadline, expectedBy, nextAction, reason, reasonChinese } = track;
  return (
    <section className={`proof party-${party ?? 'none'}`} aria-label={name(track.track)}>
      <h3>
        {name(track.track)} <span className="small">{state(status)}</span>
      </h3>
      {status === 'open' && (
        <dl className="facts">
          <dt>{t('turn')}</dt>
          <dd>
            <Turn party={party} /> {waitingOn !== null && wait(waitingOn)}
          </dd>
          {since !== null && (
            <>
              <dt>{t('since')}</dt>
              <dd>{times.dateTime(since)}</dd>
            </>
          )}
          {expectedBy !== null && (
            <>
              <dt>{t('usually')}</dt>
              <dd>{times.date(expectedBy)}</dd>
            </>
          )}
          {deadline !== null && (
            <>
              <dt>{t('deadline')}</dt>
              <dd>
                <Deadline deadline={deadline} />
              </dd>
            </>
          )}
        </dl>
      )}
      {nextAction && <p className="words">{say(nextAction)}</p>}
      {reason !== null && <p className="words">{say({ en: reason, zh: reasonChinese ?? reason })}</p>}
    </section>
  );
}
