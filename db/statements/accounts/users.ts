/** People: who they are, what they are to which account, and as whom an OpenID provider knows them. */
import type { Membership } from '../../../domain/accounts/principal.js';
import type { Role } from '../../../domain/accounts/roles.js';
import type { Queryable } from '../../database.js';

export interface StoredUser {
  readonly userId: string;
  readonly login: string;
  /** Whose owners set the password and end sessions. */
  readonly account: string;
  /** A PHC string. */
  readonly passwordHash: string | null;
  readonly passwordSetAt: Date | null;
}

const USER_COLUMNS = `user_id as "userId", login, account, password_hash as "passwordHash", password_set_at as "passwordSetAt"`;

export interface NewUser {
  readonly userId: string;
  readonly login: string;
  readonly account: string;
  readonly passwordHash: string | null;
  readonly at: Date;
}

/** False where the login is taken. */
export async function insertUser(
  database: Queryable,
  { userId, login, account, passwordHash, at }: NewUser,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `insert into users (user_id, login, account, password_hash, password_set_at, created_at)
     values ($1, $2, $3, $4, case when $4::text is null then null else $5::timestamptz end, $5)
     on conflict (login) do nothing`,
    [userId, login, account, passwordHash, at],
  );
  return rowCount === 1;
}

export async function findUserByLogin(database: Queryable, login: string): Promise<StoredUser | undefined> {
  const { rows } = await database.query<StoredUser>(`select ${USER_COLUMNS} from users where login = $1`, [
    login,
  ]);
  return rows[0];
}

export async function findUserById(database: Queryable, userId: string): Promise<StoredUser | undefined> {
  const { rows } = await database.query<StoredUser>(`select ${USER_COLUMNS} from users where user_id = $1`, [
    userId,
  ]);
  return rows[0];
}

export async function findUserBySubject(
  database: Queryable,
  issuer: string,
  subject: string,
): Promise<StoredUser | undefined> {
  const { rows } = await database.query<StoredUser>(
    `select ${USER_COLUMNS} from users
      where user_id = (select user_id from user_subjects where issuer = $1 and subject = $2)`,
    [issuer, subject],
  );
  return rows[0];
}

/** False where the provider's subject is somebody already. */
export async function insertSubject(
  database: Queryable,
  { issuer, subject, userId }: { issuer: string; subject: string; userId: string },
): Promise<boolean> {
  const { rowCount } = await database.query(
    'insert into user_subjects (issuer, subject, user_id) values ($1, $2, $3) on conflict do nothing',
    [issuer, subject, userId],
  );
  return rowCount === 1;
}

export interface StoredMember extends StoredUser {
  readonly role: Role;
  /** Of other accounts as well, or of the installation: then the password opens more than this account. */
  readonly isElsewhere: boolean;
  /** Signs in at an OpenID provider. */
  readonly hasProvider: boolean;
}

/** A member of the account, or, where `account` is null, one of the installation; by login or id. */
export async function findMember(
  database: Queryable,
  account: string | null,
  named: string,
): Promise<StoredMember | undefined> {
  const { rows } = await database.query<StoredMember>(
    `select user_id as "userId", login, users.account, password_hash as "passwordHash",
            password_set_at as "passwordSetAt", role,
            exists (select from memberships other
                     where other.user_id = users.user_id and other.account is distinct from $1) as "isElsewhere",
            exists (select from user_subjects where user_subjects.user_id = users.user_id) as "hasProvider"
       from users join memberships using (user_id)
      where (user_id = $2 or login = lower($2)) and memberships.account is not distinct from $1`,
    [account, named],
  );
  return rows[0];
}

export interface MemberRow {
  readonly userId: string;
  readonly login: string;
  readonly role: Role;
  /** Null: of the installation. */
  readonly memberOf: string | null;
  readonly home: string;
  readonly byIssuer: string | null;
  readonly hasPassword: boolean;
  readonly issuers: string[];
  readonly signedInAt: Date | null;
  readonly createdAt: Date;
}

/** By login; with the installation's own people where that is asked. */
export async function listMembers(
  database: Queryable,
  account: string,
  { withOperators }: { readonly withOperators: boolean },
): Promise<MemberRow[]> {
  const { rows } = await database.query<MemberRow>(
    `select user_id as "userId", login, role, memberships.account as "memberOf", users.account as home,
            by_issuer as "byIssuer", password_hash is not null as "hasPassword",
            array(select issuer from user_subjects where user_subjects.user_id = users.user_id order by 1) as issuers,
            signed_in_at as "signedInAt", memberships.created_at as "createdAt"
       from memberships join users using (user_id)
      where memberships.account = $1 or ($2 and memberships.account is null)
      order by login, memberships.account nulls last`,
    [account, withOperators],
  );
  return rows;
}

/** Those of the account that a user is at home in first: it is the one that is meant where none is named. */
export async function membershipsOf(database: Queryable, userId: string): Promise<Membership[]> {
  const { rows } = await database.query<Membership>(
    `select memberships.account, role
       from memberships join users using (user_id)
      where user_id = $1
      order by (memberships.account = users.account) is true desc, memberships.account nulls last`,
    [userId],
  );
  return rows;
}

/** False where the user is a member already. */
export async function insertMembership(
  database: Queryable,
  {
    userId,
    account,
    role,
    byIssuer = null,
    at,
  }: Membership & { userId: string; byIssuer?: string | null; at: Date },
): Promise<boolean> {
  const { rowCount } = await database.query(
    `insert into memberships (user_id, account, role, by_issuer, created_at) values ($1, $2, $3, $4, $5)
     on conflict (user_id, coalesce(account, '')) do nothing`,
    [userId, account, role, byIssuer, at],
  );
  return rowCount === 1;
}

/** Given here from now on, whatever groups say. */
export async function updateRole(
  database: Queryable,
  userId: string,
  account: string,
  role: Role,
): Promise<void> {
  await database.query(
    'update memberships set role = $3, by_issuer = null where user_id = $1 and account = $2',
    [userId, account, role],
  );
}

/** The user as well, and all sessions, where that was the last one; else the user is at home in one that is left. */
export async function deleteMembership(
  transaction: Queryable,
  userId: string,
  account: string | null,
): Promise<void> {
  await transaction.query('delete from memberships where user_id = $1 and account is not distinct from $2', [
    userId,
    account,
  ]);
  await transaction.query(
    'delete from users where user_id = $1 and not exists (select from memberships where user_id = $1)',
    [userId],
  );
  await transaction.query(
    `update users set account = left_over.account
       from (select account from memberships where user_id = $1 and account is not null order by created_at limit 1) left_over
      where user_id = $1 and users.account is not distinct from $2`,
    [userId, account],
  );
}

/** What a provider's groups say now: in place of what they said before; what was given here stays. */
export async function replaceGroupMemberships(
  transaction: Queryable,
  {
    userId,
    issuer,
    memberships,
    at,
  }: {
    userId: string;
    issuer: string;
    memberships: readonly Membership[];
    at: Date;
  },
): Promise<void> {
  await transaction.query('delete from memberships where user_id = $1 and by_issuer = $2', [userId, issuer]);
  for (const membership of memberships)
    await insertMembership(transaction, { ...membership, userId, byIssuer: issuer, at });
}

/** The one of an account's owners who has been it for longest, and is at home there; undefined where there is none. */
export async function findFirstOwner(database: Queryable, account: string): Promise<string | undefined> {
  const { rows } = await database.query<{ userId: string }>(
    `select user_id as "userId" from memberships join users using (user_id)
      where memberships.account = $1 and role = 'owner' and users.account = $1
      order by memberships.created_at, user_id limit 1`,
    [account],
  );
  return rows[0]?.userId;
}

/** How many owners an account has beside one. For who has `lockPeople`. */
export async function otherOwners(transaction: Queryable, account: string, userId: string): Promise<number> {
  const { rows } = await transaction.query<{ count: number }>(
    `select count(*)::int as count from memberships where account = $1 and role = 'owner' and user_id <> $2`,
    [account, userId],
  );
  return rows[0]?.count ?? 0;
}

/** Whoever changes what people of an account are, waits for whoever does; until the transaction ends. */
export async function lockPeople(transaction: Queryable, account: string | null): Promise<void> {
  await transaction.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `people of ${account ?? 'the installation'}`,
  ]);
}

export async function updatePassword(
  database: Queryable,
  userId: string,
  passwordHash: string,
  at: Date,
): Promise<void> {
  await database.query('update users set password_hash = $2, password_set_at = $3 where user_id = $1', [
    userId,
    passwordHash,
    at,
  ]);
}

export async function noteSignedIn(database: Queryable, userId: string, at: Date): Promise<void> {
  await database.query('update users set signed_in_at = $2 where user_id = $1', [userId, at]);
}
