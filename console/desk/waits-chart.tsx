/** Waits by party and age, drawn; and the same as a table for whoever reads or hears it better so. */
import { useSay, useTexts } from '../texts/texts.js';
import type { DeskView } from './reads.js';
import { DESK_TEXTS } from './texts.js';

const WIDTH = 640;
const LABEL = 130;
const ROW = 34;
const BAR = 20;

export function WaitsChart({ desk }: { readonly desk: DeskView }) {
  const t = useTexts(DESK_TEXTS);
  const say = useSay();
  const most = Math.max(1, ...desk.byParty.map(({ count }) => count));
  const scale = (WIDTH - LABEL - 50) / most;
  return (
    <figure className="chart">
      <svg
        viewBox={`0 0 ${WIDTH} ${desk.byParty.length * ROW}`}
        role="img"
        aria-label={`${t('chart')}: ${desk.byParty.map(({ called, count }) => t('barOf', { party: say(called), count })).join('; ')}`}
      >
        {desk.byParty.map(({ party, called, count, ages }, row) => (
          <g key={party} transform={`translate(0 ${row * ROW})`}>
            <text x={LABEL - 8} y={BAR} textAnchor="end">
              {say(called)}
            </text>
            {ages.map((inAge, age) => (
              <rect
                key={age}
                className={`age-${age}`}
                x={LABEL + ages.slice(0, age).reduce((sum, each) => sum + each, 0) * scale}
                y={4}
                width={inAge * scale}
                height={BAR}
              />
            ))}
            <text x={LABEL + count * scale + 8} y={BAR}>
              {count}
            </text>
          </g>
        ))}
      </svg>
      <Legend desk={desk} />
      <AsTable desk={desk} />
    </figure>
  );
}

function Legend({ desk }: { readonly desk: DeskView }) {
  const ages = useAges(desk);
  return (
    <ul className="legend">
      {ages.map((words, age) => (
        <li key={words}>
          <svg viewBox="0 0 10 10" width="12" height="12" aria-hidden="true">
            <rect className={`age-${age}`} width="10" height="10" />
          </svg>{' '}
          {words}
        </li>
      ))}
    </ul>
  );
}

function AsTable({ desk }: { readonly desk: DeskView }) {
  const t = useTexts(DESK_TEXTS);
  const say = useSay();
  const ages = useAges(desk);
  return (
    <details>
      <summary>{t('asTable')}</summary>
      <table className="table">
        <caption className="unseen">{t('chart')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('party')}</th>
            {ages.map((words) => (
              <th scope="col" key={words}>
                {words}
              </th>
            ))}
            <th scope="col">{t('all')}</th>
            <th scope="col">{t('overdue')}</th>
          </tr>
        </thead>
        <tbody>
          {desk.byParty.map(({ party, called, count, overdue, ages: of }) => (
            <tr key={party}>
              <th scope="row">{say(called)}</th>
              {of.map((inAge, age) => (
                <td key={age} data-label={ages[age]}>
                  {inAge}
                </td>
              ))}
              <td data-label={t('all')}>{count}</td>
              <td data-label={t('overdue')}>{overdue}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function useAges({ ages }: DeskView): string[] {
  const t = useTexts(DESK_TEXTS);
  return ages.map(({ fromDays, toDays }) => {
    if (toDays === null) return t('overDays', { days: fromDays });
    return fromDays === 0
      ? t('underDays', { days: toDays })
      : t('fromToDays', { from: fromDays, to: toDays });
  });
}
