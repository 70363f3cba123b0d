/** Another contact for an order that stands: a saved one, or a new person. */
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import type { operations } from '../../generated/api.js';
import { texts, useTexts } from '../../texts/texts.js';
import { valueAt } from '../form/draft.js';
import { FieldsForm } from '../form/fields-form.js';
import { ContactFields } from '../form/organization-step.js';
import { useChanging } from '../form/use-changing.js';
import { WizardContext } from '../form/wizard.js';
import { atOrder, changedByOrder, type Order } from '../reads.js';

const TEXTS = texts('orders/contact', {
  change: { zh: '更换联系人', en: 'Change the contact' },
  done: { zh: '联系人已更换。', en: 'The contact was changed.' },
});

type Body = operations['repairContact']['requestBody']['content']['application/json'];

export function Contact({ order, label }: { readonly order: Order; readonly label: string }) {
  const t = useTexts(TEXTS);
  const { orderId } = order;
  const { send, isSending, error, answer } = useWrite<Body, unknown>({
    write: (body, known) =>
      answered(api.PUT('/v1/orders/{orderId}/contact', { ...atOrder(orderId), body, ...known })),
    changes: changedByOrder(orderId),
  });
  const wizard = useChanging(order, { scope: 'contact', error, within: 'contact' });
  return (
    <WizardContext value={wizard}>
      <FieldsForm
        label={label}
        submit={t('change')}
        error={error}
        isSending={isSending}
        onSubmit={() => send({ contact: valueAt(wizard.draft.form, 'contact') ?? {} } as Body)}
      >
        <ContactFields />
      </FieldsForm>
      <p role="status">{answer !== undefined && !isSending && t('done')}</p>
    </WizardContext>
  );
}
