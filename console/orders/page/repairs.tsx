/** Put right in place, while the order goes on: the way to prove control, the contact, how the CA reaches the company. */
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import { ChoiceField } from '../../parts/form-field.js';
import { Form } from '../../parts/form.js';
import { texts, useSay, useTexts } from '../../texts/texts.js';
import { useVocabulary } from '../../vocabulary/use-vocabulary.js';
import { atOrder, changedByOrder, useActs, type Order } from '../reads.js';
import { Channel } from './channel.js';
import { Contact } from './contact.js';

const TEXTS = texts('orders/repairs', {
  title: { zh: '就地更正', en: 'Put it right in place' },
  method: { zh: '更换域名验证方式', en: 'Another way to prove control' },
  validation: { zh: '域名验证方式', en: 'Way to prove control' },
  contact: { zh: '更换联系人', en: 'Another contact' },
  channel: { zh: '更换 CA 核实企业的方式', en: 'Another way to reach the company' },
  change: { zh: '更换', en: 'Change it' },
  done: { zh: '已更换。', en: 'Changed.' },
});

export function Repairs({ order }: { readonly order: Order }) {
  const t = useTexts(TEXTS);
  const { can, isAsked } = useActs(order);
  const { orderId, validations } = order;
  const [canMethod, canContact] = [can('change-validation'), can('change-contact')];
  // Where it is asked for, it stands above.
  const canChannel = can('change-channel') && !isAsked('change-channel');
  if (!(canMethod || canContact || canChannel)) return null;
  return (
    <section aria-labelledby="repairs">
      <h2 id="repairs">{t('title')}</h2>
      {canMethod && (
        <details>
          <summary>{t('method')}</summary>
          <Method orderId={orderId} method={validations[0]?.method} />
        </details>
      )}
      {canContact && (
        <details>
          <summary>{t('contact')}</summary>
          <Contact order={order} label={t('contact')} />
        </details>
      )}
      {canChannel && (
        <details>
          <summary>{t('channel')}</summary>
          <Channel order={order} />
        </details>
      )}
    </section>
  );
}

type Method = Order['validations'][number]['method'];

interface MethodProps {
  readonly orderId: string;
  readonly method: Method | undefined;
}

function Method({ orderId, method }: MethodProps) {
  const t = useTexts(TEXTS);
  const say = useSay();
  const { validationMethodChoices } = useVocabulary();
  const { send, isSending, error, answer } = useWrite<Method, unknown>({
    write: (validation, known) =>
      answered(
        api.PUT('/v1/orders/{orderId}/validation', { ...atOrder(orderId), body: { validation }, ...known }),
      ),
    changes: changedByOrder(orderId),
  });
  return (
    <>
      <Form
        error={error}
        isSending={isSending}
        submit={t('change')}
        label={t('method')}
        onSubmit={(typed) => send(typed.text('validation') as Method)}
      >
        <ChoiceField
          name="validation"
          label={t('validation')}
          value={method}
          choices={validationMethodChoices.map((word) => ({ value: word.id, words: say(word) }))}
        />
      </Form>
      <p role="status">{answer !== undefined && !isSending && t('done')}</p>
    </>
  );
}
