/** Why something did not happen, in the server's words, and what would have been accepted. */
import { Button } from 'antd';
import { NoAnswer, ProblemError } from '../api/problem.js';
import { texts, useTexts } from '../texts/texts.js';

const TEXTS = texts('problem', {
  accepted: { zh: '可接受:{{accepted}}', en: 'Accepted: {{accepted}}' },
  noAnswer: {
    zh: '服务器没有应答。请检查网络后再试;同一请求不会执行两次。',
    en: 'The server does not answer. Check the network and try again: nothing is done twice.',
  },
  unexpected: { zh: '出错了:{{words}}', en: 'Something failed: {{words}}' },
  request: { zh: '请求编号 {{id}}(告诉运维人员时请附上)', en: 'Request {{id}} (tell it to an operator)' },
  again: { zh: '再试一次', en: 'Try again' },
});

export interface ProblemProps {
  readonly error: unknown;
  /** Offers to try again. */
  readonly onAgain?: () => void;
}

/** Read out at once (role alert). Texts only: whatever stands in them is shown, never run. */
export function Problem({ error, onAgain }: ProblemProps) {
  const t = useTexts(TEXTS);
  return (
    <div role="alert" className="problem">
      {error instanceof ProblemError ? <Told error={error} /> : <p>{words(error, t)}</p>}
      {onAgain && <Button onClick={onAgain}>{t('again')}</Button>}
    </div>
  );
}

function Told({ error: { problem } }: { readonly error: ProblemError }) {
  const t = useTexts(TEXTS);
  const { status, requestId, others = [] } = problem;
  return (
    <>
      {[problem, ...others].map(({ code, field, detail, accepted }) => (
        <p key={`${code} ${field ?? ''} ${detail}`}>
          {detail}
          {accepted !== undefined && <span className="accepted">{t('accepted', { accepted })}</span>}
        </p>
      ))}
      {status >= 500 && requestId !== '' && <p className="small">{t('request', { id: requestId })}</p>}
    </>
  );
}

function words(error: unknown, t: ReturnType<typeof useTexts<keyof (typeof TEXTS)['table']>>): string {
  if (error instanceof NoAnswer) return t('noAnswer');
  return t('unexpected', { words: error instanceof Error ? error.message : String(error) });
}
