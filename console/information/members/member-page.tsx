/** One member: another role, another password, or no member any more. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import { Confirm } from '../../parts/confirm.js';
import { Empty } from '../../parts/empty.js';
import { Form } from '../../parts/form.js';
import { ChoiceField, TextField } from '../../parts/form-field.js';
import { PageHead } from '../../parts/page-head.js';
import { Read } from '../../parts/read.js';
import { useSession, type Role } from '../../session/session.js';
import { useTexts } from '../../texts/texts.js';
import { useChoices } from '../choices.js';
import { COMMON_TEXTS } from '../texts.js';
import { MEMBERS, type Member } from './reads.js';
import { MEMBER_TEXTS } from './texts.js';

const LIST = '/information/members';

export function Page() {
  const t = useTexts(MEMBER_TEXTS);
  const { user } = useParams();
  const query = useQuery(MEMBERS);
  const member = query.data?.items.find(({ userId }) => userId === user);
  return (
    <>
      <PageHead title={member ? t('one', { login: member.login }) : t('title')}>
        {member && <Removal member={member} />}
      </PageHead>
      <Read query={query}>
        {() => (member ? <MemberPart key={member.userId} member={member} /> : <Empty what={t('none')} />)}
      </Read>
    </>
  );
}

function Removal({ member: { userId, login } }: { readonly member: Member }) {
  const t = useTexts(MEMBER_TEXTS);
  const common = useTexts(COMMON_TEXTS);
  const navigate = useNavigate();
  const { may } = useSession();
  if (!may('users.remove')) return null;
  return (
    <Confirm
      button={common('remove')}
      label={common('removeOf', { what: login })}
      question={t('askRemove', { login })}
      consequence={t('afterRemove')}
      changes={[MEMBERS.queryKey]}
      write={(_, known) =>
        answered(api.DELETE('/v1/users/{user}', { params: { path: { user: userId } }, ...known }))
      }
      done={() => void navigate(LIST)}
    />
  );
}

function MemberPart({ member }: { readonly member: Member }) {
  const t = useTexts(MEMBER_TEXTS);
  const { id, may } = useSession();
  const { userId, isAtHome, providers } = member;
  const isOurs = isAtHome && providers.length === 0;
  return (
    <>
      {may('users.setRole') && <RoleForm member={member} />}
      <h2>{t('setPassword')}</h2>
      {userId === id && <p>{t('yourself')}</p>}
      {userId !== id && !isOurs && <p>{t('noPassword')}</p>}
      {userId !== id && isOurs && may('users.setPasswordOfOthers') && <PasswordForm member={member} />}
    </>
  );
}

function RoleForm({ member: { userId, role, roleBy } }: { readonly member: Member }) {
  const t = useTexts(MEMBER_TEXTS);
  const common = useTexts(COMMON_TEXTS);
  const roles = useChoices('roleChoices');
  const { send, isSending, error, answer } = useWrite({
    write: (body: { role: Role }, known) =>
      answered(api.PUT('/v1/users/{user}/role', { params: { path: { user: userId } }, body, ...known })),
    changes: [MEMBERS.queryKey, ['session']],
  });
  return (
    <section>
      <h2>{t('change')}</h2>
      {roleBy !== null && <p>{t('roleBy', { provider: roleBy })}</p>}
      <Form
        label={t('change')}
        error={error}
        isSending={isSending}
        submit={common('save')}
        onSubmit={(typed) => send({ role: typed.text('role') as Role })}
      >
        <ChoiceField name="role" label={t('role')} choices={roles} value={role} />
      </Form>
      <p role="status">{answer && common('saved')}</p>
    </section>
  );
}

function PasswordForm({ member: { userId } }: { readonly member: Member }) {
  const t = useTexts(MEMBER_TEXTS);
  const [count, setCount] = useState(0);
  const { send, isSending, error } = useWrite({
    write: (body: { password: string }, known) =>
      answered(api.PUT('/v1/users/{user}/password', { params: { path: { user: userId } }, body, ...known })),
    changes: [MEMBERS.queryKey],
    done: () => setCount(count + 1),
  });
  return (
    <>
      <Form
        emptiedAfter={count}
        label={t('setPassword')}
        error={error}
        isSending={isSending}
        submit={t('setPassword')}
        onSubmit={(typed) => send({ password: typed.text('password') })}
      >
        <TextField name="password" label={t('newPassword')} type="password" autoComplete="new-password" />
      </Form>
      <p role="status">{count > 0 && t('passwordSet')}</p>
    </>
  );
}
