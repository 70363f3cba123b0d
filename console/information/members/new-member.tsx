/** A new member: name, role, and what they sign in with: a first password, or an identity provider that knows them. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import { Form, type Typed } from '../../parts/form.js';
import { ChoiceField, TextField } from '../../parts/form-field.js';
import type { Role } from '../../session/session.js';
import { useTexts } from '../../texts/texts.js';
import { useChoices } from '../choices.js';
import { MEMBERS } from './reads.js';
import { MEMBER_TEXTS } from './texts.js';

interface NewUser {
  readonly login: string;
  readonly role: Role;
  readonly password?: string;
  readonly subject?: { readonly issuer: string; readonly subject: string };
}

export function NewMember() {
  const t = useTexts(MEMBER_TEXTS);
  const roles = useChoices('roleChoices');
  const members = useQuery(MEMBERS).data?.items ?? [];
  const known = [...new Set(members.flatMap(({ providers }) => providers))];
  const [count, setCount] = useState(0);
  const { send, isSending, error } = useWrite({
    write: (body: NewUser, known) => answered(api.POST('/v1/users', { body, ...known })),
    changes: [MEMBERS.queryKey],
    done: () => setCount(count + 1),
  });
  return (
    <section>
      <h2>{t('add')}</h2>
      <Form
        emptiedAfter={count}
        label={t('add')}
        error={error}
        isSending={isSending}
        submit={t('add')}
        onSubmit={(typed) => send(memberIn(typed))}
      >
        <TextField name="login" label={t('login')} />
        <ChoiceField name="role" label={t('role')} choices={roles} />
        <TextField
          name="password"
          label={t('password')}
          hint={t('passwordHint')}
          type="password"
          autoComplete="new-password"
          isOptional
        />
        <TextField
          name="issuer"
          label={t('issuer')}
          hint={t('issuerHint')}
          inputMode="url"
          offers={known}
          isOptional
        />
        <TextField name="subject" label={t('subject')} hint={t('subjectHint')} isOptional />
      </Form>
    </section>
  );
}

/** What is half given, and what does not go together, the server tells. */
function memberIn(typed: Typed): NewUser {
  const password = typed.text('password');
  const [issuer, subject] = [typed.given('issuer'), typed.given('subject')];
  return {
    login: typed.text('login'),
    role: typed.text('role') as Role,
    ...(password !== '' && { password }),
    ...((issuer ?? subject) !== undefined && { subject: { issuer: issuer ?? '', subject: subject ?? '' } }),
  };
}
