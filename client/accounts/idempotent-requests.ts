/** Writes that come over HTTP with an `Idempotency-Key`: done once, and answered alike as often as they come. */
import { createHash, createHmac, hkdfSync, randomUUID } from 'node:crypto';
import type { Database } from '../../db/database.js';
import { open, seal, type MasterKey } from '../../db/sealed-values.js';
import {
  answerRequest,
  claimRequest,
  forgetOldRequests,
  readRequest,
  releaseRequest,
  renewClaim,
  type RequestStanding,
} from '../../db/statements/accounts/idempotent-requests.js';
import type { Principal } from '../../domain/accounts/principal.js';
import { IDEMPOTENT_REQUESTS } from '../../domain/accounts/request-limits.js';
import { sealingKeysOf } from './sealing-keys.js';
import { refuseUnusableIdentity } from '../orders/identity.js';

export interface KeyedRequest {
  readonly principal: Principal;
  readonly key: string;
  /** SHA-256 of what is asked. Never kept: there may be a password in it, and a hash lets people guess. */
  readonly digest: Uint8Array;
}

/** As it was sent. */
export interface GivenAnswer {
  readonly status: number;
  readonly body: string;
}

export type Standing =
  /** Nobody was at it, or whoever was is gone: what came of it then is not known. */
  | { readonly is: 'ours'; readonly again: boolean; readonly work: Work }
  | { readonly is: 'answered'; readonly answer: GivenAnswer }
  | { readonly is: 'under-way' }
  /** The key was used for something else. */
  | { readonly is: 'other' };

export interface Work {
  /** From now on it is answered like this. */
  answered(answer: GivenAnswer): Promise<void>;
  /** Nothing came of it. */
  released(): Promise<void>;
}

export interface IdempotentRequestsOptions {
  readonly database: Database;
  readonly masterKeys: readonly MasterKey[];
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
}

const HOUR_MS = 3_600_000;

/** For servers. Answers are sealed: they may hold what is shown once, and people's details. */
export class IdempotentRequests {
  readonly #database: Database;
  readonly #masterKeys: readonly MasterKey[];
  readonly #sealingKeys: () => Promise<readonly MasterKey[]>;
  readonly #clock: () => number;

  constructor({ database, masterKeys, clock = () => Date.now() }: IdempotentRequestsOptions) {
    this.#database = database;
    this.#masterKeys = masterKeys;
    this.#sealingKeys = sealingKeysOf(database, masterKeys);
    this.#clock = clock;
  }

  /** Throws Refusal `InvalidInput`, field `idempotencyKey`, for a key that can't be used. */
  async begin({ principal, key, digest }: KeyedRequest): Promise<Standing> {
    refuseUnusableIdentity({ idempotencyKey: key });
    const requestId = idOf(principal, key);
    const claim = randomUUID();
    await forgetOldRequests(this.#database, this.#now());
    const claimed = await claimRequest(this.#database, {
      ...{ requestId, account: principal.account, requestMark: this.#marksOf(digest)[0], claim },
      ...{ now: this.#now(), claimedUntil: this.#claimEnd(), expiresAt: this.#end() },
    });
    if (claimed !== undefined)
      return { is: 'ours', again: claimed === 'again', work: this.#work({ requestId, claim }) };
    const standing = await readRequest(this.#database, requestId);
    // Released between the two statements: whoever asks again finds it free.
    if (!standing) return { is: 'under-way' };
    return this.#standing(requestId, this.#marksOf(digest), standing);
  }

  #standing(
    requestId: string,
    marks: readonly string[],
    { requestMark, status, sealedAnswer }: RequestStanding,
  ): Standing {
    if (!marks.includes(requestMark)) return { is: 'other' };
    if (status === null || sealedAnswer === null) return { is: 'under-way' };
    const body = open(sealedAnswer, { purpose: 'request-answer', rowId: requestId }, this.#masterKeys);
    return { is: 'answered', answer: { status, body: body.toString('utf8') } };
  }

  /** What a client knows the request again by: the same key after a day, with another request, makes something else. */
  keyFor({ principal, key, digest }: KeyedRequest): string {
    return `${idOf(principal, key)} ${this.#marksOf(digest)[0]}`;
  }

  /** By each master key, the one that seals first: also after that was replaced it is the same request. */
  #marksOf(digest: Uint8Array): [string, ...string[]] {
    const [first = '', ...others] = this.#masterKeys.map(({ key }) =>
      createHmac('sha256', Buffer.from(hkdfSync('sha256', key, '', 'mark of a request', 32)))
        .update(digest)
        .digest('hex'),
    );
    return [first, ...others];
  }

  #work(own: { readonly requestId: string; readonly claim: string }): Work {
    const renewing = setInterval(() => {
      // Where it can't be said, another one may take over: what both do is known by the same key.
      renewClaim(this.#database, own, this.#claimEnd()).catch(() => undefined);
    }, IDEMPOTENT_REQUESTS.renewedEverySeconds * 1_000);
    renewing.unref();
    return {
      answered: async ({ status, body }) => {
        clearInterval(renewing);
        const masterKeys = await this.#sealingKeys();
        const context = { purpose: 'request-answer', rowId: own.requestId } as const;
        const sealedAnswer = seal(Buffer.from(body, 'utf8'), context, masterKeys);
        await answerRequest(this.#database, own, { status, sealedAnswer, expiresAt: this.#end() });
      },
      released: async () => {
        clearInterval(renewing);
        await releaseRequest(this.#database, own);
      },
    };
  }

  #now(): Date {
    return new Date(this.#clock());
  }

  #claimEnd(): Date {
    return new Date(this.#clock() + IDEMPOTENT_REQUESTS.claimedForSeconds * 1_000);
  }

  #end(): Date {
    return new Date(this.#clock() + IDEMPOTENT_REQUESTS.keptForHours * HOUR_MS);
  }
}

/** Of one caller in one account: another's same key is another request. */
function idOf({ kind, id, account }: Principal, key: string): string {
  return createHash('sha256')
    .update(JSON.stringify([kind, id, account, key]))
    .digest('hex');
}
