/** What each resolver and server answered last, and what was expected of it. */
import { texts, useTexts } from '../../texts/texts.js';
import { usePreferences } from '../../preferences/preferences.js';
import { useTimes } from '../../texts/times.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import type { Finding } from '../reads.js';

const TEXTS = texts('orders/findings', {
  title: { zh: '各方的应答', en: 'What each one answered' },
  source: { zh: '来源', en: 'Asked' },
  question: { zh: '查询', en: 'For' },
  expected: { zh: '应为', en: 'Expected' },
  found: { zh: '得到', en: 'Found' },
  verdict: { zh: '结论', en: 'Verdict' },
  at: { zh: '时间', en: 'At' },
});

export function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const t = useTexts(TEXTS);
  if (findings.length === 0) return null;
  return (
    <details>
      <summary>{t('title')}</summary>
      <table className="table">
        <caption className="unseen">{t('title')}</caption>
        <thead>
          <tr>
            {(['source', 'question', 'verdict', 'expected', 'found', 'at'] as const).map((column) => (
              <th key={column} scope="col">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {findings.map((finding) => (
            <Row key={`${finding.source} ${finding.subject} ${finding.question}`} finding={finding} />
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Row({ finding }: { readonly finding: Finding }) {
  const t = useTexts(TEXTS);
  const times = useTimes();
  const verdict = useWords('verdicts');
  const { language } = usePreferences();
  const { source, question, chinese, checkedAt } = finding;
  const own = language === 'zh' ? chinese : null;
  return (
    <tr>
      <th scope="row" data-label={t('source')}>
        {source}
      </th>
      <td data-label={t('question')}>{question}</td>
      <td data-label={t('verdict')}>{verdict(finding.verdict)}</td>
      <td data-label={t('expected')}>{own?.expected ?? finding.expected}</td>
      <td data-label={t('found')}>{own?.found ?? finding.found}</td>
      <td data-label={t('at')}>{times.dateTime(checkedAt)}</td>
    </tr>
  );
}
