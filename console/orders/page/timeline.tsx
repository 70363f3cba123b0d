/** Who held the ball, from when to when, drawn in a lane for each proof, against how long it usually takes; and the same in words. */
import { texts, useTexts } from '../../texts/texts.js';
import { useTimes } from '../../texts/times.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import type { OrderTurns, Turn } from '../reads.js';
import { ORDER_TEXTS } from './texts.js';

const TEXTS = texts('orders/timeline', {
  drawn: {
    zh: '从 {{from}} 到 {{to}},{{count}} 个步骤,逐条列于下方',
    en: '{{from}} to {{to}}: {{count}} turns, told one by one below',
  },
  legend: {
    zh: '虚线:通常到此时完成。红线:截止时间。',
    en: 'Dashed: when such a turn is usually over. Red: its deadline.',
  },
  lasted: { zh: '历时 {{time}}', en: 'took {{time}}' },
  lasts: { zh: '已 {{time}}', en: 'for {{time}} now' },
  usually: {
    zh: '通常 {{median}},九成在 {{ninetieth}} 以内',
    en: 'usually {{median}}, nine in ten within {{ninetieth}}',
  },
  unknown: {
    zh: '{{at}} 之前的步骤没有记录。',
    en: 'What happened before {{at}} is not on record.',
  },
});

const WIDTH = 1_000;
const LANE = 26;
const GAP = 8;

export function Timeline({ turns: order }: { readonly turns: OrderTurns }) {
  const t = useTexts(TEXTS);
  const page = useTexts(ORDER_TEXTS);
  const times = useTimes();
  const { turns, createdAt, endedAt, completeSince } = order;
  if (turns.length === 0) return null;
  const now = new Date().toISOString();
  const from = Math.min(Date.parse(createdAt), ...turns.map(({ since }) => Date.parse(since)));
  const to = Math.max(Date.parse(endedAt ?? now), ...turns.map((turn) => Date.parse(turn.until ?? now)));
  const lanes = [...new Set(turns.map(({ track }) => track))];
  const height = lanes.length * (LANE + GAP) - GAP;
  const placeOf = (at: number) => Math.min(WIDTH, ((at - from) / Math.max(1, to - from)) * WIDTH);
  const words = t('drawn', {
    from: times.dateTime(new Date(from).toISOString()),
    to: times.dateTime(new Date(to).toISOString()),
    count: turns.length,
  });
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">{page('timeline')}</h2>
      <svg
        className="order-timeline"
        viewBox={`0 0 ${WIDTH} ${height}`}
        height={height}
        preserveAspectRatio="none"
        role="img"
        aria-label={words}
      >
        {lanes.map((lane, index) => (
          <g key={lane ?? ''} transform={`translate(0 ${index * (LANE + GAP)})`}>
            <rect className="timeline-lane" width={WIDTH} height={LANE} />
            {turns
              .filter(({ track }) => track === lane)
              .map((turn) => (
                <Bar
                  key={`${turn.since} ${turn.waitingOn}`}
                  turn={turn}
                  placeOf={placeOf}
                  now={now}
                  end={to}
                />
              ))}
          </g>
        ))}
      </svg>
      <p className="small">{t('legend')}</p>
      {Date.parse(completeSince) > from + 1_000 && (
        <p className="small">{t('unknown', { at: times.dateTime(completeSince) })}</p>
      )}
      <ol className="timeline-words">
        {turns.map((turn) => (
          <TurnWords key={`${turn.track ?? ''} ${turn.since} ${turn.waitingOn}`} turn={turn} now={now} />
        ))}
      </ol>
    </section>
  );
}

interface BarProps {
  readonly turn: Turn;
  readonly placeOf: (at: number) => number;
  readonly now: string;
  readonly end: number;
}

function Bar({ turn: { since, until, party, usual, deadline }, placeOf, now, end }: BarProps) {
  const [begin, over] = [Date.parse(since), Date.parse(until ?? now)];
  const usualEnd = usual && begin + usual.medianSeconds * 1_000;
  const lastMoment = deadline === null ? null : Date.parse(deadline);
  return (
    <g className={`party-${party}`}>
      <rect
        className="timeline-turn"
        x={placeOf(begin)}
        width={Math.max(2, placeOf(over) - placeOf(begin))}
        height={LANE}
      />
      {usualEnd !== null && usualEnd < end && (
        <line className="timeline-usual" x1={placeOf(usualEnd)} x2={placeOf(usualEnd)} y2={LANE} />
      )}
      {lastMoment !== null && lastMoment < end && (
        <line className="timeline-deadline" x1={placeOf(lastMoment)} x2={placeOf(lastMoment)} y2={LANE} />
      )}
    </g>
  );
}

function TurnWords({ turn, now }: { readonly turn: Turn; readonly now: string }) {
  const t = useTexts(TEXTS);
  const times = useTimes();
  const [party, wait, track] = [useWords('parties'), useWords('waits'), useWords('tracks')];
  const { since, until, usual } = turn;
  const time = times.lasting(Math.max(0, Date.parse(until ?? now) - Date.parse(since)) / 1_000);
  return (
    <li>
      <span className={`turn-words party-${turn.party}`}>
        {turn.track !== null && `${track(turn.track)} · `}
        {party(turn.party)} · {wait(turn.waitingOn)}
      </span>{' '}
      <span className="small">
        {times.dateTime(since)} · {t(until === null ? 'lasts' : 'lasted', { time })}
        {usual &&
          ` · ${t('usually', {
            median: times.lasting(usual.medianSeconds),
            ninetieth: times.lasting(usual.ninetiethSeconds),
          })}`}
      </span>
    </li>
  );
}
