/** A session that ended while somebody works: told over the page, which stays as it is until they sign in again. */
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { goToSignIn, onSignedOut } from '../api/signed-out.js';
import { queryClient } from '../api/query-client.js';
import { texts, useTexts } from '../texts/texts.js';
import { SESSION } from './session.js';

const TEXTS = texts('signed-out', {
  title: { zh: '登录已过期', en: 'You are no longer signed in' },
  next: {
    zh: '已填写的内容仍保留在此浏览器中(私钥密码除外)。重新登录后回到此页。',
    en: 'What you typed is kept in this browser, a key password excepted. Sign in again, and you come back to this page.',
  },
  signIn: { zh: '重新登录', en: 'Sign in again' },
});

export function SignedOut() {
  const t = useTexts(TEXTS);
  const dialog = useRef<HTMLDialogElement>(null);
  const [isOut, setOut] = useState(false);
  useEffect(
    () =>
      onSignedOut(() => {
        // Nobody was signed in when the page was opened: there is nothing to stay for.
        if (queryClient.getQueryData(SESSION.queryKey) === undefined) goToSignIn();
        else setOut(true);
      }),
    [],
  );
  useEffect(() => {
    if (isOut) dialog.current?.showModal();
  }, [isOut]);
  if (!isOut) return null;
  return (
    <dialog ref={dialog} aria-labelledby="signed-out" className="signed-out">
      <h2 id="signed-out">{t('title')}</h2>
      <p>{t('next')}</p>
      <Button type="primary" onClick={goToSignIn} autoFocus>
        {t('signIn')}
      </Button>
    </dialog>
  );
}
