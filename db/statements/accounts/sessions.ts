/** Sessions of people: by the hash of their token alone, and gone with their row. */
import type { Queryable } from '../../database.js';

export interface NewSession {
  readonly sessionId: string;
  readonly tokenHash: string;
  readonly userId: string;
  readonly from: string;
  readonly at: Date;
  readonly expiresAt: Date;
}

export async function insertSession(database: Queryable, session: NewSession): Promise<void> {
  const { sessionId, tokenHash, userId, from, at, expiresAt } = session;
  await database.query(
    `insert into sessions (session_id, token_hash, user_id, opened_from, created_at, seen_at, expires_at)
     values ($1, $2, $3, $4, $5, $5, $6)`,
    [sessionId, tokenHash, userId, from, at, expiresAt],
  );
}

export interface OpenSession {
  readonly sessionId: string;
  readonly userId: string;
  readonly login: string;
  readonly home: string;
  readonly from: string;
  readonly seenAt: Date;
}

/** One that counts: not at its end, and used since `usedSince`. */
export async function findSession(
  database: Queryable,
  tokenHash: string,
  { now, usedSince }: { readonly now: Date; readonly usedSince: Date },
): Promise<OpenSession | undefined> {
  const { rows } = await database.query<OpenSession>(
    `select session_id as "sessionId", user_id as "userId", login, account as home, opened_from as "from", seen_at as "seenAt"
       from sessions join users using (user_id)
      where token_hash = $1 and expires_at > $2 and seen_at > $3`,
    [tokenHash, now, usedSince],
  );
  return rows[0];
}

export async function noteSessionSeen(database: Queryable, sessionId: string, at: Date): Promise<void> {
  await database.query('update sessions set seen_at = $2 where session_id = $1 and seen_at < $2', [
    sessionId,
    at,
  ]);
}

/** Whose it was; undefined where there is none. */
export async function deleteSessionByToken(
  database: Queryable,
  tokenHash: string,
): Promise<OpenSession | undefined> {
  const { rows } = await database.query<OpenSession>(
    `delete from sessions using users
      where token_hash = $1 and users.user_id = sessions.user_id
     returning session_id as "sessionId", users.user_id as "userId", login, account as home, opened_from as "from",
               seen_at as "seenAt"`,
    [tokenHash],
  );
  return rows[0];
}

/** Those that count no more, of everybody, and of this person all but the newest. */
export async function tidySessions(
  database: Queryable,
  { userId, now, usedSince, keep }: { userId: string; now: Date; usedSince: Date; keep: number },
): Promise<void> {
  await database.query('delete from sessions where expires_at <= $1', [now]);
  await database.query(
    `delete from sessions
      where user_id = $1
        and (seen_at <= $2
             or session_id in (select session_id from sessions where user_id = $1
                                order by created_at desc, session_id desc offset $3))`,
    [userId, usedSince, keep],
  );
}

export interface SessionRow {
  readonly sessionId: string;
  readonly userId: string;
  readonly login: string;
  readonly from: string;
  readonly createdAt: Date;
  readonly seenAt: Date;
  readonly expiresAt: Date;
}

/** Whose sessions: of one person, of the members who are at home in an account, or of whoever is at home there. */
export type WhoseSessions =
  { readonly userId: string } | { readonly home: string; readonly membersOnly: boolean };

function whoseCondition(whose: WhoseSessions): readonly [string, string] {
  if ('userId' in whose) return ['users.user_id = $1', whose.userId];
  const isMember =
    'exists (select from memberships where memberships.user_id = users.user_id and memberships.account = $1)';
  return [`users.account = $1${whose.membersOnly ? ` and ${isMember}` : ''}`, whose.home];
}

/** Those that count, the newest first. */
export async function listSessions(
  database: Queryable,
  whose: WhoseSessions,
  { now, usedSince }: { readonly now: Date; readonly usedSince: Date },
): Promise<SessionRow[]> {
  const [condition, value] = whoseCondition(whose);
  const { rows } = await database.query<SessionRow>(
    `select session_id as "sessionId", user_id as "userId", login, opened_from as "from",
            sessions.created_at as "createdAt", seen_at as "seenAt", expires_at as "expiresAt"
       from sessions join users using (user_id)
      where ${condition} and expires_at > $2 and seen_at > $3
      order by sessions.created_at desc, session_id desc limit 1000`,
    [value, now, usedSince],
  );
  return rows;
}

/** False where there is no such session among them. */
export async function deleteSession(
  database: Queryable,
  whose: WhoseSessions,
  sessionId: string,
): Promise<boolean> {
  const [condition, value] = whoseCondition(whose);
  const { rowCount } = await database.query(
    `delete from sessions
      where session_id = $2 and user_id in (select user_id from users where ${condition})`,
    [value, sessionId],
  );
  return rowCount === 1;
}

/** All of a person's but, where one is named, that one; resolves to how many. */
export async function deleteSessionsOf(
  database: Queryable,
  userId: string,
  except: string | null = null,
): Promise<number> {
  const { rowCount } = await database.query(
    'delete from sessions where user_id = $1 and session_id is distinct from $2',
    [userId, except],
  );
  return rowCount;
}
