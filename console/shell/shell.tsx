/** The frame of every page: who is signed in, the navigation, and the page itself. */
import { Suspense } from 'react';
import { NavLink, Outlet, useLocation } from 'react-router';
import { useLive } from '../live/use-live.js';
import { useSession } from '../session/session.js';
import { useTexts } from '../texts/texts.js';
import { Loading } from '../parts/loading.js';
import { SignedOut } from '../session/signed-out.js';
import { AccountMenu } from './account-menu.js';
import { NAVIGATION_TEXTS, useNavigation } from './navigation.js';
import { SHELL_TEXTS } from './texts.js';

export function Shell() {
  return (
    <>
      <SignedOut />
      <Suspense fallback={<Loading />}>
        <Frame />
      </Suspense>
    </>
  );
}

function Frame() {
  const t = useTexts(SHELL_TEXTS);
  const { account, role } = useSession();
  const { pathname } = useLocation();
  useLive();
  return (
    <div className="frame">
      <a className="skip" href={`${pathname}#content`} onClick={focusContent}>
        {t('skip')}
      </a>
      <header className="frame-head">
        <NavLink to="/" className="brand">
          Sealflow
        </NavLink>
        <Navigation />
        <AccountMenu />
      </header>
      <main id="content" tabIndex={-1} className="frame-page" key={`${account} ${role}`}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}

/** The router knows nothing of parts of a page. */
function focusContent(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}

function Navigation() {
  const t = useTexts(SHELL_TEXTS);
  const name = useTexts(NAVIGATION_TEXTS);
  const entries = useNavigation();
  return (
    <nav aria-label={t('navigation')} className="navigation">
      <ul>
        {entries.map(({ key, path }) => (
          <li key={key}>
            <NavLink to={path}>{name(key)}</NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
