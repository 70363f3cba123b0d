/** The order that was placed: what it waits for, and the way to it. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { answered, api } from '../../api/client.js';
import { PageHead } from '../../parts/page-head.js';
import { Read } from '../../parts/read.js';
import { useSay, useTexts } from '../../texts/texts.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import { WIZARD_TEXTS } from '../form/texts.js';

export function Placed({ orderId }: { readonly orderId: string }) {
  const t = useTexts(WIZARD_TEXTS);
  const say = useSay();
  const stateWords = useWords('orderStates');
  const told = useRef<HTMLDivElement>(null);
  useEffect(() => told.current?.focus(), []);
  const order = useQuery({
    queryKey: ['order', orderId],
    queryFn: () => answered(api.GET('/v1/orders/{orderId}', { params: { path: { orderId } } })),
  });
  return (
    <>
      <PageHead title={t('placedTitle')} />
      <div ref={told} tabIndex={-1} className="wizard-placed">
        <Read query={order}>
          {({ names, state, nextAction }) => (
            <>
              <p>
                <strong>{names.join(', ')}</strong> · {stateWords(state)}
              </p>
              {nextAction && <p>{say(nextAction.page)}</p>}
            </>
          )}
        </Read>
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
