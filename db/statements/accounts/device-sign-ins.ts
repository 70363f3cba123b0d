/** Programs that wait to be signed in by a person elsewhere: one row each, for minutes. Times are the caller's, so that one clock counts. */
import type { Queryable } from '../../database.js';

export interface DeviceSignInRow {
  readonly userCode: string;
  readonly clientName: string;
  readonly askedFrom: string;
  readonly askedAt: Date;
  readonly expiresAt: Date;
  readonly decision: 'approved' | 'denied' | null;
}

export interface NewDeviceSignIn {
  readonly deviceCodeHash: string;
  readonly userCode: string;
  readonly clientName: string;
  readonly askedFrom: string;
  readonly expiresAt: Date;
  readonly pollSeconds: number;
}

/** Rows that nobody will ask for again. So many at a time that whoever happens to come by does not wait. */
const MOST_TIDIED = 100;

export async function tidyDeviceSignIns(database: Queryable, now: Date): Promise<void> {
  await database.query(
    `delete from device_sign_ins where device_code_hash in
       (select device_code_hash from device_sign_ins where expires_at <= $1 limit ${MOST_TIDIED} for update skip locked)`,
    [now],
  );
}

/** `taken`: another one has this user code. `tooMany`: as many as may be open, from there or in all, are. */
export async function addDeviceSignIn(
  database: Queryable,
  { deviceCodeHash, userCode, clientName, askedFrom, expiresAt, pollSeconds }: NewDeviceSignIn,
  now: Date,
  most: { readonly fromOne: number; readonly inAll: number },
): Promise<'added' | 'taken' | 'tooMany'> {
  const { rows } = await database.query<{ readonly room: boolean; readonly added: boolean }>(
    `with room as (
       select (select count(*) from (select 1 from device_sign_ins where asked_from = $4 and expires_at > $7::timestamptz limit $8) as there) < $8
          and (select count(*) from (select 1 from device_sign_ins where expires_at > $7 limit $9) as there) < $9 as room),
     added as (
       insert into device_sign_ins
         (device_code_hash, user_code, client_name, asked_from, expires_at, poll_seconds, asked_at)
       select $1, $2, $3, $4, $5::timestamptz, $6::integer, $7::timestamptz from room where room
       on conflict (user_code) do nothing
       returning true)
     select room, exists (select from added) as added from room`,
    [deviceCodeHash, userCode, clientName, askedFrom, expiresAt, pollSeconds, now, most.fromOne, most.inAll],
  );
  const [row] = rows;
  if (row?.added) return 'added';
  return row?.room ? 'taken' : 'tooMany';
}

const COLUMNS = `user_code as "userCode", client_name as "clientName", asked_from as "askedFrom", asked_at as "askedAt",
  expires_at as "expiresAt", decision`;

/** Undefined where there is none, or its time is over. */
export async function findDeviceSignIn(
  database: Queryable,
  userCode: string,
  now: Date,
): Promise<DeviceSignInRow | undefined> {
  const { rows } = await database.query<DeviceSignInRow>(
    `select ${COLUMNS} from device_sign_ins where user_code = $1 and expires_at > $2`,
    [userCode, now],
  );
  return rows[0];
}

export type DeviceDecision =
  { readonly decision: 'approved'; readonly account: string | null } | { readonly decision: 'denied' };

/** False where there is none, its time is over, or somebody decided before. */
export async function decideDeviceSignIn(
  database: Queryable,
  userCode: string,
  userId: string,
  decided: DeviceDecision,
  now: Date,
): Promise<boolean> {
  const who =
    decided.decision === 'approved' ? { userId, account: decided.account } : { userId: null, account: null };
  const { rowCount } = await database.query(
    `update device_sign_ins set decision = $2, user_id = $3, account = $4
      where user_code = $1 and expires_at > $5 and decision is null`,
    [userCode, decided.decision, who.userId, who.account, now],
  );
  return rowCount === 1;
}

export interface PolledDeviceSignIn {
  readonly decision: 'approved' | 'denied' | null;
  readonly userId: string | null;
  readonly account: string | null;
  /** It was asked again sooner than it was told to wait. */
  readonly tooSoon: boolean;
  readonly pollSeconds: number;
}

/**
 * The program asks how it stands: one that was decided is gone with the answer, so that it is given once. Undefined where there is none,
 * or its time is over.
 */
export async function pollDeviceSignIn(
  database: Queryable,
  deviceCodeHash: string,
  now: Date,
  pace: {
    readonly toleranceSeconds: number;
    readonly slowerBySeconds: number;
    readonly longestSeconds: number;
  },
): Promise<PolledDeviceSignIn | undefined> {
  const decided = await takeDecided(database, deviceCodeHash, now);
  if (decided) return decided;
  const { rows } = await database.query<{ readonly pollSeconds: number; readonly tooSoon: boolean }>(
    `with asked as (
       select device_code_hash, poll_seconds,
              coalesce(polled_at > $2::timestamptz - make_interval(secs => poll_seconds - $3), false) as too_soon
         from device_sign_ins
        where device_code_hash = $1 and expires_at > $2 for update)
     update device_sign_ins as d
        set polled_at = $2,
            poll_seconds = case when too_soon then least(asked.poll_seconds + $4, $5) else asked.poll_seconds end
       from asked where asked.device_code_hash = d.device_code_hash
     returning d.poll_seconds as "pollSeconds", too_soon as "tooSoon"`,
    [deviceCodeHash, now, pace.toleranceSeconds, pace.slowerBySeconds, pace.longestSeconds],
  );
  return rows[0] && { ...rows[0], decision: null, userId: null, account: null };
}

async function takeDecided(
  database: Queryable,
  deviceCodeHash: string,
  now: Date,
): Promise<PolledDeviceSignIn | undefined> {
  const { rows } = await database.query<PolledDeviceSignIn>(
    `delete from device_sign_ins where device_code_hash = $1 and expires_at > $2 and decision is not null
     returning decision, user_id as "userId", account, false as "tooSoon", poll_seconds as "pollSeconds"`,
    [deviceCodeHash, now],
  );
  return rows[0];
}

/** Counts one more code that this person tries, and returns how many that makes since `since`. All tries count until they turn out right. */
export async function countCodeTry(
  database: Queryable,
  userId: string,
  now: Date,
  lifeSeconds: number,
): Promise<number> {
  const { rows } = await database.query<{ readonly tries: number }>(
    `insert into device_code_tries as t (user_id, since, tries) values ($1, $2, 1)
     on conflict (user_id) do update
        set since = case when t.since <= $2::timestamptz - make_interval(secs => $3) then excluded.since else t.since end,
            tries = case when t.since <= $2::timestamptz - make_interval(secs => $3) then 1 else t.tries + 1 end
     returning tries`,
    [userId, now, lifeSeconds],
  );
  return rows[0]?.tries ?? 0;
}

/** The code that was counted last was right. */
export async function forgiveCodeTry(database: Queryable, userId: string): Promise<void> {
  await database.query('update device_code_tries set tries = tries - 1 where user_id = $1 and tries > 0', [
    userId,
  ]);
}
