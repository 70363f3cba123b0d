/** The order that was placed: where it stands from moment to moment, whose turn it is, what is next, and the way to it. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { PageHead } from '../../parts/page-head.js';
import { Read } from '../../parts/read.js';
import { useSay, useTexts } from '../../texts/texts.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import { orderQuery, type Order } from '../reads.js';
import { Deadline, Turn } from '../turn.js';
import { WIZARD_TEXTS } from '../form/texts.js';
import '../orders.css';

export function Placed({ orderId }: { readonly orderId: string }) {
  const t = useTexts(WIZARD_TEXTS);
  const told = useRef<HTMLDivElement>(null);
  useEffect(() => told.current?.focus(), []);
  const order = useQuery(orderQuery(orderId));
  return (
    <>
      <PageHead title={t('placedTitle')} />
      <div ref={told} tabIndex={-1} className="wizard-placed">
        <Read query={order}>{(read) => <ComesNext order={read} />}</Read>
        <p>
          <Link to={`/orders/${orderId}`}>{t('toOrder')}</Link>
        </p>
        <p>
          <Link to="/orders/new">{t('another')}</Link>
        </p>
      </div>
    </>
  );
}

function ComesNext({ order: { names, state, party, nextAction, deadline } }: { readonly order: Order }) {
  const t = useTexts(WIZARD_TEXTS);
  const say = useSay();
  const stateWords = useWords('orderStates');
  return (
    <section aria-labelledby="comes-next" aria-live="polite">
      <h2 id="comes-next">{t('comesNext')}</h2>
      <dl className="wizard-facts">
        <dt>{t('names')}</dt>
        <dd>{names.join(', ')}</dd>
        <dt>{t('state')}</dt>
        <dd>{stateWords(state)}</dd>
        {party !== null && (
          <>
            <dt>{t('turn')}</dt>
            <dd>
              <Turn party={party} />
            </dd>
          </>
        )}
        {nextAction && (
          <>
            <dt>{t('nextAction')}</dt>
            <dd>{say(nextAction.page)}</dd>
          </>
        )}
        {deadline !== null && (
          <>
            <dt>{t('deadline')}</dt>
            <dd>
              <Deadline deadline={deadline} />
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
