/** One order of `demo --all` from its form to its verified certificate: shown as it moves, and acted on by its people. */
import { writeFileSync } from 'node:fs';
import type { Bilingual } from '../../domain/bilingual.js';
import { type OrganizationStep } from '../../domain/organization/ways.js';
import { isFinal } from '../../domain/orders/states.js';
import { wordsOfReason, wordsOfThrown } from '../../domain/told.js';
import type { Cast } from './cast.js';
import type { WayOrder } from './every-order.js';
import { newsSince, type OrderSeen, type Turn } from './order-news.js';
import type { Outcome } from './outcome-table.js';
import { ACTS } from './people.js';
import type { DemoWorld } from './performance.js';
import { stepsTaken } from './steps-taken.js';
import { COLON, ENDS, joined, verbatim } from './texts.js';
import { verifyDownload } from './verify-download.js';

type Delivery = Pick<Outcome, 'isGood' | 'issuer' | 'verdict'>;

export class FollowedOrder {
  #last: OrderSeen | undefined;
  readonly #turns = new Map<string, Turn>();
  #delivered: Promise<Delivery> | undefined;

  constructor(
    readonly order: WayOrder,
    private readonly cast: Cast,
    private readonly world: DemoWorld,
  ) {}

  get hasEnded(): boolean {
    return this.#last !== undefined && isFinal(this.#last.state);
  }

  /** The form goes in; from then on the order is seen. */
  async place(): Promise<void> {
    const { label, form } = this.order;
    const file = this.cast.file(`${label}.json`);
    writeFileSync(file, JSON.stringify(form, null, 2));
    const subscriber = { label, state: 'created', party: 'subscriber' } as const;
    await this.cast.run(subscriber, 'order', 'create', '--order-id', label, '--form', file, '--yes');
  }

  /** The order as it stands now. */
  see(order: OrderSeen): void {
    const { label } = this.order;
    for (const { party, text, turn } of newsSince(this.#last, order)) {
      this.world.timeline.row(label, { state: order.state, party }, text);
      if (turn) this.#begin(turn, order.state);
    }
    this.#last = order;
    if (order.state === 'issued')
      this.#delivered ??= this.#deliver().catch((error: unknown) => notGood(wordsOfThrown(error)));
  }

  /** Once the order has ended. `passed`: the steps of the company's check that the CA says it passed. */
  async outcome(passed: readonly OrganizationStep[]): Promise<Outcome> {
    const { label, way } = this.order;
    const turns = [...this.#turns.values()].map(({ wait }) => wait);
    const { state = 'unseen' } = this.#last ?? {};
    const why = (this.#last && wordsOfReason(this.#last)) ?? ENDS.noReason;
    const delivery = (await this.#delivered) ?? notGood(joined([verbatim(state), why], COLON));
    return { label, way, steps: stepsTaken(turns, passed), ...delivery };
  }

  /** A turn is acted on once, however often it is seen. */
  #begin(turn: Turn, state: string): void {
    const key = `${turn.wait}@${turn.since}`;
    if (this.#turns.has(key)) return;
    const round = [...this.#turns.values()].filter(({ wait }) => wait === turn.wait).length;
    this.#turns.set(key, turn);
    const act = ACTS[turn.wait];
    act?.({ order: this.order, state, cast: this.cast, round }).catch(this.world.giveUp);
  }

  async #deliver(): Promise<Delivery> {
    const { label } = this.order;
    const subscriber = { label, state: 'issued', party: 'subscriber' } as const;
    const folder = this.cast.file(label);
    await this.cast.run(subscriber, 'certificate', 'download', label, '--out', folder);
    const verified = await verifyDownload(folder, `${label}.example.com`, this.world.stack.ca);
    this.world.timeline.row(label, { state: 'issued', party: null }, verified.verdict);
    return { isGood: true, ...verified };
  }
}

function notGood(verdict: Bilingual): Delivery {
  return { isGood: false, issuer: '-', verdict };
}
