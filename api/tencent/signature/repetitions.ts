/** Requests that were taken already: a signature that is heard twice does nothing a second time. */
import { TENCENT_CLOCK_SECONDS, TENCENT_TWIN_MS } from '../../../domain/tencent-limits.js';
import { TencentError } from '../action.js';
import type { Tell } from '../contract/input.js';
import { REPEATED, SAME_WITHIN_A_SECOND } from '../texts.js';

/** What only reads, and may be asked twice within a second: the names of theirs tell. */
const READS = /^(Describe|Check|Download)/;

interface Seen {
  readonly at: number;
  readonly action: string;
}

/**
 * What this process has taken, for as long as a clock lets it come again. Signatures here were verified: nobody else fills this.
 * Several processes side by side each remember their own.
 */
export class Repetitions {
  /** In the order in which they came. */
  readonly #seen = new Map<string, Seen>();

  constructor(readonly now: () => number) {}

  /**
   * Notes a verified request. Throws TencentError for one that came already: RequestLimitExceeded for a writing one of the same
   * second, which a program may mean and then signs anew, as it does for any limit; AuthFailure.SignatureExpire for all else. What a
   * signature leaves out, such as the action in most clients, can't be exchanged either.
   */
  take(keyId: string, signature: string, action: string, tell: Tell): void {
    const now = this.now();
    this.#forget(now);
    const key = `${keyId} ${signature}`;
    const first = this.#seen.get(key);
    if (first === undefined) {
      this.#seen.set(key, { at: now, action });
      return;
    }
    const twins = now - first.at <= TENCENT_TWIN_MS && first.action === action;
    if (!twins) throw new TencentError('AuthFailure.SignatureExpire', tell(REPEATED));
    if (!READS.test(action)) throw new TencentError('RequestLimitExceeded', tell(SAME_WITHIN_A_SECOND));
  }

  /** A signature's time is at most so far behind ours when it comes first, and at most so far before. */
  #forget(now: number): void {
    for (const [key, { at }] of this.#seen) {
      if (now - at <= 2 * TENCENT_CLOCK_SECONDS * 1000) return;
      this.#seen.delete(key);
    }
  }
}
