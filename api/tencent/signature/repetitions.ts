/** Requests that were taken already: a signature that is heard twice does nothing a second time. */
import { TENCENT_CLOCK_SECONDS, TENCENT_TWIN_MS } from '../../../domain/tencent-limits.js';
import { TencentError } from '../action.js';
import type { Tell } from '../contract/input.js';
import { REPEATED, SAME_WITHIN_A_SECOND } from '../texts.js';

/** What only reads, and may be asked twice within a second: the names of theirs tell. */
const READS = /^(Describe|Check|Download)/;

interface Seen {
  readonly at: number;
  /** Writing actions that were taken under it. */
  readonly written: Set<string>;
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
   * Notes a verified request. Most clients leave the action out of what they sign, so that two actions with the same parameters in
   * the same second have one signature; from then on it is worth nothing, for no action. Throws TencentError for what came already:
   * RequestLimitExceeded for the same writing action of the same second, which a program may mean and then signs anew, as it does
   * for any limit; AuthFailure.SignatureExpire for all that comes later.
   */
  take(keyId: string, signature: string, action: string, tell: Tell): void {
    const now = this.now();
    this.#forget(now);
    const key = `${keyId} ${signature}`;
    const seen = this.#seen.get(key) ?? { at: now, written: new Set() };
    this.#seen.set(key, seen);
    if (now - seen.at > TENCENT_TWIN_MS) {
      throw new TencentError('AuthFailure.SignatureExpire', tell(REPEATED));
    }
    if (READS.test(action)) return;
    if (seen.written.has(action)) {
      throw new TencentError('RequestLimitExceeded', tell(SAME_WITHIN_A_SECOND));
    }
    seen.written.add(action);
  }

  /** A signature's time is at most so far behind ours when it comes first, and at most so far before. */
  #forget(now: number): void {
    for (const [key, { at }] of this.#seen) {
      if (now - at <= 2 * TENCENT_CLOCK_SECONDS * 1000) return;
      this.#seen.delete(key);
    }
  }
}
