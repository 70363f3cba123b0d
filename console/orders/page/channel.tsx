/** By which phone or mailbox on public record the CA reaches the company. */
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import type { operations } from '../../generated/api.js';
import { useTexts } from '../../texts/texts.js';
import { ChannelFields } from '../form/channel-fields.js';
import { valueAt } from '../form/draft.js';
import { FieldsForm } from '../form/fields-form.js';
import { useChanging } from '../form/use-changing.js';
import { WizardContext } from '../form/wizard.js';
import { atOrder, changedByOrder, type Order } from '../reads.js';
import { PEOPLE_TEXTS } from './people-texts.js';

type Body = operations['repairChannel']['requestBody']['content']['application/json'];

export function Channel({ order }: { readonly order: Order }) {
  const t = useTexts(PEOPLE_TEXTS);
  const { orderId } = order;
  const { send, isSending, error, answer } = useWrite<Body, unknown>({
    write: (body, known) =>
      answered(api.PUT('/v1/orders/{orderId}/channel', { ...atOrder(orderId), body, ...known })),
    changes: changedByOrder(orderId),
  });
  const wizard = useChanging(order, { scope: 'channel', error, within: 'organizationCheck' });
  return (
    <WizardContext value={wizard}>
      <FieldsForm
        label={t('channel')}
        submit={t('save')}
        error={error}
        isSending={isSending}
        onSubmit={() => send({ channel: valueAt(wizard.draft.form, 'organizationCheck') ?? {} } as Body)}
      >
        <ChannelFields />
      </FieldsForm>
      <p role="status">{answer !== undefined && !isSending && t('saved')}</p>
    </WizardContext>
  );
}
