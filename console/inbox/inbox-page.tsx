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
  const { may } = useSession();
  // The orders of an account are nothing that an operator of the installation lists.
  const listsOrders = may('page');
  return (
    <>
      <PageHead title={t('title')} />
      {may('approvals.approve') && <Approvals />}
      {listsOrders && may('desk.orders') && <Waits />}
      {listsOrders && !may('desk.orders') && may('letters.upload') && <LetterWaits />}
      {may('notices.page') && <UnreadNotices />}
    </>
  );
}
