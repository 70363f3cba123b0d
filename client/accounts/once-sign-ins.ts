/** A link that signs an account's owner in once, for whoever starts a stack of their own and has no password yet. */
import { randomBytes } from 'node:crypto';
import { inTransaction, type Database, type Queryable } from '../../db/database.js';
import {
  insertOnceSignIn,
  onceSignInStands,
  takeOnceSignIn,
} from '../../db/statements/accounts/once-sign-ins.js';
import {
  findFirstOwner,
  insertMembership,
  insertUser,
  lockPeople,
} from '../../db/statements/accounts/users.js';
import { USER_ID_PREFIX } from '../../domain/accounts/credentials.js';
import {
  FIRST_OWNER_LOGIN,
  isOnceToken,
  ONCE_SIGN_IN_MS,
  ONCE_TOKEN_BYTES,
  ONCE_TOKEN_PREFIX,
} from '../../domain/accounts/once-sign-in.js';
import { loginOf } from '../../domain/accounts/passwords.js';
import { newId } from '../orders/identity.js';
import { OperationsWriter } from './operations-writer.js';
import { recorded } from './recorded.js';
import { sessionTokenHash } from './tokens.js';

export interface OnceSignInsOptions {
  readonly database: Database;
  /** Milliseconds since the epoch; default: this machine's. */
  readonly clock?: () => number;
}

export class OnceSignIns {
  readonly #database: Database;
  readonly #clock: () => number;

  constructor({ database, clock = () => Date.now() }: OnceSignInsOptions) {
    this.#database = database;
    this.#clock = clock;
  }

  /**
   * A token for the account's first owner, who is made where there is none: without a password, as one comes in by the link. It is told
   * once and kept nowhere. For a stack of one's own, never for a server that others reach.
   */
  async make(account: string): Promise<string> {
    const at = new Date(this.#clock());
    const userId = await this.#firstOwner(account, at);
    const token = ONCE_TOKEN_PREFIX + randomBytes(ONCE_TOKEN_BYTES).toString('base64url');
    const operation = { operation: 'sign-in-link.create', subject: userId };
    await recorded(this.#recording(account), operation, async () => {
      const expiresAt = new Date(at.getTime() + ONCE_SIGN_IN_MS);
      await insertOnceSignIn(this.#database, { tokenHash: sessionTokenHash(token), userId, expiresAt }, at);
    });
    return token;
  }

  /** Whether it would be taken; uses nothing up. */
  async stands(token: unknown): Promise<boolean> {
    if (!isOnceToken(token)) return false;
    return await onceSignInStands(this.#database, sessionTokenHash(token), new Date(this.#clock()));
  }

  /** Whom it signs in: the first who asks. Undefined for everybody after, once it is over, and for what never was one. */
  async take(token: unknown): Promise<string | undefined> {
    if (!isOnceToken(token)) return undefined;
    return await takeOnceSignIn(this.#database, sessionTokenHash(token), new Date(this.#clock()));
  }

  async #firstOwner(account: string, at: Date): Promise<string> {
    const known = await findFirstOwner(this.#database, account);
    if (known !== undefined) return known;
    const operation = {
      operation: 'user.add',
      details: { role: 'owner' },
      made: (userId: string) => userId,
    };
    return await recorded(this.#recording(account), operation, () =>
      inTransaction(this.#database, async (transaction) => {
        await lockPeople(transaction, account);
        return (await findFirstOwner(transaction, account)) ?? (await addOwner(transaction, account, at));
      }),
    );
  }

  #recording(account: string) {
    const log = new OperationsWriter(this.#database, account);
    return { clock: this.#clock, actor: 'sealflow', origin: 'stack', log };
  }
}

/** Logins are unique in the installation. */
async function addOwner(transaction: Queryable, account: string, at: Date): Promise<string> {
  const userId = newId(USER_ID_PREFIX, at.getTime());
  const ofAccount = loginOf(`${FIRST_OWNER_LOGIN}@${account}`);
  for (const login of [FIRST_OWNER_LOGIN, ofAccount, userId.toLowerCase()])
    if (
      login !== undefined &&
      (await insertUser(transaction, { userId, login, account, passwordHash: null, at }))
    ) {
      await insertMembership(transaction, { userId, account, role: 'owner', at });
      return userId;
    }
  throw new Error('The owner could not be made: every login that it may have is taken.');
}
