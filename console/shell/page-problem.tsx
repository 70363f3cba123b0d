/** What stands in the place of a page that failed: what happened, and the way on. */
import { Button } from 'antd';
import { useRouteError } from 'react-router';
import { NoAnswer, ProblemError } from '../api/problem.js';
import { PageHead } from '../parts/page-head.js';
import { Problem } from '../parts/problem.js';
import { useTexts } from '../texts/texts.js';
import { SHELL_TEXTS } from './texts.js';

export function PageProblem() {
  const t = useTexts(SHELL_TEXTS);
  const error = useRouteError();
  const isTold = error instanceof ProblemError || error instanceof NoAnswer;
  return (
    <>
      <PageHead title={t('failed')} />
      {isTold ? <Problem error={error} /> : <p>{t('failedNext')}</p>}
      {!isTold && <pre className="words">{error instanceof Error ? error.message : String(error)}</pre>}
      <Button type="primary" onClick={() => window.location.reload()}>
        {t('reload')}
      </Button>
    </>
  );
}
