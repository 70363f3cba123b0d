/** Has an order look at the world at once. */
import { Button } from 'antd';
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import { Problem } from '../../parts/problem.js';
import { texts, useTexts } from '../../texts/texts.js';
import { atOrder, changedByOrder } from '../reads.js';

const TEXTS = texts('orders/check-now', {
  check: { zh: '立即检查', en: 'Check now' },
  checked: { zh: '已检查,结果如下。', en: 'Looked: what was found is below.' },
  goesOn: { zh: '检查仍在进行,结果会自动出现。', en: 'The look goes on: what it finds appears by itself.' },
});

export function CheckNow({ orderId }: { readonly orderId: string }) {
  const t = useTexts(TEXTS);
  const { send, isSending, error, answer } = useWrite<undefined, { readonly fresh: boolean }>({
    write: (_nothing, known) =>
      answered(api.POST('/v1/orders/{orderId}/check', { ...atOrder(orderId), body: {}, ...known })),
    changes: changedByOrder(orderId),
  });
  return (
    <>
      <Button loading={isSending} onClick={() => send(undefined)}>
        {t('check')}
      </Button>{' '}
      <span role="status">{answer && !isSending && t(answer.fresh ? 'checked' : 'goesOn')}</span>
      {error !== null && <Problem error={error} />}
    </>
  );
}
