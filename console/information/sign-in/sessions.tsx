/** Where somebody is signed in; of an owner, where the account's people are. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { answered, api } from '../../api/client.js';
import type { components } from '../../generated/api.js';
import { Confirm } from '../../parts/confirm.js';
import { Empty } from '../../parts/empty.js';
import { Read } from '../../parts/read.js';
import { useSession } from '../../session/session.js';
import { useTexts } from '../../texts/texts.js';
import { useTimes } from '../../texts/times.js';
import { COMMON_TEXTS } from '../texts.js';
import { SIGN_IN_TEXTS } from './texts.js';

type SignedIn = components['schemas']['SessionView'];

const SESSIONS = queryOptions({
  queryKey: ['sessions'],
  queryFn: () => answered(api.GET('/v1/sessions')),
});

export function Sessions() {
  const t = useTexts(SIGN_IN_TEXTS);
  const query = useQuery(SESSIONS);
  return (
    <section>
      <h2>{t('sessions')}</h2>
      <Read query={query}>
        {({ items }) => (items.length === 0 ? <Empty what={t('none')} /> : <SessionTable sessions={items} />)}
      </Read>
    </section>
  );
}

function SessionTable({ sessions }: { readonly sessions: readonly SignedIn[] }) {
  const t = useTexts(SIGN_IN_TEXTS);
  const common = useTexts(COMMON_TEXTS);
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('who')}</th>
          <th scope="col">{t('from')}</th>
          <th scope="col">{t('since')}</th>
          <th scope="col">{t('seen')}</th>
          <th scope="col">{t('until')}</th>
          <th scope="col">{common('actions')}</th>
        </tr>
      </thead>
      <tbody>
        {sessions.map((session) => (
          <SessionRow key={session.sessionId} session={session} />
        ))}
      </tbody>
    </table>
  );
}

function SessionRow({ session }: { readonly session: SignedIn }) {
  const t = useTexts(SIGN_IN_TEXTS);
  const times = useTimes();
  const { may } = useSession();
  const { sessionId, login, from, createdAt, seenAt, expiresAt } = session;
  const called = { login, since: times.dateTime(createdAt) };
  return (
    <tr>
      <th scope="row" data-label={t('who')}>
        <bdi>{login}</bdi>
      </th>
      <td data-label={t('from')}>{from}</td>
      <td data-label={t('since')}>{called.since}</td>
      <td data-label={t('seen')}>{times.dateTime(seenAt)}</td>
      <td data-label={t('until')}>{times.dateTime(expiresAt)}</td>
      <td>
        {may('sessions.revoke') && (
          <Confirm
            button={t('end')}
            label={t('endOf', called)}
            question={t('askEnd', called)}
            consequence={t('afterEnd')}
            changes={[SESSIONS.queryKey]}
            write={(_, known) =>
              answered(api.DELETE('/v1/sessions/{sessionId}', { params: { path: { sessionId } }, ...known }))
            }
          />
        )}
      </td>
    </tr>
  );
}
