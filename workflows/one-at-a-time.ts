/**
 * Local steps of branches that run side by side, one after the other. Two of them under way at once may end in either
 * order, and a replay resolves them in the order in which they began: the steps behind them would come in another order
 * than the history has, and the order could not go on.
 */
export class OneAtATime {
  #last: Promise<unknown> | undefined;

  /** Runs the step once those before it have ended, however they ended; in the caller's cancellation scope. */
  async run<T>(step: () => Promise<T>): Promise<T> {
    const running = this.#after(this.#last, step);
    this.#last = running;
    try {
      return await running;
    } finally {
      if (this.#last === running) this.#last = undefined;
    }
  }

  async #after<T>(last: Promise<unknown> | undefined, step: () => Promise<T>): Promise<T> {
    // Its own caller hears of its failure.
    if (last) await last.catch(() => undefined);
    return await step();
  }
}
