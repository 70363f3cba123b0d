/** Addresses of calendars: by the hash of their token alone, one a person and account. */
import type { Role } from '../../../domain/accounts/roles.js';
import type { Queryable } from '../../database.js';

export interface CalendarFeedRow {
  readonly feedId: string;
  readonly createdAt: Date;
  readonly readAt: Date | null;
}

const COLUMNS = `feed_id as "feedId", created_at as "createdAt", read_at as "readAt"`;

export interface NewCalendarFeed {
  readonly feedId: string;
  readonly account: string;
  readonly userId: string;
  readonly tokenHash: string;
  readonly at: Date;
}

/** In place of the one before. */
export async function replaceCalendarFeed(
  database: Queryable,
  { feedId, account, userId, tokenHash, at }: NewCalendarFeed,
): Promise<void> {
  await database.query(
    `insert into calendar_feeds (feed_id, account, user_id, token_hash, created_at) values ($1, $2, $3, $4, $5)
     on conflict (user_id, account) do update
       set feed_id = excluded.feed_id, token_hash = excluded.token_hash, created_at = excluded.created_at, read_at = null`,
    [feedId, account, userId, tokenHash, at],
  );
}

export async function findCalendarFeed(
  database: Queryable,
  account: string,
  userId: string,
): Promise<CalendarFeedRow | undefined> {
  const { rows } = await database.query<CalendarFeedRow>(
    `select ${COLUMNS} from calendar_feeds where account = $1 and user_id = $2`,
    [account, userId],
  );
  return rows[0];
}

/** Its id; undefined where there was none. */
export async function deleteCalendarFeed(
  database: Queryable,
  account: string,
  userId: string,
): Promise<string | undefined> {
  const { rows } = await database.query<{ feedId: string }>(
    `delete from calendar_feeds where account = $1 and user_id = $2 returning feed_id as "feedId"`,
    [account, userId],
  );
  return rows[0]?.feedId;
}

export interface FeedReader extends CalendarFeedRow {
  readonly userId: string;
  readonly login: string;
  readonly account: string;
  /** Of now: whoever left the account reads nothing. */
  readonly role: Role;
}

export async function findFeedReader(
  database: Queryable,
  tokenHash: string,
): Promise<FeedReader | undefined> {
  const { rows } = await database.query<FeedReader>(
    `select ${COLUMNS.replace('created_at', 'calendar_feeds.created_at')}, users.user_id as "userId", login,
            calendar_feeds.account, role
       from calendar_feeds
       join users using (user_id)
       join memberships on memberships.user_id = users.user_id and memberships.account = calendar_feeds.account
      where token_hash = $1`,
    [tokenHash],
  );
  return rows[0];
}

export async function noteFeedRead(database: Queryable, feedId: string, at: Date): Promise<void> {
  await database.query('update calendar_feeds set read_at = $2 where feed_id = $1', [feedId, at]);
}
