/**
 * Who asks: for servers, which know a caller by a key, a password or a session. Every refusal is `NotSignedIn`, one for what is
 * unknown, wrong, expired and revoked, and takes as long for each of them.
 */
import { openKeySecret, sealKeySecret } from '../../db/api-key-secrets.js';
import { inTransaction, type Database, type Queryable } from '../../db/database.js';
import type { MasterKey } from '../../db/sealed-values.js';
import {
  findLiveKey,
  findLiveKeyNamed,
  noteKeyUsed,
  revokeKeysNamed,
  type LiveKey,
  type LiveSecret,
} from '../../db/statements/accounts/api-keys.js';
import {
  deleteSessionByToken,
  findSession,
  insertSession,
  noteSessionSeen,
  tidySessions,
} from '../../db/statements/accounts/sessions.js';
import {
  findUserById,
  findUserByLogin,
  lockPeople,
  membershipsOf,
  noteSignedIn,
  updatePassword,
} from '../../db/statements/accounts/users.js';
import {
  isKeyId,
  isSessionToken,
  MOST_SESSIONS,
  SESSION_ID_PREFIX,
  SESSION_LIFE,
  USE_NOTED_EVERY_MS,
} from '../../domain/accounts/credentials.js';
import { loginOf } from '../../domain/accounts/passwords.js';
import { ACCOUNT_OF_INSTALLATION, type Membership, type Principal } from '../../domain/accounts/principal.js';
import { forbiddenCharacter } from '../../domain/characters.js';
import { ACTOR_IDENTITY } from '../../domain/orders/approval.js';
import { newId } from '../orders/identity.js';
import { GuessLimits } from './guess-limits.js';
import { makeApiKey } from './making-keys.js';
import { OperationsWriter } from './operations-writer.js';
import { hashPassword, isOutdated, isPassword } from './password-hashing.js';
import { recorded, type Recording } from './recorded.js';
import { sealingKeysOf } from './sealing-keys.js';
import { userOfSubject, type Subject } from './subjects.js';
import { isSame, newKeySecret, newSessionToken, sessionTokenHash } from './tokens.js';
import { ACCOUNT_REFUSALS } from './words.js';

export interface IdentitiesOptions {
  readonly database: Database;
  /** The same as the workers'. */
  readonly masterKeys: readonly MasterKey[];
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
}

/** A person whose password, or provider, was right. */
export interface Identity {
  readonly userId: string;
  /** The login, as the log tells its actor. */
  readonly name: string;
  /** The one that is meant where none is named comes first. */
  readonly memberships: readonly Membership[];
}

export interface KnownKey {
  readonly principal: Principal;
  /** All that count: a signature by any of them is one by the key. */
  readonly secrets: readonly string[];
  /** To be called once a signature was right: what merely names the key is no use of it. Written down at most once a minute. */
  readonly noteUse: () => Promise<void>;
}

export interface KnownSession {
  readonly principal: Principal;
  /** What else this person is. */
  readonly others: readonly Membership[];
  readonly sessionId: string;
}

/** The key that a stack of one's own is begun with. */
const FIRST_KEY = 'first owner';
/** No password is longer; what is, costs nothing. */
const LONGEST_TYPED = 1_024;

export class Identities {
  readonly #database: Database;
  readonly #masterKeys: readonly MasterKey[];
  readonly #clock: () => number;
  readonly #limits: GuessLimits;
  readonly #sealingKeys: () => Promise<readonly MasterKey[]>;
  /** Opened where there is no key: what is unknown takes as long as what is wrong. */
  #decoy: LiveSecret | undefined;

  constructor({ database, masterKeys, clock = () => Date.now() }: IdentitiesOptions) {
    this.#database = database;
    this.#masterKeys = masterKeys;
    this.#clock = clock;
    this.#limits = new GuessLimits(database, clock);
    this.#sealingKeys = sealingKeysOf(database, masterKeys);
  }

  /** A key that counts, with its live secrets; undefined where there is none. */
  async byKeyId(keyId: string): Promise<KnownKey | undefined> {
    const found = isKeyId(keyId) ? await findLiveKey(this.#database, keyId, this.#now()) : undefined;
    const secrets = this.#opened(found?.secrets ?? [this.#decoySecret()]);
    if (!found || secrets.length === 0) return undefined;
    return { principal: principalOf(found), secrets, noteUse: () => this.#noteUse(found) };
  }

  /** Throws Refusal `NotSignedIn`. */
  async bySecret(keyId: string, secret: string): Promise<Principal> {
    const known = await this.byKeyId(keyId);
    const secrets = known?.secrets ?? [newKeySecret()];
    const given = typeof secret === 'string' ? secret : '';
    // Each is compared, whichever fits.
    const fitting = secrets.filter((each) => isSame(given, each));
    if (!known || fitting.length === 0) throw ACCOUNT_REFUSALS.wrongKey();
    await known.noteUse();
    return known.principal;
  }

  /**
   * `from`: the address of who asks, as the server sees it. Throws Refusal `NotSignedIn` for a login or password that is wrong, for who
   * belongs to no account, and over the limits (domain/accounts/guessing.ts).
   */
  async signIn(login: string, password: string, from: string): Promise<Identity> {
    const known = loginOf(login);
    const typed = typeof login === 'string' ? login.slice(0, LONGEST_TYPED) : '';
    const attempt = await this.#limits.attempt(known ?? typed, from);
    const user = known === undefined ? undefined : await findUserByLogin(this.#database, known);
    const given = typeof password === 'string' && password.length <= LONGEST_TYPED ? password : '';
    const isRight = await isPassword(given, user?.passwordHash ?? null);
    if (!user || !isRight) throw ACCOUNT_REFUSALS.wrongPassword();
    await attempt.forgive();
    if (user.passwordHash !== null && (await isOutdated(user.passwordHash)))
      await updatePassword(
        this.#database,
        user.userId,
        await hashPassword(given),
        user.passwordSetAt ?? this.#now(),
      );
    return await this.#identity(user);
  }

  /** As somebody whom an OpenID provider named: it was asked, and what it said was verified. Throws Refusal `NotSignedIn`. */
  async bySubject(
    issuer: string,
    subject: string,
    claims: Omit<Subject, 'issuer' | 'subject'> = {},
  ): Promise<Identity> {
    const user = await userOfSubject(this.#database, { ...claims, issuer, subject }, this.#now());
    return await this.#identity(user);
  }

  /**
   * Always another token, never one that came from outside: it is told once, to put it into a cookie, and kept nowhere. Throws Refusal
   * `NotSignedIn` for a user who is gone.
   */
  async openSession(
    userId: string,
    from: string,
  ): Promise<{ token: string; expiresAt: string; sessionId: string }> {
    const user = await findUserById(this.#database, userId);
    const [membership] = user ? await membershipsOf(this.#database, userId) : [];
    if (!user || !membership) throw ACCOUNT_REFUSALS.noMembership();
    const now = this.#clock();
    const token = newSessionToken();
    const session = {
      sessionId: newId(SESSION_ID_PREFIX, now),
      tokenHash: sessionTokenHash(token),
      userId,
      from: shownAddress(from),
      at: new Date(now),
      expiresAt: new Date(now + SESSION_LIFE.longestMs),
    };
    const operation = { operation: 'session.open', subject: session.sessionId };
    await recorded(this.#recording(user.account, user.login, from), operation, async () => {
      await tidySessions(this.#database, { userId, ...this.#counting(), keep: MOST_SESSIONS - 1 });
      await insertSession(this.#database, session);
    });
    return { token, expiresAt: session.expiresAt.toISOString(), sessionId: session.sessionId };
  }

  /**
   * Who is signed in, as a member of `account`, or, where none is named, of the one where the person is at home; null: of the
   * installation. Roles are those of now: whoever was removed has no session. Throws Refusal `NotSignedIn`; `NotAllowed` for an account that the person has no role in.
   */
  async bySession(token: string, account?: string | null): Promise<KnownSession> {
    const counting = this.#counting();
    const found = isSessionToken(token)
      ? await findSession(this.#database, sessionTokenHash(token), counting)
      : undefined;
    if (!found) throw ACCOUNT_REFUSALS.noSession();
    const memberships = await membershipsOf(this.#database, found.userId);
    if (memberships.length === 0) throw ACCOUNT_REFUSALS.noMembership();
    const meant =
      account === undefined ? memberships[0] : memberships.find((each) => each.account === account);
    if (!meant) throw ACCOUNT_REFUSALS.notOfAccount(account ?? null);
    if (this.#clock() - found.seenAt.getTime() >= USE_NOTED_EVERY_MS)
      await noteSessionSeen(this.#database, found.sessionId, counting.now);
    return {
      principal: principalOfUser({ userId: found.userId, name: found.login }, meant),
      others: memberships.filter((each) => each !== meant),
      sessionId: found.sessionId,
    };
  }

  /** Nothing is said of a token that opens none. */
  async endSession(token: string): Promise<void> {
    if (!isSessionToken(token)) return;
    const ended = await deleteSessionByToken(this.#database, sessionTokenHash(token));
    if (!ended) return;
    await recorded(
      this.#recording(ended.home, ended.login, ended.from),
      { operation: 'session.end', subject: ended.sessionId },
      () => Promise.resolve(),
    );
  }

  /** An owner's key for a stack of one's own: the same as long as it counts. Never for a server that others reach. */
  async firstOwnerKey(account: string): Promise<{ keyId: string; secret: string }> {
    const known = await this.#firstKey(this.#database, account);
    if (known) return known;
    const masterKeys = await this.#sealingKeys();
    const recording = { ...this.#recording(account, 'sealflow', 'stack'), origin: 'stack' };
    const operation = {
      operation: 'api-key.create',
      details: { role: 'owner' },
      made: ({ keyId }: { keyId: string }) => keyId,
    };
    return await recorded(recording, operation, () =>
      inTransaction(this.#database, async (transaction) => {
        await lockPeople(transaction, account);
        const made = await this.#firstKey(transaction, account);
        if (made) return made;
        const at = this.#now();
        // Of this name there may be one that no master key opens any more.
        await revokeKeysNamed(transaction, account, FIRST_KEY, at);
        return await makeApiKey(transaction, masterKeys, {
          account,
          name: FIRST_KEY,
          role: 'owner',
          expiresAt: null,
          at,
          heldBy: [`${ACTOR_IDENTITY}${recording.actor}`],
          madeByName: recording.actor,
        });
      }),
    );
  }

  async #firstKey(
    database: Queryable,
    account: string,
  ): Promise<{ keyId: string; secret: string } | undefined> {
    const keyId = await findLiveKeyNamed(database, account, FIRST_KEY, this.#now());
    const known = keyId === undefined ? undefined : await findLiveKey(database, keyId, this.#now());
    const [secret] = this.#opened(known?.secrets ?? []);
    return known && secret !== undefined ? { keyId: known.keyId, secret } : undefined;
  }

  async #identity({ userId, login }: { readonly userId: string; readonly login: string }): Promise<Identity> {
    const memberships = await membershipsOf(this.#database, userId);
    if (memberships.length === 0) throw ACCOUNT_REFUSALS.noMembership();
    await noteSignedIn(this.#database, userId, this.#now());
    return { userId, name: login, memberships };
  }

  async #noteUse({ keyId, lastUsedAt }: LiveKey): Promise<void> {
    if (lastUsedAt && this.#clock() - lastUsedAt.getTime() < USE_NOTED_EVERY_MS) return;
    await noteKeyUsed(this.#database, keyId, this.#now());
  }

  /** What no key opens counts no more: a lost master key, an altered row. */
  #opened(secrets: readonly LiveSecret[]): string[] {
    return secrets.flatMap(({ secretId, sealed }) => {
      try {
        return [openKeySecret(sealed, secretId, this.#masterKeys)];
      } catch {
        return [];
      }
    });
  }

  #decoySecret(): LiveSecret {
    const secretId = 'secret of nobody';
    this.#decoy ??= { secretId, sealed: sealKeySecret(newKeySecret(), secretId, this.#masterKeys) };
    return this.#decoy;
  }

  #counting(): { readonly now: Date; readonly usedSince: Date } {
    const now = this.#clock();
    return { now: new Date(now), usedSince: new Date(now - SESSION_LIFE.unusedMs) };
  }

  #recording(account: string, actor: string, from: string): Recording {
    return {
      clock: this.#clock,
      actor,
      origin: `sign-in@${shownAddress(from)}`,
      log: new OperationsWriter(this.#database, account),
    };
  }

  #now(): Date {
    return new Date(this.#clock());
  }
}

/** What somebody signed in as: an operator's requests stand in the installation's log. */
export function principalOfUser(
  { userId, name }: Pick<Identity, 'userId' | 'name'>,
  { account, role }: Membership,
): Principal {
  return { kind: 'user', id: userId, name, account: account ?? ACCOUNT_OF_INSTALLATION, role };
}

function principalOf({ keyId, name, account, role }: LiveKey): Principal {
  return { kind: 'key', id: keyId, name: `${name} (${keyId})`, account, role };
}

/** One short line, whatever the server took for an address. */
function shownAddress(from: unknown): string {
  const address = typeof from === 'string' ? from.slice(0, 64) : '';
  return address === '' || forbiddenCharacter(address, { lines: false }) ? 'unknown' : address;
}
