/** What happens, as it happens: time since the start, order, state, who holds the ball, what happened. */
import { styleText } from 'node:util';
import type { Bilingual, Language } from '../../domain/bilingual.js';
import { PARTY_WORDS } from '../../domain/orders/status-markdown.js';
import type { Party } from '../../domain/waits.js';
import { spoken, type Line } from '../say.js';
import { columnsOf, padded } from './columns.js';
import { HEADINGS, stateText } from './texts.js';

/** Where an order stands, for one row. */
export interface Standing {
  readonly state: string;
  /** Null once the order has ended. */
  readonly party: Party | null;
}

/** Orders are told apart by colour where there is a terminal that shows it. */
const COLOURS = ['cyan', 'yellow', 'green', 'magenta', 'blue', 'red', 'white', 'gray'] as const;

const WIDTH = { time: 7, order: 17, state: 18, ball: 15 } as const;

export class Timeline {
  readonly #startedAt = Date.now();
  readonly #lastRow = new Map<string, string>();

  readonly #colours = new Map<string, (typeof COLOURS)[number]>();

  /** In which it tells all. */
  constructor(readonly language: Language) {}

  /** A line about the demo itself. */
  say(line: Line): void {
    process.stdout.write(`${this.#time()}  ${spoken(line, this.language)}\n`);
  }

  heading(): void {
    const { time, order, state, turn, news } = HEADINGS;
    const word = (heading: Bilingual) => heading[this.language];
    const cells = [
      padded(word(order), WIDTH.order),
      padded(word(state), WIDTH.state),
      padded(word(turn), WIDTH.ball),
    ];
    const before = ' '.repeat(WIDTH.time - columnsOf(word(time)));
    process.stdout.write(`\n${before}${word(time)}  ${cells.join(' ')} ${word(news)}\n`);
  }

  /** A row about an order; the same news of the same order twice is one row. */
  row(order: string, { state, party }: Standing, what: Bilingual): void {
    const ball = party === null ? '-' : PARTY_WORDS[party][this.language];
    const stand = stateText(state, this.language);
    const rest = [padded(stand, WIDTH.state), padded(ball, WIDTH.ball), what[this.language]].join(' ');
    if (this.#lastRow.get(order) === rest) return;
    this.#lastRow.set(order, rest);
    process.stdout.write(`${this.#time()}  ${this.#label(order)} ${rest}\n`);
  }

  /** Lines that are aligned among themselves. */
  table(lines: readonly string[]): void {
    process.stdout.write(`\n${lines.join('\n')}\n\n`);
  }

  #label(order: string): string {
    const label = order.padEnd(WIDTH.order);
    if (!process.stdout.isTTY || process.env.NO_COLOR) return label;
    const colour = this.#colours.get(order) ?? COLOURS[this.#colours.size % COLOURS.length] ?? 'white';
    this.#colours.set(order, colour);
    return styleText(colour, label);
  }

  #time(): string {
    return `${((Date.now() - this.#startedAt) / 1000).toFixed(1)} s`.padStart(WIDTH.time);
  }
}
