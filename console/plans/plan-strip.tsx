/** A plan as a strip of years: its certificates one after the other, those to come, today; the same as a table. */
import { Link } from 'react-router';
import { texts, useTexts } from '../texts/texts.js';
import { useTimes } from '../texts/times.js';
import { useWords } from '../vocabulary/use-vocabulary.js';
import type { Plan } from '../certificates/reads.js';
import '../certificates/certificates.css';

const TEXTS = texts('plans/strip', {
  strip: {
    zh: '{{from}} 至 {{to}}:已签发 {{issued}} 张证书,预计还有 {{planned}} 张',
    en: '{{from}} to {{to}}: {{issued}} certificates were issued, {{planned}} more are foreseen',
  },
  table: { zh: '逐张列出', en: 'One by one' },
  number: { zh: '序号', en: 'Number' },
  from: { zh: '生效', en: 'From' },
  to: { zh: '到期', en: 'Until' },
  state: { zh: '状态', en: 'State' },
  planned: { zh: '预计', en: 'foreseen' },
  people: { zh: '需要有人办理', en: 'people will be asked' },
  why: { zh: '来由', en: 'As' },
});

const WIDTH = 1_000;
const HEIGHT = 60;
const BAND = 22;

interface Drawn {
  readonly key: string;
  readonly from: number;
  readonly to: number;
  readonly look: string;
}

export function PlanStrip({ plan }: { readonly plan: Plan }) {
  const t = useTexts(TEXTS);
  const times = useTimes();
  const { beginsAt, endsAt, issued, planned } = plan;
  const drawn = drawnOf(plan);
  const from = Math.min(Date.parse(beginsAt), ...drawn.map((each) => each.from));
  const to = Math.max(Date.parse(endsAt), ...drawn.map((each) => each.to));
  const placeOf = (at: number) => ((at - from) / (to - from)) * WIDTH;
  const now = Date.now();
  const words = t('strip', {
    from: times.date(beginsAt),
    to: times.date(endsAt),
    issued: issued.length,
    planned: planned.length,
  });
  return (
    <>
      <svg
        className="strip"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words}
      >
        {yearsIn(from, to).map((year) => (
          <line key={year} className="strip-year" x1={placeOf(year)} x2={placeOf(year)} y2={HEIGHT} />
        ))}
        {drawn.map((each, index) => (
          <rect
            key={each.key}
            className={each.look}
            x={placeOf(each.from)}
            y={index % 2 === 0 ? 6 : HEIGHT - BAND - 6}
            width={Math.max(2, placeOf(each.to) - placeOf(each.from))}
            height={BAND}
          />
        ))}
        {now >= from && now <= to && (
          <line className="strip-today" x1={placeOf(now)} x2={placeOf(now)} y2={HEIGHT} />
        )}
      </svg>
      <div className="strip-years" aria-hidden="true">
        <span>{times.date(new Date(from).toISOString())}</span>
        <span>{times.date(new Date(to).toISOString())}</span>
      </div>
      <p>{words}</p>
      <details>
        <summary>{t('table')}</summary>
        <PlanTable plan={plan} />
      </details>
    </>
  );
}

function drawnOf({ issued, planned }: Plan): Drawn[] {
  return [
    ...issued.map(({ certificateId, notBefore, notAfter, state }) => ({
      key: certificateId,
      from: Date.parse(notBefore),
      to: Date.parse(notAfter),
      look: `strip-certificate certificate-${state}`,
    })),
    ...planned.map(({ number, notBefore, notAfter }) => ({
      key: `planned ${number}`,
      from: Date.parse(notBefore),
      to: Date.parse(notAfter),
      look: 'strip-planned',
    })),
  ];
}

/** Anniversaries of its beginning. */
function yearsIn(from: number, to: number): number[] {
  const begin = new Date(from);
  const years: number[] = [];
  for (let year = 1; year <= 10; year += 1) {
    const at = Date.UTC(begin.getUTCFullYear() + year, begin.getUTCMonth(), begin.getUTCDate());
    if (at < to) years.push(at);
  }
  return years;
}

function PlanTable({ plan: { issued, planned } }: { readonly plan: Plan }) {
  const t = useTexts(TEXTS);
  const times = useTimes();
  const [state, purpose] = [useWords('certificateStates'), useWords('purposes')];
  return (
    <table className="table">
      <caption className="unseen">{t('table')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('number')}</th>
          <th scope="col">{t('from')}</th>
          <th scope="col">{t('to')}</th>
          <th scope="col">{t('state')}</th>
          <th scope="col">{t('why')}</th>
        </tr>
      </thead>
      <tbody>
        {issued.map((certificate, index) => (
          <tr key={certificate.certificateId}>
            <th scope="row" data-label={t('number')}>
              <Link to={`/certificates/${certificate.certificateId}`}>{index + 1}</Link>
            </th>
            <td data-label={t('from')}>{times.date(certificate.notBefore)}</td>
            <td data-label={t('to')}>{times.date(certificate.notAfter)}</td>
            <td data-label={t('state')}>{state(certificate.state)}</td>
            <td data-label={t('why')}>{certificate.purpose !== null && purpose(certificate.purpose)}</td>
          </tr>
        ))}
        {planned.map(({ number, notBefore, notAfter, needsPeople }) => (
          <tr key={number}>
            <th scope="row" data-label={t('number')}>
              {number}
            </th>
            <td data-label={t('from')}>{times.date(notBefore)}</td>
            <td data-label={t('to')}>{times.date(notAfter)}</td>
            <td data-label={t('state')}>{t('planned')}</td>
            <td data-label={t('why')}>{needsPeople && t('people')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
