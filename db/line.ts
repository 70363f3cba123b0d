/** A line before what only so many can use at once: first come, first served, and nobody waits for ever. */

interface Waiting {
  readonly admit: () => void;
  readonly timer: NodeJS.Timeout;
}

export interface LineOptions {
  /** How many may be past the line at once. */
  readonly places: number;
  /** Milliseconds that anybody waits. */
  readonly longestWaitMs: number;
  /** What whoever has waited that long is told. */
  readonly tooLong: () => Error;
}

export class Line {
  readonly #waiting: Waiting[] = [];
  #free: number;

  constructor(private readonly options: LineOptions) {
    this.#free = options.places;
  }

  /** Rejects with `tooLong` where no place came free in time: then `work` was not begun. */
  async pass<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#enter();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  #enter(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve();
    }
    return new Promise((admit, refuse) => {
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        refuse(this.options.tooLong());
      }, this.options.longestWaitMs);
      const waiting: Waiting = { admit, timer };
      this.#waiting.push(waiting);
    });
  }

  /** The place is handed on: nobody who comes now overtakes who waits. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (!next) {
      this.#free += 1;
      return;
    }
    clearTimeout(next.timer);
    next.admit();
  }
}
