/** One's own sign-in: another password, and where one is signed in. */
import { useState } from 'react';
import { answered, api } from '../../api/client.js';
import { goToSignIn } from '../../api/signed-out.js';
import { useWrite } from '../../api/use-write.js';
import { Form, type Typed } from '../../parts/form.js';
import { TextField } from '../../parts/form-field.js';
import { PageHead } from '../../parts/page-head.js';
import { useSession } from '../../session/session.js';
import { useTexts } from '../../texts/texts.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import { Sessions } from './sessions.js';
import { SIGN_IN_TEXTS } from './texts.js';

export function Page() {
  const t = useTexts(SIGN_IN_TEXTS);
  const roleOf = useWords('roles');
  const { kind, name, role, may } = useSession();
  return (
    <>
      <PageHead title={t('title')} />
      <dl className="facts">
        <dt>{t('who')}</dt>
        <dd>
          <bdi>{name}</bdi>
        </dd>
        <dt>{t('role')}</dt>
        <dd>{roleOf(role)}</dd>
      </dl>
      {kind === 'user' && may('users.setPassword') && <OwnPassword />}
      <Sessions />
    </>
  );
}

interface Passwords {
  readonly current: string;
  readonly password: string;
}

function OwnPassword() {
  const t = useTexts(SIGN_IN_TEXTS);
  const { id: user } = useSession();
  const [isDifferent, setDifferent] = useState(false);
  const { send, isSending, error } = useWrite({
    write: (body: Passwords, known) =>
      answered(api.PUT('/v1/users/{user}/password', { params: { path: { user } }, body, ...known })),
    done: goToSignIn,
  });
  const submit = (typed: Typed) => {
    const password = typed.text('password');
    const isSame = password === typed.text('again');
    setDifferent(!isSame);
    if (isSame) send({ current: typed.text('current'), password });
  };
  return (
    <section>
      <h2>{t('password')}</h2>
      <p>{t('afterwards')}</p>
      <Form
        label={t('password')}
        error={error}
        isSending={isSending}
        submit={t('password')}
        onSubmit={submit}
      >
        <TextField name="current" label={t('current')} type="password" autoComplete="current-password" />
        <TextField name="password" label={t('next')} type="password" autoComplete="new-password" />
        <TextField name="again" label={t('again')} type="password" autoComplete="new-password" />
        {isDifferent && (
          <p role="alert" className="field-problem">
            {t('different')}
          </p>
        )}
      </Form>
    </section>
  );
}
