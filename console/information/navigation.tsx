/** The frame of "My information": its own navigation, of what somebody may look at. */
import { Navigate, NavLink, Outlet } from 'react-router';
import { Suspense } from 'react';
import { Loading } from '../parts/loading.js';
import { useSession } from '../session/session.js';
import { useTexts } from '../texts/texts.js';
import { SECTION_TEXTS, type Section } from './texts.js';
import '../styles/forms.css';

interface Place {
  readonly section: Section;
  readonly path: string;
  /** The read that the page is about. */
  readonly operation: string;
}

const PLACES: readonly Place[] = [
  { section: 'companies', path: 'companies', operation: 'companies.page' },
  { section: 'contacts', path: 'contacts', operation: 'contacts.page' },
  { section: 'connections', path: 'connections', operation: 'connections.list' },
  { section: 'routes', path: 'routes', operation: 'routes.list' },
  { section: 'delegations', path: 'delegations', operation: 'delegations.page' },
  { section: 'apiKeys', path: 'api-keys', operation: 'apiKeys.list' },
  { section: 'notices', path: 'notices', operation: 'notices.preferences' },
  { section: 'approvals', path: 'approvals', operation: 'approvals.rules' },
  { section: 'members', path: 'members', operation: 'users.list' },
  { section: 'signIn', path: 'sign-in', operation: 'sessions.list' },
];

function usePlaces(): readonly Place[] {
  const { may } = useSession();
  return PLACES.filter(({ operation }) => may(operation));
}

export function Page() {
  const t = useTexts(SECTION_TEXTS);
  return (
    <>
      <nav aria-label={t('sections')} className="side-navigation">
        <ul>
          {usePlaces().map(({ section, path }) => (
            <li key={section}>
              <NavLink to={`/information/${path}`}>{t(section)}</NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <Suspense fallback={<Loading />}>
        <Outlet />
      </Suspense>
    </>
  );
}

/** At the first that is theirs. */
export function First() {
  const [first] = usePlaces();
  return first ? <Navigate to={`/information/${first.path}`} replace /> : null;
}
