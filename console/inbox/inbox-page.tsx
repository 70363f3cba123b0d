/** What waits for people of this account: decisions first, then orders that they hold up, then what was told and not read. */
import { PageHead } from '../parts/page-head.js';
import { useSession } from '../session/session.js';
import { useTexts } from '../texts/texts.js';
import { Approvals } from './approvals.js';
import { UnreadNotices } from './notices.js';
import { INBOX_TEXTS } from './texts.js';
import { LetterWaits, Waits } from './waits.js';

export function Page() {
  const t = useTexts(INBOX_TEXTS);
  const { may, role } = useSession();
  return (
    <>
      <PageHead title={t('title')} />
      {may('approvals.approve') && <Approvals />}
      {role === 'letters' && <LetterWaits />}
      {may('desk.orders') && role !== 'operator' && <Waits />}
      {may('notices.page') && <UnreadNotices />}
    </>
  );
}
