/** A reminder that somebody asks for: of the wait in which it is the subscriber's turn, once a day of it. */
import { loadNoticeSubject, type NoticeSubjectRecord } from '../../db/statements/notices/posting.js';
import {
  askedRung,
  daysOfWait,
  nextAskedAt,
  type ReminderOfToday,
} from '../../domain/notices/asked-again.js';
import { noticeIdOf } from '../../domain/notices/identity.js';
import { ladderParts } from '../../domain/notices/standing.js';
import { PARTY_OF, WAITS, type Wait } from '../../domain/waits.js';
import type { PostingDependencies } from './posting.js';

/** Throws OrderFailure `DatabaseUnavailable`. */
export async function reminderOfToday(
  { database, clock }: Pick<PostingDependencies, 'database' | 'clock'>,
  orderId: string,
): Promise<ReminderOfToday> {
  const about = await loadNoticeSubject(database, { orderId });
  const turn = about && subscribersTurn(about);
  if (!turn) return { outcome: 'not-their-turn' };
  const { wait, since } = turn;
  const ladderSince = latestLadder(about, turn) ?? since;
  const began = Date.parse(ladderSince);
  const now = clock();
  const nextAt = new Date(nextAskedAt(began, now)).toISOString();
  const told = { occasion: `${wait}@${ladderSince}`, rung: askedRung(daysOfWait(began, now)) };
  const noticeId = noticeIdOf(about.account, { subject: { orderId }, kind: 'waiting', ...told });
  const isTold = about.posted.some((notice) => notice.noticeId === noticeId && notice.handedOver);
  return isTold ? { outcome: 'told', wait, nextAt } : { outcome: 'open', wait, nextAt, ...told };
}

interface Turn {
  readonly wait: Wait;
  readonly since: string;
}

/** What is told first, else the proof beside it. */
function subscribersTurn({ waitingOn, since, tracks }: NoticeSubjectRecord): Turn | undefined {
  const stands = [
    { waitingOn, since },
    ...(tracks ?? []).flatMap(({ status, waitingOn: on, since: from }) =>
      status === 'open' ? [{ waitingOn: on ?? null, since: from ?? null }] : [],
    ),
  ];
  for (const stand of stands) {
    const wait = WAITS.find((known) => known === stand.waitingOn);
    if (wait && stand.since !== null && PARTY_OF[wait] === 'subscriber') return { wait, since: stand.since };
  }
  return undefined;
}

/** A wait whose random value was replaced has a ladder that began later than itself. */
function latestLadder({ posted }: NoticeSubjectRecord, { wait, since }: Turn): string | undefined {
  return posted
    .flatMap(({ kind, occasion }) => (kind === 'waiting' ? [ladderParts(occasion)] : []))
    .filter((ladder) => ladder.wait === wait && Date.parse(ladder.since) >= Date.parse(since))
    .map((ladder) => ladder.since)
    .sort()
    .at(-1);
}
