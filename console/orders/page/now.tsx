/** Where the order stands: its step, whose turn it is, until when, and what is next, in the server's words. */
import { useSay, useTexts } from '../../texts/texts.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import { useActs, type Order } from '../reads.js';
import { Deadline, Turn } from '../turn.js';
import { CheckNow } from './check-now.js';
import { ORDER_TEXTS } from './texts.js';
import '../../styles/forms.css';

export function Now({ order }: { readonly order: Order }) {
  const t = useTexts(ORDER_TEXTS);
  const say = useSay();
  const { can } = useActs(order);
  const [state, wait] = [useWords('orderStates'), useWords('waits')];
  const { orderId, step, party, waitingOn, nextAction, reason, reasonChinese, deadline, hints, source } =
    order;
  return (
    <section aria-labelledby="now" aria-live="polite">
      <h2 id="now">{t('now')}</h2>
      {source === 'records' && <p className="problem">{t('fromRecords')}</p>}
      <dl className="facts">
        <dt>{t('state')}</dt>
        <dd>
          {state(order.state)} {step && <span className="small">{say(step)}</span>}
        </dd>
        {party !== null && (
          <>
            <dt>{t('turn')}</dt>
            <dd>
              <Turn party={party} />
            </dd>
          </>
        )}
        {waitingOn !== null && (
          <>
            <dt>{t('waits')}</dt>
            <dd>{wait(waitingOn)}</dd>
          </>
        )}
        {nextAction && (
          <>
            <dt>{t('next')}</dt>
            <dd className="words">{say(nextAction.page)}</dd>
          </>
        )}
        {reason !== null && (
          <>
            <dt>{t('reason')}</dt>
            <dd className="words">{say({ en: reason, zh: reasonChinese ?? reason })}</dd>
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
      {can('check') && <CheckNow orderId={orderId} />}
      {hints.map((hint) => (
        <p key={hint.en} className="small words">
          {say(hint)}
        </p>
      ))}
    </section>
  );
}
