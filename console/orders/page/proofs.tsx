/** The two proofs side by side: of the names and of the company, each with its own clock and next step. */
import { useQuery } from '@tanstack/react-query';
import { useSession } from '../../session/session.js';
import { useSay, useTexts } from '../../texts/texts.js';
import { useTimes } from '../../texts/times.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import { turnsQuery, type Order, type Track } from '../reads.js';
import { Deadline, Turn } from '../turn.js';
import { ORDER_TEXTS } from './texts.js';

export function Proofs({ order: { orderId, tracks } }: { readonly order: Order }) {
  const t = useTexts(ORDER_TEXTS);
  const { may } = useSession();
  const turns = useQuery({ ...turnsQuery(orderId), enabled: tracks.length > 0 && may('turns') }).data?.turns;
  const left = (of: Track) =>
    turns?.findLast(({ track, until }) => track === of.track && until === null)?.workingDaysLeft ?? null;
  if (tracks.length === 0) return null;
  return (
    <section aria-labelledby="proofs">
      <h2 id="proofs">{t('proofs')}</h2>
      <div className="proofs">
        {tracks.map((track) => (
          <ProofCard key={track.track} track={track} workingDaysLeft={left(track)} />
        ))}
      </div>
    </section>
  );
}

interface ProofCardProps {
  readonly track: Track;
  /** Null where its clock runs in calendar days. */
  readonly workingDaysLeft: number | null;
}

function ProofCard({ track, workingDaysLeft }: ProofCardProps) {
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
                {workingDaysLeft !== null && (
                  <span className="small"> {t('workingDaysLeft', { count: workingDaysLeft })}</span>
                )}
              </dd>
            </>
          )}
        </dl>
      )}
      {nextAction && <p className="words">{say(nextAction.page)}</p>}
      {reason !== null && <p className="words">{say({ en: reason, zh: reasonChinese ?? reason })}</p>}
    </section>
  );
}
