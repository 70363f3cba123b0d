/** Put right in place, while the order goes on: the way to prove control, the contact, how the CA reaches the company. */
import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import { ChoiceField } from '../../parts/form-field.js';
import { Form } from '../../parts/form.js';
import { useSession } from '../../session/session.js';
import { texts, useSay, useTexts } from '../../texts/texts.js';
import { useVocabulary } from '../../vocabulary/use-vocabulary.js';
import { atOrder, changedByOrder } from '../reads.js';
import { Channel } from './channel.js';
import type { PartProps } from './peoples-part.js';

const TEXTS = texts('orders/repairs', {
  title: { zh: '就地更正', en: 'Put it right in place' },
  method: { zh: '更换域名验证方式', en: 'Another way to prove control' },
  validation: { zh: '域名验证方式', en: 'Way to prove control' },
  contact: { zh: '更换联系人', en: 'Another contact' },
  saved: { zh: '已保存的联系人', en: 'A saved contact' },
  channel: { zh: '更换 CA 核实企业的方式', en: 'Another way to reach the company' },
  change: { zh: '更换', en: 'Change it' },
  done: { zh: '已更换。', en: 'Changed.' },
});

export function Repairs({ order, waits }: PartProps) {
  const t = useTexts(TEXTS);
  const { may } = useSession();
  const { orderId, validations, tracks, waitingOn } = order;
  const hasCompany = tracks.some(({ track, status }) => track === 'organization' && status !== 'done');
  const canMethod = validations.length > 0 && may('repair');
  const canContact = hasCompany && may('repairContact');
  const canChannel = hasCompany && may('repairChannel') && !waits.includes('subscriber-channel');
  if (waitingOn === null || !(canMethod || canContact || canChannel)) return null;
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
          <Contact orderId={orderId} />
        </details>
      )}
      {canChannel && (
        <details>
          <summary>{t('channel')}</summary>
          <Channel orderId={orderId} />
        </details>
      )}
    </section>
  );
}

type Method = PartProps['order']['validations'][number]['method'];

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

function Contact({ orderId }: { readonly orderId: string }) {
  const t = useTexts(TEXTS);
  const { may } = useSession();
  const contacts = useQuery({
    queryKey: ['contacts', 'to-choose'],
    queryFn: () => answered(api.GET('/v1/contacts', { params: { query: { limit: 1_000 } } })),
    enabled: may('contacts.page'),
  });
  const { send, isSending, error, answer } = useWrite<string, unknown>({
    write: (existing, known) =>
      answered(
        api.PUT('/v1/orders/{orderId}/contact', {
          ...atOrder(orderId),
          body: { contact: { existing } },
          ...known,
        }),
      ),
    changes: changedByOrder(orderId),
  });
  return (
    <>
      <Form
        error={error}
        isSending={isSending}
        submit={t('change')}
        label={t('contact')}
        onSubmit={(typed) => send(typed.text('contact'))}
      >
        <ChoiceField
          name="contact"
          label={t('saved')}
          choices={(contacts.data?.items ?? []).map((contact) => ({
            value: contact.id,
            words: contact.details.name,
          }))}
        />
      </Form>
      <p role="status">{answer !== undefined && !isSending && t('done')}</p>
    </>
  );
}
