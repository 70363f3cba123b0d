/** An order is withdrawn, or withdrawn and submitted anew with changes. */
import { answered, api } from '../../api/client.js';
import { Confirm } from '../../parts/confirm.js';
import { useMoney } from '../../texts/money.js';
import { texts, useTexts } from '../../texts/texts.js';
import { atOrder, changedByOrder, useActs, type Order } from '../reads.js';
import { Resubmission } from './resubmission.js';

const TEXTS = texts('orders/withdrawal', {
  title: { zh: '取消与重新提交', en: 'Withdraw it, or submit it anew' },
  cancel: { zh: '取消订单', en: 'Cancel the order' },
  cancelQuestion: { zh: '确定取消此订单?', en: 'Cancel this order?' },
  givenBack: { zh: '预留的 {{price}} 将退回。', en: 'The {{price}} that was set aside is given back.' },
  nothingPaid: { zh: '没有通过本系统付款。', en: 'Nothing was paid through this installation.' },
  anew: { zh: '修改后重新提交', en: 'Submit it anew with changes' },
});

export function Withdrawal({ order }: { readonly order: Order }) {
  const t = useTexts(TEXTS);
  const { can } = useActs(order);
  if (!can('cancel') && !can('resubmit')) return null;
  return (
    <section aria-labelledby="withdrawal">
      <h2 id="withdrawal">{t('title')}</h2>
      {can('cancel') && <Cancel order={order} />}
      {can('resubmit') && (
        <details>
          <summary>{t('anew')}</summary>
          <Resubmission order={order} label={t('anew')} />
        </details>
      )}
    </section>
  );
}

function Cancel({ order: { orderId, payment } }: { readonly order: Order }) {
  const t = useTexts(TEXTS);
  const money = useMoney();
  const consequence = payment
    ? t('givenBack', { price: money(payment.amount, payment.currency) })
    : t('nothingPaid');
  return (
    <Confirm
      button={t('cancel')}
      label={t('cancel')}
      question={t('cancelQuestion')}
      consequence={consequence}
      write={(_nothing, known) =>
        answered(api.POST('/v1/orders/{orderId}/cancel', { ...atOrder(orderId), body: {}, ...known }))
      }
      changes={changedByOrder(orderId)}
    />
  );
}
