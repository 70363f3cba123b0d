/** An order that is withdrawn and submitted anew with changes, of any part of its form: what it costs is told before. */
import { Button } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import type { components, operations } from '../../generated/api.js';
import { Problem } from '../../parts/problem.js';
import { useMoney } from '../../texts/money.js';
import { texts, useSay, useTexts } from '../../texts/texts.js';
import { useVocabulary } from '../../vocabulary/use-vocabulary.js';
import { textAt } from '../form/draft.js';
import { SelectField } from '../form/fields.js';
import { FieldsForm } from '../form/fields-form.js';
import { KeyStep } from '../form/key-step.js';
import { NamesStep } from '../form/names-step.js';
import { OrganizationStep } from '../form/organization-step.js';
import { stepsOf } from '../form/steps.js';
import { WIZARD_TEXTS } from '../form/texts.js';
import { useChanging } from '../form/use-changing.js';
import { useWizard, WizardContext, type Wizard } from '../form/wizard.js';
import { atOrder, changedByOrder, type Order } from '../reads.js';

const TEXTS = texts('orders/resubmission', {
  anewHint: {
    zh: '原订单将被取消,新订单沿用其余内容。',
    en: 'This order is withdrawn; the new one keeps whatever is not changed here.',
  },
  quote: { zh: '查看费用', en: 'What it costs' },
  costs: { zh: '费用:{{price}}', en: 'It costs {{price}}.' },
  costsNothing: { zh: '通过本系统不产生费用。', en: 'Nothing is charged here.' },
  submit: { zh: '取消并重新提交', en: 'Withdraw and submit anew' },
});

type Quote = components['schemas']['Quote'];
type Request = Pick<
  operations['resubmit']['requestBody']['content']['application/json'],
  'changes' | 'keyPassword'
>;

interface Quoted {
  readonly quote: Quote;
  readonly request: Request;
}

export function Resubmission({ order, label }: { readonly order: Order; readonly label: string }) {
  const t = useTexts(TEXTS);
  const { orderId, names } = order;
  const [quoted, setQuoted] = useState<Quoted>();
  const asking = useMutation({
    mutationFn: async (request: Request) => {
      const asked = api.POST('/v1/orders/{orderId}/resubmission-quote', {
        ...atOrder(orderId),
        body: request,
      });
      setQuoted({ quote: await answered(asked), request });
    },
  });
  const wizard = useChanging(order, { scope: 'anew', error: asking.error });
  const request = requestOf(wizard, names);
  // What was quoted is what is sent: a change after it is asked about anew.
  const isAsQuoted = quoted !== undefined && JSON.stringify(quoted.request) === JSON.stringify(request);
  return (
    <WizardContext value={wizard}>
      <p>{t('anewHint')}</p>
      <FieldsForm
        label={label}
        submit={t('quote')}
        error={asking.error}
        isSending={asking.isPending}
        onSubmit={() => asking.mutate(request)}
      >
        <Parts />
      </FieldsForm>
      {isAsQuoted && <Submit orderId={orderId} {...quoted} />}
    </WizardContext>
  );
}

/** The wizard's own, a heading each. */
function Parts() {
  const t = useTexts(WIZARD_TEXTS);
  const say = useSay();
  const { validationMethodChoices } = useVocabulary();
  const { draft, product, set } = useWizard();
  const steps = stepsOf(product);
  return (
    <>
      <h3>{t('names')}</h3>
      <NamesStep />
      <h3>{t('validation')}</h3>
      <SelectField
        path="validation"
        choices={validationMethodChoices.map((word) => ({ value: word.id, words: say(word) }))}
        value={textAt(draft.form, 'validation')}
        onChange={(value) => set('validation', value)}
      />
      <h3>{t('key')}</h3>
      <KeyStep />
      {product && steps.includes('organization') && (
        <>
          <h3>{t('organization')}</h3>
          <OrganizationStep />
        </>
      )}
    </>
  );
}

function requestOf({ draft, keyPassword }: Wizard, before: readonly string[]): Request {
  const { keyPassword: none, ...form } = draft.form;
  const names = draft.names.split(/[\s,,]+/).filter((name) => name !== '');
  const changes = { ...form, ...(names.join() !== before.join() && { names }) };
  const password = draft.wantsPassword ? keyPassword : none === false ? false : undefined;
  return { changes, ...(password !== undefined && { keyPassword: password }) };
}

interface SubmitProps extends Quoted {
  readonly orderId: string;
}

function Submit({ orderId, quote: { price, warnings }, request }: SubmitProps) {
  const t = useTexts(TEXTS);
  const say = useSay();
  const money = useMoney();
  const navigate = useNavigate();
  const { send, isSending, error } = useWrite<undefined, { readonly orderId: string }>({
    write: (_nothing, known) =>
      answered(
        api.POST('/v1/orders/{orderId}/resubmit', {
          ...atOrder(orderId),
          body: { ...request, ...(price && { expectedPrice: price.amount }) },
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
