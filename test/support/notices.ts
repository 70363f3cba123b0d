/** Notices for tests of activities: posted for real, their delivery noted instead of started; and what became of them. */
import type { PostingDependencies } from '../../activities/notices/posting.js';
import type { Database } from '../../db/database.js';
import type { NoticeChannelName } from '../../domain/notices/words.js';

export interface StartedDelivery {
  readonly noticeId: string;
  readonly channels: readonly NoticeChannelName[];
}

/** What posting needs, with a starter that stands in for Temporal and notes what it was asked to start. */
export function postingWithoutTemporal(
  database: Database,
  clock: () => number,
  over: { readonly mailIsConfigured?: boolean } = {},
): PostingDependencies & { readonly started: readonly StartedDelivery[] } {
  const started: StartedDelivery[] = [];
  return {
    database,
    clock,
    mailIsConfigured: over.mailIsConfigured ?? true,
    started,
    starter: {
      deliverNotice: (noticeId, channels) => {
        started.push({ noticeId, channels });
        return Promise.resolve();
      },
    },
  };
}

export interface SettledRung {
  readonly occasion: string;
  readonly rung: number;
  readonly outcome: string;
  readonly attempts: number;
}

/** The rungs of an order's waits on one channel, in the order in which they were posted. */
export async function rungsOf(
  database: Database,
  orderId: string,
  channel: NoticeChannelName = 'mail',
): Promise<SettledRung[]> {
  const { rows } = await database.query<SettledRung>(
    `select occasion, rung, outcome, attempts
       from account_notices join notice_deliveries using (notice_id)
      where order_id = $1 and channel = $2 and kind = 'waiting'
      order by posted_at, occasion, rung`,
    [orderId, channel],
  );
  return rows;
}
