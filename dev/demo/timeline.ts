/** What happens, as it happens: time since the start, order, state, who holds the ball, what happened. */
import { PARTY_WORDS } from '../../domain/status-markdown.js';
import type { Party } from '../../domain/waits.js';

/** Where an order stands, for one row. */
export interface Standing {
  readonly state: string;
  /** Null once the order has ended. */
  readonly party: Party | null;
}

const WIDTH = { time: 7, order: 17, state: 18, ball: 15 } as const;

export class Timeline {
  readonly #startedAt = Date.now();
  readonly #lastRow = new Map<string, string>();

  /** A line about the demo itself. */
  say(line: string): void {
    process.stdout.write(`${this.#time()}  ${line}\n`);
  }

  heading(): void {
    const cells = ['order'.padEnd(WIDTH.order), 'state'.padEnd(WIDTH.state), 'whose turn'.padEnd(WIDTH.ball)];
    process.stdout.write(`\n${'time'.padStart(WIDTH.time)}  ${cells.join(' ')} what happened\n`);
  }

  /** A row about an order; the same news of the same order twice is one row. */
  row(order: string, { state, party }: Standing, what: string): void {
    const ball = party === null ? '-' : PARTY_WORDS[party].en;
    const row = [order.padEnd(WIDTH.order), state.padEnd(WIDTH.state), ball.padEnd(WIDTH.ball), what].join(
      ' ',
    );
    if (this.#lastRow.get(order) === row) return;
    this.#lastRow.set(order, row);
    process.stdout.write(`${this.#time()}  ${row}\n`);
  }

  #time(): string {
    return `${((Date.now() - this.#startedAt) / 1000).toFixed(1)} s`.padStart(WIDTH.time);
  }
}
