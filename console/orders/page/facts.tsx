/** What was ordered: product, names, price, and the orders and certificates that it belongs with. */
import { Link } from 'react-router';
import { CopyButton } from '../../parts/copy-button.js';
import { useMoney } from '../../texts/money.js';
import { useTexts } from '../../texts/texts.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import type { Order } from '../reads.js';
import { ORDER_TEXTS } from './texts.js';

export function Facts({ order }: { readonly order: Order }) {
  const t = useTexts(ORDER_TEXTS);
  const money = useMoney();
  const [brand, type, paid] = [useWords('brands'), useWords('certificateTypes'), useWords('paymentStates')];
  const { orderId, names, payment, certificateId, replacesOrderId, replacedByOrderId } = order;
  const others = [
    ['replaces', replacesOrderId],
    ['replacedBy', replacedByOrderId],
  ] as const;
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">{t('product')}</h2>
      <dl className="facts">
        <dt>{t('product')}</dt>
        <dd>
          {brand(order.brand)} · {type(order.type)}
        </dd>
        {names.length > 0 && (
          <>
            <dt>{t('names')}</dt>
            <dd>{names.join(', ')}</dd>
          </>
        )}
        <dt>{t('number')}</dt>
        <dd>
          <code>{orderId}</code> <CopyButton text={orderId} what={t('number')} />
        </dd>
        {payment && (
          <>
            <dt>{t('price')}</dt>
            <dd>
              {money(payment.amount, payment.currency)} · {paid(payment.state)}
            </dd>
          </>
        )}
        {certificateId !== null && (
          <>
            <dt>{t('certificate')}</dt>
            <dd>
              <Link to={`/certificates/${certificateId}`}>{t('openCertificate')}</Link>
            </dd>
          </>
        )}
        {others.map(([words, id]) =>
          id === null ? null : (
            <div key={words} className="fact">
              <dt>{t(words)}</dt>
              <dd>
                <Link to={`/orders/${id}`}>{t('theOrder')}</Link>
              </dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}
