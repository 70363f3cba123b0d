/** Who is signed in: which of their accounts they look at, how they read, and the way out. */
import { Button } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { chooseAccount, INSTALLATION } from '../api/account.js';
import { api } from '../api/client.js';
import { goToSignIn } from '../api/signed-out.js';
import { prefer, usePreferences, type Language, type Theme } from '../preferences/preferences.js';
import { useSession } from '../session/session.js';
import { useTexts } from '../texts/texts.js';
import { SHELL_TEXTS } from './texts.js';

export function AccountMenu() {
  const t = useTexts(SHELL_TEXTS);
  const { name } = useSession();
  return (
    <details className="account-menu">
      <summary>
        <span className="unseen">{t('settings')} </span>
        {name}
      </summary>
      <div className="account-menu-body">
        <AccountChoice />
        <LanguageChoice />
        <ThemeChoice />
        <Button onClick={() => void signOut()}>{t('signOut')}</Button>
      </div>
    </details>
  );
}

async function signOut(): Promise<void> {
  await api.DELETE('/sign-in/session').catch(() => undefined);
  goToSignIn();
}

function AccountChoice() {
  const t = useTexts(SHELL_TEXTS);
  const id = useId();
  const { memberships } = useSession();
  const [current] = memberships;
  const choose = (chosen: string) => {
    chooseAccount(chosen);
    // Begun anew: nothing of one account is left in another, and each role begins at what it is about.
    window.location.assign(document.baseURI);
  };
  return (
    <p>
      <label htmlFor={id}>{t('account')}</label>
      <select
        id={id}
        value={current?.account ?? INSTALLATION}
        onChange={({ target }) => choose(target.value)}
      >
        {memberships.map(({ account }) => (
          <option key={account ?? INSTALLATION} value={account ?? INSTALLATION}>
            {account ?? t('installation')}
          </option>
        ))}
      </select>
    </p>
  );
}

function LanguageChoice() {
  const t = useTexts(SHELL_TEXTS);
  const id = useId();
  const { language } = usePreferences();
  const queries = useQueryClient();
  const choose = (chosen: Language) => {
    prefer({ language: chosen });
    // Refusals that are shown were told in the other one.
    void queries.invalidateQueries();
  };
  return (
    <p>
      <label htmlFor={id}>{t('language')}</label>
      <select id={id} value={language} onChange={({ target }) => choose(target.value as Language)}>
        <option value="zh" lang="zh-CN">
          中文
        </option>
        <option value="en" lang="en">
          English
        </option>
      </select>
    </p>
  );
}

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

function ThemeChoice() {
  const t = useTexts(SHELL_TEXTS);
  const id = useId();
  const { theme } = usePreferences();
  return (
    <p>
      <label htmlFor={id}>{t('look')}</label>
      <select id={id} value={theme} onChange={({ target }) => prefer({ theme: target.value as Theme })}>
        {THEMES.map((each) => (
          <option key={each} value={each}>
            {t(each)}
          </option>
        ))}
      </select>
    </p>
  );
}
