/** Who belongs to the account, as what, and whom to add. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Empty } from '../../parts/empty.js';
import { PageHead } from '../../parts/page-head.js';
import { Read } from '../../parts/read.js';
import { useSession } from '../../session/session.js';
import { useTexts } from '../../texts/texts.js';
import { useTimes } from '../../texts/times.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import { useChoices } from '../choices.js';
import { COMMON_TEXTS } from '../texts.js';
import { NewMember } from './new-member.js';
import { MEMBERS, type Member } from './reads.js';
import { MEMBER_TEXTS } from './texts.js';

export function Page() {
  const t = useTexts(MEMBER_TEXTS);
  const { may } = useSession();
  const query = useQuery(MEMBERS);
  return (
    <>
      <PageHead title={t('title')} />
      <Read query={query}>
        {({ items }) => (items.length === 0 ? <Empty what={t('none')} /> : <MemberTable members={items} />)}
      </Read>
      {may('users.add') && <NewMember />}
      <Roles />
    </>
  );
}

function MemberTable({ members }: { readonly members: readonly Member[] }) {
  const t = useTexts(MEMBER_TEXTS);
  const common = useTexts(COMMON_TEXTS);
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('login')}</th>
          <th scope="col">{t('role')}</th>
          <th scope="col">{t('by')}</th>
          <th scope="col">{t('signedIn')}</th>
          <th scope="col">{common('actions')}</th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <MemberRow key={member.userId} member={member} />
        ))}
      </tbody>
    </table>
  );
}

function MemberRow({ member }: { readonly member: Member }) {
  const t = useTexts(MEMBER_TEXTS);
  const common = useTexts(COMMON_TEXTS);
  const times = useTimes();
  const roleOf = useWords('roles');
  const { may } = useSession();
  const { userId, login, role, signedInAt } = member;
  return (
    <tr>
      <th scope="row" data-label={t('login')}>
        <bdi>{login}</bdi>
      </th>
      <td data-label={t('role')}>{roleOf(role)}</td>
      <td data-label={t('by')}>
        <SignsInBy member={member} />
      </td>
      <td data-label={t('signedIn')}>{signedInAt === null ? common('never') : times.dateTime(signedInAt)}</td>
      <td>
        {may('users.setRole') && (
          <Link to={`/information/members/${userId}`} aria-label={t('manageOf', { login })}>
            {t('manage')}
          </Link>
        )}
      </td>
    </tr>
  );
}

function SignsInBy({ member: { hasPassword, providers, isAtHome } }: { readonly member: Member }) {
  const t = useTexts(MEMBER_TEXTS);
  const ways = [...(hasPassword ? [t('byPassword')] : []), ...providers];
  return (
    <>
      {ways.length > 0 ? ways.join(', ') : t('byNothing')}
      {!isAtHome && <p className="small">{t('elsewhere')}</p>}
    </>
  );
}

/** In the server's words. */
function Roles() {
  const t = useTexts(MEMBER_TEXTS);
  const roles = useChoices('roleChoices');
  return (
    <section>
      <h2>{t('roles')}</h2>
      <ul>
        {roles.map(({ value, words }) => (
          <li key={value}>{words}</li>
        ))}
      </ul>
    </section>
  );
}
