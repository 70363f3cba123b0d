/** A new API key: what it is called, what it may do, and until when. */
import { useState } from 'react';
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import { Form, type Typed } from '../../parts/form.js';
import { ChoiceField, TextField } from '../../parts/form-field.js';
import type { Role } from '../../session/session.js';
import { useTexts } from '../../texts/texts.js';
import { useChoices } from '../choices.js';
import { API_KEYS, type ShownApiKey } from './reads.js';
import { API_KEY_TEXTS } from './texts.js';

interface NewKey {
  readonly name: string;
  readonly role: Role;
  readonly expiresAt?: string;
}

export function NewApiKey({ onShown }: { readonly onShown: (key: ShownApiKey) => void }) {
  const t = useTexts(API_KEY_TEXTS);
  const roles = useChoices('roleChoices');
  const [count, setCount] = useState(0);
  const { send, isSending, error } = useWrite<NewKey, ShownApiKey>({
    write: (body, known) => answered(api.POST('/v1/api-keys', { body, ...known })),
    changes: [API_KEYS.queryKey],
    done: (key) => {
      setCount(count + 1);
      onShown(key);
    },
  });
  return (
    <section>
      <h2>{t('create')}</h2>
      <Form
        emptiedAfter={count}
        label={t('create')}
        error={error}
        isSending={isSending}
        submit={t('create')}
        onSubmit={(typed) => send(keyIn(typed))}
      >
        <TextField name="name" label={t('name')} hint={t('nameHint')} />
        <ChoiceField name="role" label={t('role')} choices={roles} />
        <TextField name="expiresAt" label={t('expires')} hint={t('expiresHint')} type="date" isOptional />
      </Form>
    </section>
  );
}

/** What is wrong with it, the server says; the end of a day is that of whoever chose it. */
function keyIn(typed: Typed): NewKey {
  const day = typed.given('expiresAt');
  return {
    name: typed.text('name'),
    role: typed.text('role') as Role,
    ...(day !== undefined && { expiresAt: endOf(day) }),
  };
}

function endOf(day: string): string {
  const end = new Date(`${day}T23:59:59`);
  return Number.isNaN(end.getTime()) ? day : end.toISOString();
}
