/** A reminder that somebody asks for: whom it goes to, and by which channels, is the worker's to know. */
import { proxyActivities } from '@temporalio/workflow';
import type { AskedReminder } from '../domain/notices/asked-again.js';
import type { NoticeActivities } from './activity-contract/notices.js';
import { DELEGATION_STEP } from './activity-options.js';

const steps = proxyActivities<Pick<NoticeActivities, 'reminderOfToday' | 'postReminder'>>(DELEGATION_STEP);

/** Asked first and posted then: whichever answer is lost, each step may be taken again. */
export async function askedReminder(orderId: string): Promise<AskedReminder> {
  const today = await steps.reminderOfToday(orderId);
  if (today.outcome !== 'open') return today;
  const { wait, nextAt, occasion, rung } = today;
  const noticeId = await steps.postReminder({ orderId, occasion, rung });
  return noticeId === null ? { outcome: 'not-their-turn' } : { outcome: 'posted', noticeId, wait, nextAt };
}
