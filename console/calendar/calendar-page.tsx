/** What needs whom by when: the forecast by week, the days on which rules begin, each thing to do, and the feed of it. */
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Empty } from '../parts/empty.js';
import { PageHead } from '../parts/page-head.js';
import { Read } from '../parts/read.js';
import { useSay, useTexts } from '../texts/texts.js';
import { useTimes } from '../texts/times.js';
import './calendar.css';
import { Feed } from './feed.js';
import { calendar, type CalendarView } from './reads.js';
import { CALENDAR_TEXTS } from './texts.js';
import { WeeksChart } from './weeks-chart.js';

export function Page() {
  const t = useTexts(CALENDAR_TEXTS);
  const [given, setGiven] = useSearchParams();
  const [from, to] = [given.get('from') ?? '', given.get('to') ?? ''];
  const query = useQuery(calendar({ ...(from !== '' && { from }), ...(to !== '' && { to }) }));
  const set = (name: 'from' | 'to', day: string) =>
    setGiven(
      (known) => {
        const next = new URLSearchParams(known);
        if (day === '') next.delete(name);
        else next.set(name, day);
        return next;
      },
      { replace: true },
    );
  return (
    <>
      <PageHead title={t('title')}>
        <Day
          label={t('from')}
          value={from === '' ? query.data?.from : from}
          onChange={(day) => set('from', day)}
        />
        <Day label={t('to')} value={to === '' ? query.data?.to : to} onChange={(day) => set('to', day)} />
      </PageHead>
      <Read query={query}>
        {(view) => (
          <>
            <section aria-labelledby="calendar-weeks">
              <h2 id="calendar-weeks">{t('weeks')}</h2>
              <WeeksChart calendar={view} />
            </section>
            <Rules rules={view.rules} />
            <Entries entries={view.entries} />
          </>
        )}
      </Read>
      <Feed />
    </>
  );
}

interface DayProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (day: string) => void;
}

function Day({ label, value = '', onChange }: DayProps) {
  const id = useId();
  return (
    <span>
      <label htmlFor={id}>{label}</label>{' '}
      <input id={id} type="date" value={value} onChange={({ target }) => onChange(target.value)} />
    </span>
  );
}

function Rules({ rules }: Pick<CalendarView, 'rules'>) {
  const t = useTexts(CALENDAR_TEXTS);
  const say = useSay();
  const times = useTimes();
  if (rules.length === 0) return null;
  return (
    <section aria-labelledby="calendar-rules">
      <h2 id="calendar-rules">{t('rules')}</h2>
      <ul>
        {rules.map(({ day, what }) => (
          <li key={`${day} ${what.en}`}>
            <strong>{times.date(day)}</strong> {say(what)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Entries({ entries }: Pick<CalendarView, 'entries'>) {
  const t = useTexts(CALENDAR_TEXTS);
  const say = useSay();
  const times = useTimes();
  return (
    <section aria-labelledby="calendar-entries">
      <h2 id="calendar-entries">{t('entries')}</h2>
      {entries.length === 0 ? (
        <Empty what={t('none')} />
      ) : (
        <table className="table">
          <caption className="unseen">{t('entries')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('at')}</th>
              <th scope="col">{t('what')}</th>
              <th scope="col">{t('names')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map(({ uid, at, by, what, names, orderId, needsPeople }) => (
              <tr key={`${uid} ${at}`}>
                <th scope="row">
                  {times.date(at)}{' '}
                  {by !== at && <span className="small">{t('by', { at: times.date(by) })}</span>}
                </th>
                <td data-label={t('what')}>
                  {say(what)} {needsPeople && <strong className="warn">{t('people')}</strong>}
                </td>
                <td data-label={t('names')}>
                  {orderId === null ? (
                    names.join(', ')
                  ) : (
                    <Link to={`/orders/${orderId}`}>{names.length > 0 ? names.join(', ') : orderId}</Link>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
