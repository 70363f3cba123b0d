/** The forecast drawn week by week, the weeks marked in which a rule begins; and the same as a table. */
import { useTexts } from '../texts/texts.js';
import type { CalendarView } from './reads.js';
import { CALENDAR_TEXTS } from './texts.js';

const HEIGHT = 160;
const BASE = 130;
const STEP = 44;
const BAR = 26;
const DAY_MS = 86_400_000;

interface Week {
  /** Its Monday (UTC). */
  readonly from: string;
  readonly withPeople: number;
  readonly byItself: number;
  readonly rules: number;
}

/** Every week of the period, also those without anything to do: a gap is told by its width. */
function weeksOf({ from, to, weeks, rules }: CalendarView): Week[] {
  const known = new Map(weeks.map((week) => [week.from, week]));
  const all: Week[] = [];
  const first = Date.parse(from) - ((new Date(from).getUTCDay() + 6) % 7) * DAY_MS;
  for (let at = first; at <= Date.parse(to); at += 7 * DAY_MS) {
    const monday = dayOf(at);
    const next = dayOf(at + 7 * DAY_MS);
    const { total = 0, withPeople = 0 } = known.get(monday) ?? {};
    const begun = rules.filter(({ day }) => day >= monday && day < next).length;
    all.push({ from: monday, withPeople, byItself: total - withPeople, rules: begun });
  }
  return all;
}

function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

export function WeeksChart({ calendar }: { readonly calendar: CalendarView }) {
  const t = useTexts(CALENDAR_TEXTS);
  const weeks = weeksOf(calendar);
  const most = Math.max(1, ...weeks.map(({ withPeople, byItself }) => withPeople + byItself));
  const scale = (BASE - 24) / most;
  const told = weeks.map((week) => t('barOf', { week: week.from, count: week.withPeople + week.byItself }));
  return (
    <figure className="weeks">
      <div className="weeks-scroll" tabIndex={0} role="region" aria-label={t('chart')}>
        <svg
          viewBox={`0 0 ${Math.max(1, weeks.length) * STEP} ${HEIGHT}`}
          width={Math.max(1, weeks.length) * STEP}
          height={HEIGHT}
          role="img"
          aria-label={`${t('chart')}: ${told.join('; ')}`}
        >
          {weeks.map((week, index) => (
            <WeekBar key={week.from} week={week} x={index * STEP + 9} scale={scale} />
          ))}
        </svg>
      </div>
      <ul className="legend">
        {(['withPeople', 'byItself', 'ruleBegins'] as const).map((key) => (
          <li key={key}>
            <svg viewBox="0 0 10 10" width="12" height="12" aria-hidden="true">
              <rect className={`week-${key}`} width="10" height="10" />
            </svg>{' '}
            {t(key)}
          </li>
        ))}
      </ul>
      <AsTable weeks={weeks} />
    </figure>
  );
}

function WeekBar({ week, x, scale }: { readonly week: Week; readonly x: number; readonly scale: number }) {
  const { from, withPeople, byItself, rules } = week;
  const people = withPeople * scale;
  const itself = byItself * scale;
  const count = withPeople + byItself;
  return (
    <g>
      {rules > 0 && <rect className="week-ruleBegins" x={x - 7} y={0} width={4} height={BASE} />}
      <rect className="week-withPeople" x={x} y={BASE - people} width={BAR} height={people} />
      <rect className="week-byItself" x={x} y={BASE - people - itself} width={BAR} height={itself} />
      {count > 0 && (
        <text x={x + BAR / 2} y={BASE - people - itself - 4} textAnchor="middle">
          {count}
        </text>
      )}
      <text x={x + BAR / 2} y={HEIGHT - 10} textAnchor="middle">
        {from.slice(5)}
      </text>
    </g>
  );
}

function AsTable({ weeks }: { readonly weeks: readonly Week[] }) {
  const t = useTexts(CALENDAR_TEXTS);
  return (
    <details>
      <summary>{t('asTable')}</summary>
      <table className="table">
        <caption className="unseen">{t('chart')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('week')}</th>
            <th scope="col">{t('all')}</th>
            <th scope="col">{t('withPeople')}</th>
            <th scope="col">{t('ruleBegins')}</th>
          </tr>
        </thead>
        <tbody>
          {weeks.map(({ from, withPeople, byItself, rules }) => (
            <tr key={from}>
              <th scope="row">{from}</th>
              <td data-label={t('all')}>{withPeople + byItself}</td>
              <td data-label={t('withPeople')}>{withPeople}</td>
              <td data-label={t('ruleBegins')}>{rules}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
