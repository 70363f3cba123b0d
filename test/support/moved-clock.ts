/** A clock for the CA and the worker together that can be set back, so that what was validated long ago exists today. */
import type { OrderWorldOptions } from './order-world.js';

const DAY_MS = 86_400_000;
const BEGINNING_DAYS = 600;

/**
 * Temporal's own time can't be set back: while it is some days ago no ball is passed and no deadline comes, since for the
 * worker every wait lies ahead. What people and the CA do is seen all the same.
 */
export class MovedClock {
  // A world begins long ago: its CA's own certificates must be older than what the CA issues.
  #behindMs = BEGINNING_DAYS * DAY_MS;

  now = (): Date => new Date(Date.now() - this.#behindMs);

  /** What an order world needs to live by this clock. Once it is made, `set(0)`. */
  readonly options: Pick<OrderWorldOptions, 'caClock' | 'overrides'> = {
    caClock: this.now,
    overrides: { clock: () => this.now().getTime() },
  };

  /** From now on it is so many days ago; 0: today. */
  set(days: number): void {
    this.#behindMs = days * DAY_MS;
  }

  /** Does this so many days ago, then it is today again. */
  async daysAgo<T>(days: number, work: () => Promise<T>): Promise<T> {
    this.set(days);
    try {
      return await work();
    } finally {
      this.set(0);
    }
  }
}
