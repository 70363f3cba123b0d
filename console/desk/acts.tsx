/** What may be done with those that are selected, how far it is, and what came of each. */
import { Button } from 'antd';
import { useState } from 'react';
import { ProblemError } from '../api/problem.js';
import { useSession } from '../session/session.js';
import { useTexts } from '../texts/texts.js';
import type { Act, ManyActs, Outcome } from './many.js';
import { ACTION_TEXTS } from './texts.js';

export interface ActsProps {
  readonly selected: readonly string[];
  readonly many: ManyActs;
}

export function Acts({ selected, many }: ActsProps) {
  const t = useTexts(ACTION_TEXTS);
  const { may } = useSession();
  const [asks, setAsks] = useState(false);
  const isIdle = selected.length === 0 || many.isRunning;
  const begin = (act: Act) => {
    setAsks(false);
    many.begin(act, selected);
  };
  if (!may('desk.check')) return null;
  return (
    <section aria-label={t('actions')} className="acts">
      <p>
        <span role="status">{t('selected', { count: selected.length })}</span>{' '}
        <Button disabled={isIdle} onClick={() => begin('check')}>
          {t('check')}
        </Button>{' '}
        <Button disabled={isIdle} onClick={() => begin('remind')}>
          {t('remind')}
        </Button>{' '}
        <Button danger disabled={isIdle} onClick={() => setAsks(true)}>
          {t('cancel')}
        </Button>
      </p>
      {asks && (
        <div role="alertdialog" aria-labelledby="really-withdraw" className="problem">
          <p id="really-withdraw">{t('really', { count: selected.length })}</p>
          <Button danger onClick={() => begin('cancel')}>
            {t('yes')}
          </Button>{' '}
          <Button autoFocus onClick={() => setAsks(false)}>
            {t('no')}
          </Button>
        </div>
      )}
      {many.outcomes.length > 0 && <Results many={many} />}
    </section>
  );
}

function Results({ many: { act, outcomes } }: { readonly many: ManyActs }) {
  const t = useTexts(ACTION_TEXTS);
  const done = outcomes.filter(({ state }) => state === 'done' || state === 'failed').length;
  return (
    <>
      <p>
        <progress aria-label={t('results')} max={outcomes.length} value={done} />{' '}
        <span role="status">{t('progress', { done, count: outcomes.length })}</span>
      </p>
      <table className="table">
        <caption className="unseen">{t('results')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('order')}</th>
            <th scope="col">{t('result')}</th>
          </tr>
        </thead>
        <tbody>
          {outcomes.map((outcome) => (
            <tr key={outcome.orderId}>
              <th scope="row">{outcome.orderId}</th>
              <td data-label={t('result')}>
                <Result outcome={outcome} act={act} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

const DONE = { check: 'checked', remind: 'reminded', cancel: 'withdrawn' } as const;

function Result({
  outcome: { state, error },
  act,
}: {
  readonly outcome: Outcome;
  readonly act: Act | undefined;
}) {
  const t = useTexts(ACTION_TEXTS);
  if (state !== 'failed') return <>{t(state === 'done' && act ? DONE[act] : state)}</>;
  if (!(error instanceof ProblemError)) return <>{t('noAnswer')}</>;
  const { detail, accepted } = error.problem;
  return (
    <>
      {detail}
      {accepted !== undefined && <span className="accepted">{accepted}</span>}
    </>
  );
}
