/** Whom an OpenID provider names, as a user here: one that is known, or one that the provider's groups make a member. */
import { inTransaction, type Database, type Queryable } from '../../db/database.js';
import {
  findUserById,
  findUserBySubject,
  insertSubject,
  insertUser,
  lockPeople,
  replaceGroupMemberships,
  type StoredUser,
} from '../../db/statements/accounts/users.js';
import { createHash } from 'node:crypto';
import { USER_ID_PREFIX } from '../../domain/accounts/credentials.js';
import { loginOf } from '../../domain/accounts/passwords.js';
import { ACCOUNT_OF_INSTALLATION, type Membership } from '../../domain/accounts/principal.js';
import { newId } from '../orders/identity.js';
import { ACCOUNT_REFUSALS } from './words.js';

/** What a provider said of a person, once it was verified: signature, issuer, audience, nonce and times. */
export interface Subject {
  readonly issuer: string;
  readonly subject: string;
  /** As a login, where it is free: such as the verified e-mail address. Never what identifies the person. */
  readonly preferredLogin?: string;
  /** What the provider's groups make of the person (domain/accounts/group-roles.ts); absent: groups say nothing here. */
  readonly memberships?: readonly Membership[];
}

/** House limits; what OpenID Connect Core 1.0, section 2 says of `sub`: 255 ASCII characters at most. */
const LONGEST = { issuer: 500, subject: 255 } as const;

export function isUsableSubject(issuer: unknown, subject: unknown): boolean {
  return (
    typeof issuer === 'string' &&
    issuer.length <= LONGEST.issuer &&
    URL.canParse(issuer) &&
    typeof subject === 'string' &&
    subject.length <= LONGEST.subject &&
    /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(subject)
  );
}

/** Throws Refusal `NotSignedIn` for somebody whom nobody here knows, and whose groups say nothing: of these nothing is kept. */
export async function userOfSubject(database: Database, told: Subject, now: Date): Promise<StoredUser> {
  const { issuer, subject, memberships } = told;
  if (!isUsableSubject(issuer, subject)) throw ACCOUNT_REFUSALS.strangerSubject();
  return await inTransaction(database, async (transaction) => {
    await lockPeople(transaction, `${issuer}\n${subject}`);
    const known = await findUserBySubject(transaction, issuer, subject);
    if (!known && (memberships ?? []).length === 0) throw ACCOUNT_REFUSALS.strangerSubject();
    const user = known ?? (await newUser(transaction, told, now));
    if (memberships)
      await replaceGroupMemberships(transaction, { userId: user.userId, issuer, memberships, at: now });
    return user;
  });
}

async function newUser(transaction: Queryable, told: Subject, at: Date): Promise<StoredUser> {
  const { issuer, subject, preferredLogin, memberships = [] } = told;
  const account = memberships.find((each) => each.account !== null)?.account ?? ACCOUNT_OF_INSTALLATION;
  const userId = newId(USER_ID_PREFIX, at.getTime());
  // Whose login it is already, stays: a provider's word about a name opens nobody else's account.
  const ownLogin = `oidc-${createHash('sha256').update(`${issuer}\n${subject}`).digest('hex').slice(0, 24)}`;
  for (const login of [loginOf(preferredLogin), ownLogin]) {
    if (login === undefined) continue;
    if (!(await insertUser(transaction, { userId, login, account, passwordHash: null, at }))) continue;
    if (!(await insertSubject(transaction, { issuer, subject, userId }))) break;
    const user = await findUserById(transaction, userId);
    if (user) return user;
  }
  throw ACCOUNT_REFUSALS.strangerSubject();
}
