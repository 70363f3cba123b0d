/** By which phone or mailbox on public record the CA reaches the company. */
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import type { operations } from '../../generated/api.js';
import { ChoiceField, TextField } from '../../parts/form-field.js';
import { Form, type Typed } from '../../parts/form.js';
import { useSay, useTexts } from '../../texts/texts.js';
import { useVocabulary } from '../../vocabulary/use-vocabulary.js';
import { atOrder, changedByOrder } from '../reads.js';
import { useState } from 'react';
import { PEOPLE_TEXTS } from './people-texts.js';

type Body = operations['repairChannel']['requestBody']['content']['application/json'];

export function Channel({ orderId }: { readonly orderId: string }) {
  const t = useTexts(PEOPLE_TEXTS);
  const say = useSay();
  const { channelWays, channelSources } = useVocabulary();
  const [by, setBy] = useState('phone');
  const { send, isSending, error } = useWrite<Body, unknown>({
    write: (body, known) =>
      answered(api.PUT('/v1/orders/{orderId}/channel', { ...atOrder(orderId), body, ...known })),
    changes: changedByOrder(orderId),
  });
  return (
    <Form
      error={error}
      isSending={isSending}
      submit={t('save')}
      label={t('channel')}
      onSubmit={(typed) => send({ channel: channelIn(typed, by) } as Body)}
    >
      <ChoiceField
        name="channel.by"
        label={t('by')}
        value={by}
        onChange={setBy}
        choices={channelWays.map((word) => ({ value: word.id, words: say(word) }))}
      />
      {by === 'email' ? (
        <TextField name="channel.address" label={t('address')} />
      ) : (
        <TextField name="channel.number" label={t('number')} />
      )}
      <ChoiceField
        name="channel.source"
        label={t('source')}
        choices={channelSources.map((word) => ({ value: word.id, words: say(word) }))}
      />
      <TextField name="channel.where" label={t('where')} isOptional />
      <TextField name="channel.slot" label={t('slot')} isOptional />
    </Form>
  );
}

/** What none of them can be, the server says. */
function channelIn(typed: Typed, by: string): Readonly<Record<string, string>> {
  const given = ['number', 'address', 'source', 'where', 'slot'].flatMap((field) => {
    const value = typed.given(`channel.${field}`);
    return value === undefined ? [] : [[field, value] as const];
  });
  return { by, ...Object.fromEntries(given) };
}
