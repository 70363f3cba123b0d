/** Links that sign somebody in once: by the hash of their token alone, and gone with their use. */
import type { Queryable } from '../../database.js';

export interface NewOnceSignIn {
  readonly tokenHash: string;
  readonly userId: string;
  readonly expiresAt: Date;
}

/** Those that are over go at the same time. */
export async function insertOnceSignIn(
  database: Queryable,
  { tokenHash, userId, expiresAt }: NewOnceSignIn,
  now: Date,
): Promise<void> {
  await database.query('delete from once_sign_ins where expires_at <= $1', [now]);
  await database.query('insert into once_sign_ins (token_hash, user_id, expires_at) values ($1, $2, $3)', [
    tokenHash,
    userId,
    expiresAt,
  ]);
}

/** Whether it would still be taken. */
export async function onceSignInStands(database: Queryable, tokenHash: string, now: Date): Promise<boolean> {
  const { rowCount } = await database.query(
    'select from once_sign_ins where token_hash = $1 and expires_at > $2',
    [tokenHash, now],
  );
  return rowCount === 1;
}

/** Whom it is for, told to the first who asks; undefined where it was taken, is over, or never was. */
export async function takeOnceSignIn(
  database: Queryable,
  tokenHash: string,
  now: Date,
): Promise<string | undefined> {
  const { rows } = await database.query<{ userId: string }>(
    'delete from once_sign_ins where token_hash = $1 and expires_at > $2 returning user_id as "userId"',
    [tokenHash, now],
  );
  return rows[0]?.userId;
}
