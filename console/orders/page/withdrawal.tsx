/** An order is withdrawn, or withdrawn and submitted anew with changes: what follows and what it costs is told before. */
import { Button } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import type { components, operations } from '../../generated/api.js';
import { Confirm } from '../../parts/confirm.js';
import { ChoiceField, LongTextField } from '../../parts/form-field.js';
import { Form, type Typed } from '../../parts/form.js';
import { Problem } from '../../parts/problem.js';
import { useSession } from '../../session/session.js';
import { useMoney } from '../../texts/money.js';
import { texts, useSay, useTexts } from '../../texts/texts.js';
import { useVocabulary } from '../../vocabulary/use-vocabulary.js';
import { atOrder, changedByOrder, type Order } from '../reads.js';

const TEXTS = texts('orders/withdrawal', {
  title: { zh: '取消与重新提交', en: 'Withdraw it, or submit it anew' },
  cancel: { zh: '取消订单', en: 'Cancel the order' },
  cancelQuestion: { zh: '确定取消此订单?', en: 'Cancel this order?' },
  givenBack: { zh: '预留的 {{price}} 将退回。', en: 'The {{price}} that was set aside is given back.' },
  nothingPaid: { zh: '没有通过本系统付款。', en: 'Nothing was paid through this installation.' },
  anew: { zh: '修改后重新提交', en: 'Submit it anew with changes' },
  anewHint: {
    zh: '原订单将被取消,新订单沿用其余内容。',
    en: 'This order is withdrawn; the new one keeps whatever is not changed here.',
  },
  names: { zh: '域名(每行一个)', en: 'Names (one a line)' },
  validation: { zh: '域名验证方式', en: 'Way to prove control' },
  asBefore: { zh: '与原订单相同', en: 'As before' },
  quote: { zh: '查看费用', en: 'What it costs' },
  costs: { zh: '费用:{{price}}', en: 'It costs {{price}}.' },
  costsNothing: { zh: '通过本系统不产生费用。', en: 'Nothing is charged here.' },
  submit: { zh: '取消并重新提交', en: 'Withdraw and submit anew' },
});

export function Withdrawal({ order }: { readonly order: Order }) {
  const t = useTexts(TEXTS);
  const { may } = useSession();
  const { waitingOn, certificateId, replacedByOrderId } = order;
  const canCancel = waitingOn !== null && may('cancel');
  const canResubmit =
    certificateId === null && replacedByOrderId === null && order.names.length > 0 && may('resubmit');
  if (!canCancel && !canResubmit) return null;
  return (
    <section aria-labelledby="withdrawal">
      <h2 id="withdrawal">{t('title')}</h2>
      {canCancel && <Cancel order={order} />}
      {canResubmit && (
        <details>
          <summary>{t('anew')}</summary>
          <Resubmit order={order} />
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

type Quote = components['schemas']['Quote'];
type Changes = NonNullable<operations['resubmit']['requestBody']['content']['application/json']['changes']>;

function Resubmit({ order: { orderId, names } }: { readonly order: Order }) {
  const t = useTexts(TEXTS);
  const say = useSay();
  const { validationMethodChoices } = useVocabulary();
  const [quoted, setQuoted] = useState<{ readonly quote: Quote; readonly changes: Changes }>();
  const asking = useMutation({
    mutationFn: async (changes: Changes) => {
      const asked = api.POST('/v1/orders/{orderId}/resubmission-quote', {
        ...atOrder(orderId),
        body: { changes },
      });
      setQuoted({ quote: await answered(asked), changes });
    },
  });
  return (
    <>
      <p>{t('anewHint')}</p>
      <Form
        error={asking.error}
        isSending={asking.isPending}
        submit={t('quote')}
        label={t('anew')}
        onSubmit={(typed) => {
          setQuoted(undefined);
          asking.mutate(changesIn(typed, names));
        }}
      >
        <LongTextField name="names" label={t('names')} value={names.join('\n')} rows={4} />
        <ChoiceField
          name="validation"
          label={t('validation')}
          none={t('asBefore')}
          isOptional
          choices={validationMethodChoices.map((word) => ({ value: word.id, words: say(word) }))}
        />
      </Form>
      {quoted && <Submit orderId={orderId} {...quoted} />}
    </>
  );
}

function changesIn(typed: Typed, before: readonly string[]): Changes {
  const names = typed
    .text('names')
    .split(/[\s,,]+/)
    .filter((name) => name !== '');
  const validation = typed.given('validation');
  return {
    ...(names.join() !== before.join() && { names }),
    ...(validation !== undefined && { validation }),
  } as Changes;
}

interface SubmitProps {
  readonly orderId: string;
  readonly quote: Quote;
  readonly changes: Changes;
}

function Submit({ orderId, quote: { price, warnings }, changes }: SubmitProps) {
  const t = useTexts(TEXTS);
  const say = useSay();
  const money = useMoney();
  const navigate = useNavigate();
  const { send, isSending, error } = useWrite<undefined, { readonly orderId: string }>({
    write: (_nothing, known) =>
      answered(
        api.POST('/v1/orders/{orderId}/resubmit', {
          ...atOrder(orderId),
          body: { changes, ...(price && { expectedPrice: price.amount }) },
          ...known,
        }),
      ),
    changes: changedByOrder(orderId),
    done: (made) => void navigate(`/orders/${made.orderId}`),
  });
  return (
    <div role="status">
      <p>{price ? t('costs', { price: money(price.amount, price.currency) }) : t('costsNothing')}</p>
      {warnings.map((warning) => (
        <p key={warning.en}>{say(warning)}</p>
      ))}
      <Button danger loading={isSending} onClick={() => send(undefined)}>
        {t('submit')}
      </Button>
      {error !== null && <Problem error={error} />}
    </div>
  );
}
