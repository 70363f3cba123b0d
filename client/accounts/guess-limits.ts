/** Limits against guessing passwords: counted before one is looked at, over all servers of the installation. */
import { createHash } from 'node:crypto';
import type { Database } from '../../db/database.js';
import {
  countAttempts,
  deleteAttemptsBefore,
  forgetAttempts,
  forgiveAttempts,
} from '../../db/statements/accounts/sign-in-attempts.js';
import {
  ATTEMPTS_KEPT_MS,
  countedAddress,
  GUESS_LIMITS,
  type GuessKind,
} from '../../domain/accounts/guessing.js';
import { ACCOUNT_REFUSALS } from './words.js';

/** One attempt, as it was counted. */
export interface Attempt {
  /** The password was right: what was counted is taken back. */
  forgive(): Promise<void>;
}

export class GuessLimits {
  readonly #database: Database;
  readonly #clock: () => number;

  constructor(database: Database, clock: () => number) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Throws Refusal `NotSignedIn` over a limit, saying when one may try again. `login`: what was typed, whether it is one or not. */
  async attempt(login: string, from: string): Promise<Attempt> {
    const address = countedAddress(from);
    const pair = bucketOf('pair', `${login}\n${address}`);
    const ofAddress = bucketOf('from', address);
    const ofLogin = bucketOf('login', login);
    await this.#count([
      [pair, 'pair'],
      [ofAddress, 'from'],
    ]);
    // After the others: one address alone can't use up what a login has.
    await this.#count([[ofLogin, 'login']]);
    return {
      forgive: async () => {
        await forgetAttempts(this.#database, pair);
        await forgiveAttempts(this.#database, [ofAddress, ofLogin]);
        await deleteAttemptsBefore(this.#database, new Date(this.#clock() - ATTEMPTS_KEPT_MS));
      },
    };
  }

  /** Somebody who may has said that this login starts afresh. */
  async forget(login: string): Promise<void> {
    await forgetAttempts(this.#database, bucketOf('login', login));
  }

  async #count(kinds: readonly (readonly [string, GuessKind])[]): Promise<void> {
    const buckets = kinds.map(([bucket, kind]) => ({ bucket, windowMs: GUESS_LIMITS[kind].windowMs }));
    const counted = await countAttempts(this.#database, buckets, new Date(this.#clock()));
    const ends = counted.flatMap(({ bucket, attempts, since }) => {
      const kind = kinds.find(([named]) => named === bucket)?.[1];
      if (kind === undefined || attempts <= GUESS_LIMITS[kind].attempts) return [];
      return [since.getTime() + GUESS_LIMITS[kind].windowMs];
    });
    if (ends.length > 0) throw ACCOUNT_REFUSALS.tooManyAttempts(new Date(Math.max(...ends)).toISOString());
  }
}

function bucketOf(kind: GuessKind, what: string): string {
  return `${kind}:${createHash('sha256').update(what).digest('hex')}`;
}
