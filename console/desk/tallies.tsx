/** Waits per what is waited for, brand and CA; and the money that is owed. */
import { Link } from 'react-router';
import { useMoney } from '../texts/money.js';
import { useSay, useTexts } from '../texts/texts.js';
import { useTimes } from '../texts/times.js';
import { useWords } from '../vocabulary/use-vocabulary.js';
import type { DeskView } from './reads.js';
import { DESK_TEXTS } from './texts.js';

interface Row {
  readonly key: string;
  readonly name: string;
  /** Leads to those orders; absent: it can't be narrowed to them. */
  readonly to?: string;
  readonly count: number;
  readonly overdue: number;
}

export function Tallies({ desk }: { readonly desk: DeskView }) {
  const t = useTexts(DESK_TEXTS);
  const say = useSay();
  const brandWords = useWords('brands');
  const waits = desk.byWait.map(({ wait, called, party, ...of }) => ({
    ...{ key: wait, name: say(called), to: `?party=${party}` },
    ...of,
  }));
  const brands = desk.byBrand.map(({ brand, ...of }) => ({
    ...{ key: brand, name: brandWords(brand), to: `?brand=${brand}` },
    ...of,
  }));
  const connections = desk.byConnection.map(({ connectionId, name, ...of }) => ({
    key: connectionId ?? '',
    name: name ?? t('installationCa'),
    ...(connectionId !== null && { to: `?connectionId=${encodeURIComponent(connectionId)}` }),
    ...of,
  }));
  return (
    <div className="columns">
      <Tally caption={t('byWait')} first={t('wait')} rows={waits} />
      <Tally caption={t('byBrand')} first={t('brand')} rows={brands} />
      <Tally caption={t('byConnection')} first={t('connection')} rows={connections} />
    </div>
  );
}

interface TallyProps {
  readonly caption: string;
  readonly first: string;
  readonly rows: readonly Row[];
}

function Tally({ caption, first, rows }: TallyProps) {
  const t = useTexts(DESK_TEXTS);
  return (
    <table className="table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{first}</th>
          <th scope="col">{t('count')}</th>
          <th scope="col">{t('overdue')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, to, count, overdue }) => (
          <tr key={key}>
            <th scope="row">{to === undefined ? name : <Link to={to}>{name}</Link>}</th>
            <td data-label={t('count')}>{count}</td>
            <td data-label={t('overdue')}>{overdue}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Owed({ owed }: Pick<DeskView, 'owed'>) {
  const t = useTexts(DESK_TEXTS);
  const money = useMoney();
  const times = useTimes();
  if (owed.length === 0) return <p>{t('nothingOwed')}</p>;
  return (
    <ul>
      {owed.map(({ currency, count, amount, oldestSince }) => (
        <li key={currency}>
          {t('owedTold', {
            amount: money(amount, currency),
            count,
            since: oldestSince === null ? '' : times.date(oldestSince),
          })}
        </li>
      ))}
    </ul>
  );
}
