/** The people of an account: added, given roles and passwords, removed. Passwords go in and never come out again. */
import { inTransaction, type Queryable } from '../../db/database.js';
import { deleteSessionsOf } from '../../db/statements/accounts/sessions.js';
import {
  deleteMembership,
  findMember,
  findUserByLogin,
  insertMembership,
  insertSubject,
  insertUser,
  listMembers,
  lockPeople,
  otherOwners,
  updatePassword,
  updateRole,
  type MemberRow,
  type StoredMember,
} from '../../db/statements/accounts/users.js';
import { USER_ID_PREFIX } from '../../domain/accounts/credentials.js';
import { loginOf, problemOfPassword } from '../../domain/accounts/passwords.js';
import { mayDo } from '../../domain/accounts/rights.js';
import { ACCOUNT_ROLES, isRole, type Role } from '../../domain/accounts/roles.js';
import type { ClientContext } from '../context.js';
import { newId } from '../orders/identity.js';
import { GuessLimits } from './guess-limits.js';
import { notAllowed } from './guarded.js';
import { recorded } from './recorded.js';
import { isUsableSubject } from './subjects.js';
import { ACCOUNT_REFUSALS } from './words.js';

/** Times are ISO 8601, UTC. */
export interface UserView {
  readonly userId: string;
  readonly login: string;
  readonly role: Role;
  /** Null: of the installation. */
  readonly account: string | null;
  /** Whether this account's owners look after password and sessions. */
  readonly isAtHome: boolean;
  readonly hasPassword: boolean;
  /** OpenID providers that know the person. */
  readonly providers: readonly string[];
  /** The provider whose groups gave the role; null: it was given here. */
  readonly roleBy: string | null;
  readonly signedInAt: string | null;
  readonly createdAt: string;
}

export interface NewUserRequest {
  readonly login: string;
  readonly role: Role;
  /** Without it, and without a subject, the person signs in once a password is set. */
  readonly password?: string;
  /** As whom an OpenID provider knows the person. */
  readonly subject?: { readonly issuer: string; readonly subject: string };
}

export interface PasswordRequest {
  /** What signs in now: asked of who changes their own. */
  readonly current?: string;
}

/** `named`: a login, or the id of a user. */
export class Users {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /** By login; for the installation itself with its operators. */
  async list(): Promise<UserView[]> {
    const { database, account, principal } = this.#context;
    const rows = await listMembers(database, account, { withOperators: principal === undefined });
    return rows.map((row) => userView(row, account));
  }

  /**
   * A new user, who is at home in this account; the installation itself also lets in who is at home elsewhere. Throws Refusal:
   * `InvalidInput` by field; `RefusedInThisState` where the login is somebody's; `NotAllowed` for the role operator.
   */
  async add(request: NewUserRequest): Promise<UserView> {
    const operation = {
      operation: 'user.add',
      details: { ...(isRole(request.role) && { role: request.role }) },
      made: ({ userId }: UserView) => userId,
    };
    return await recorded(this.#context, operation, () => this.#add(request));
  }

  /** Counts from the next request on. Throws Refusal: `NotFound`; `InvalidInput`; `RefusedInThisState` for the last owner. */
  async setRole(named: string, role: Role): Promise<UserView> {
    const { database, account } = this.#context;
    const operation = {
      operation: 'user.set-role',
      details: { ...(isRole(role) && { role }) },
      made: ({ userId }: UserView) => userId,
    };
    return await recorded(this.#context, operation, async () => {
      if (!ACCOUNT_ROLES.some((known) => known === role)) throw ACCOUNT_REFUSALS.unknownRole(false);
      return await inTransaction(database, async (transaction) => {
        await lockPeople(transaction, account);
        const user = await findMember(transaction, account, wordOf(named));
        if (!user) throw await this.#unknown(transaction, named);
        if (role !== 'owner') await refuseLastOwner(transaction, account, user);
        await updateRole(transaction, user.userId, account, role);
        return await this.#view(transaction, user.userId, account);
      });
    });
  }

  /**
   * Of oneself, with the one that signs in now; of others, for owners of the account where they are at home. All sessions of the person
   * end. Throws Refusal: `NotFound`; `InvalidInput` by field; `RefusedInThisState` for who is at home elsewhere.
   */
  async setPassword(named: string, password: string, { current }: PasswordRequest = {}): Promise<void> {
    const operation = { operation: 'user.set-password', made: (userId: string) => userId };
    await recorded(this.#context, operation, () => this.#setPassword(wordOf(named), password, current));
  }

  /**
   * Takes the role in this account away, and the user where it was the last one, with all sessions. Throws Refusal: `NotFound`;
   * `RefusedInThisState` for the last owner.
   */
  async remove(named: string): Promise<void> {
    const { database, principal } = this.#context;
    const operation = { operation: 'user.remove', made: (userId: string) => userId };
    await recorded(this.#context, operation, () =>
      inTransaction(database, async (transaction) => {
        await lockPeople(transaction, this.#context.account);
        const { account } = this.#context;
        const member = await findMember(transaction, account, wordOf(named));
        if (member) await refuseLastOwner(transaction, account, member);
        const operator = member || principal ? undefined : await findMember(transaction, null, wordOf(named));
        const user = member ?? operator;
        if (!user) throw ACCOUNT_REFUSALS.unknownUser(named);
        await deleteMembership(transaction, user.userId, member ? account : null);
        return user.userId;
      }),
    );
  }

  async #add({ login: typed, role, password, subject }: NewUserRequest): Promise<UserView> {
    const { database, account, principal, clock } = this.#context;
    const login = loginOf(typed);
    if (login === undefined) throw ACCOUNT_REFUSALS.unusableLogin();
    if (!isRole(role)) throw ACCOUNT_REFUSALS.unknownRole(principal === undefined);
    if (role === 'operator' && principal) throw ACCOUNT_REFUSALS.notAllowedRole();
    if (subject !== undefined && !isUsableSubject(subject.issuer, subject.subject))
      throw ACCOUNT_REFUSALS.unusableSubject();
    // Whoever chose it could sign in as whom the provider makes of the person later.
    if (subject !== undefined && password !== undefined) throw ACCOUNT_REFUSALS.twoWays();
    const passwordHash = password === undefined ? null : await hashOf(password, login);
    const memberOf = role === 'operator' ? null : account;
    const at = new Date(clock());
    return await inTransaction(database, async (transaction) => {
      await lockPeople(transaction, account);
      const made = newId(USER_ID_PREFIX, at.getTime());
      const isNew = await insertUser(transaction, { userId: made, login, account, passwordHash, at });
      const known = isNew ? undefined : await findUserByLogin(transaction, login);
      // Whoever is somebody already keeps password and sessions: only the installation may say that they belong here as well.
      if (!isNew && (principal || password !== undefined || !known))
        throw await this.#taken(transaction, login);
      const userId = known?.userId ?? made;
      if (subject && !(await insertSubject(transaction, { ...subject, userId })))
        throw ACCOUNT_REFUSALS.subjectTaken();
      if (!(await insertMembership(transaction, { userId, account: memberOf, role, at })))
        throw ACCOUNT_REFUSALS.memberAlready();
      return await this.#view(transaction, userId, memberOf);
    });
  }

  async #taken(transaction: Queryable, login: string) {
    const member = await findMember(transaction, this.#context.account, login);
    return member ? ACCOUNT_REFUSALS.memberAlready() : ACCOUNT_REFUSALS.loginTaken();
  }

  async #setPassword(named: string, password: string, current: string | undefined): Promise<string> {
    const { database, clock } = this.#context;
    const limits = new GuessLimits(database, clock);
    const member = await this.#whosePassword(database, named);
    if (this.#isSelf(member)) await refuseWrongCurrent(limits, member, current);
    const hash = await hashOf(password, member.login);
    await inTransaction(database, async (transaction) => {
      const { userId } = await this.#whosePassword(transaction, named);
      await updatePassword(transaction, userId, hash, new Date(clock()));
      await deleteSessionsOf(transaction, userId);
    });
    await limits.forget(member.login);
    return member.userId;
  }

  /** Whose password who asks may set. */
  async #whosePassword(database: Queryable, named: string): Promise<StoredMember> {
    const { account, principal } = this.#context;
    const member =
      (await findMember(database, account, named)) ??
      // Operators have no account: themselves, or the installation itself.
      (principal && principal.role !== 'operator' ? undefined : await findMember(database, null, named));
    const isSelf = this.#isSelf(member);
    if (principal && !isSelf && !mayDo(principal.role, 'users.setPasswordOfOthers'))
      throw notAllowed(principal, 'users.setPasswordOfOthers');
    if (!member) throw ACCOUNT_REFUSALS.unknownUser(named);
    // Who may set it could sign in: as nobody who is more than a member of this very account, and by no way but a password.
    if (principal && !isSelf && (member.account !== account || member.isElsewhere || member.hasProvider))
      throw ACCOUNT_REFUSALS.atHomeElsewhere();
    return member;
  }

  #isSelf(member: StoredMember | undefined): boolean {
    const { principal } = this.#context;
    return principal?.kind === 'user' && member?.userId === principal.id;
  }

  async #unknown(transaction: Queryable, named: string) {
    const { principal } = this.#context;
    const operator = principal ? undefined : await findMember(transaction, null, wordOf(named));
    return operator ? ACCOUNT_REFUSALS.operatorsRole() : ACCOUNT_REFUSALS.unknownUser(named);
  }

  async #view(transaction: Queryable, userId: string, memberOf: string | null): Promise<UserView> {
    const { account } = this.#context;
    const rows = await listMembers(transaction, account, { withOperators: memberOf === null });
    const row = rows.find((each) => each.userId === userId && each.memberOf === memberOf);
    if (!row) throw ACCOUNT_REFUSALS.unknownUser(userId);
    return userView(row, account);
  }
}

/** Whoever has somebody's session has not their password: trying for it is guessing. Throws Refusal `InvalidInput`, `NotSignedIn`. */
async function refuseWrongCurrent(
  limits: GuessLimits,
  { login, passwordHash }: { readonly login: string; readonly passwordHash: string | null },
  current: string | undefined,
): Promise<void> {
  const { isPassword } = await import('./password-hashing.js');
  const attempt = await limits.attempt(login, `change of ${login}`);
  if (!(await isPassword(typeof current === 'string' ? current.slice(0, 1024) : '', passwordHash)))
    throw ACCOUNT_REFUSALS.wrongCurrent();
  await attempt.forgive();
}

async function hashOf(password: string, login: string): Promise<string> {
  const problem = problemOfPassword(password, login);
  if (problem) throw ACCOUNT_REFUSALS.unusablePassword(problem);
  const { hashPassword } = await import('./password-hashing.js');
  return await hashPassword(password);
}

async function refuseLastOwner(
  transaction: Queryable,
  account: string,
  { userId, role }: { readonly userId: string; readonly role: Role },
): Promise<void> {
  if (role !== 'owner' || (await otherOwners(transaction, account, userId)) > 0) return;
  throw ACCOUNT_REFUSALS.lastOwner();
}

/** Callers hand in what was typed: of what is no word nothing is looked for. */
function wordOf(named: unknown): string {
  return typeof named === 'string' && named.length <= 128 && !named.includes('\0') ? named : '';
}

function userView(row: MemberRow, account: string): UserView {
  const { userId, login, role, memberOf, home, byIssuer, hasPassword, issuers, signedInAt, createdAt } = row;
  return {
    userId,
    login,
    role,
    account: memberOf,
    isAtHome: home === account,
    hasPassword,
    providers: issuers,
    roleBy: byIssuer,
    signedInAt: signedInAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
