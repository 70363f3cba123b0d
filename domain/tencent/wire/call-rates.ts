/** How often a key calls an action: counted over the last second, in this process. */
import { TENCENT_CALLS_PER_SECOND } from '../../tencent-limits.js';
import { TencentError } from './error.js';
import type { Tell } from './contract/input.js';
import { TOO_OFTEN } from './texts.js';

const SECOND_MS = 1_000;
/** So many are kept before those of before the last second are let go. */
const KEPT = 10_000;

export class CallRates {
  readonly #calls = new Map<string, number[]>();

  constructor(readonly now: () => number) {}

  /** Counts a call. Throws TencentError RequestLimitExceeded for one too many, which is not counted. */
  take(keyId: string, action: string, tell: Tell): void {
    const now = this.now();
    const key = `${keyId} ${action}`;
    const recent = (this.#calls.get(key) ?? []).filter((at) => now - at < SECOND_MS);
    if (recent.length >= TENCENT_CALLS_PER_SECOND) {
      throw new TencentError('RequestLimitExceeded', tell(TOO_OFTEN(TENCENT_CALLS_PER_SECOND)));
    }
    if (this.#calls.size >= KEPT) this.#forget(now);
    this.#calls.set(key, [...recent, now]);
  }

  #forget(now: number): void {
    for (const [key, calls] of this.#calls) {
      if (calls.every((at) => now - at >= SECOND_MS)) this.#calls.delete(key);
    }
  }
}
