/** What one reader is told, in order: a bounded line in memory, and the place from which the reader could go on. */
import type { EventScope } from '../../domain/accounts/event-rights.js';
import { MOST_QUEUED } from '../../domain/orders/events.js';
import { idOf, isKnownAt, type Position } from './position.js';
import type { StreamEnd, Told, Watched } from './told.js';

export class EventStream implements AsyncIterable<Told> {
  readonly #queue: Told[] = [];
  #wake: (() => void) | undefined;
  #end: StreamEnd | undefined;
  /** All that is known up to here was put in line. Undefined while the reader is still being told what was missed. */
  #position: Position | undefined;
  readonly #held: (() => void)[] = [];

  constructor(
    readonly watched: Watched,
    readonly scope: EventScope,
    private readonly onEnd: (stream: EventStream) => void,
  ) {}

  /** The id to go on from, where everything was taken; undefined while something waits in line. */
  get restingId(): string | undefined {
    return this.#queue.length === 0 && this.#position ? idOf(this.#position) : undefined;
  }

  get position(): Position | undefined {
    return this.#position;
  }

  get ended(): StreamEnd | undefined {
    return this.#end;
  }

  /** `before` is told first; what came meanwhile follows, once. */
  begin(position: Position, before: readonly Told[]): void {
    this.#position = position;
    for (const told of before) this.#queue.push(told);
    for (const held of this.#held.splice(0)) held();
    this.#wake?.();
  }

  /** Holds back until `begin`. */
  whenBegun(work: () => void): void {
    if (this.#end) return;
    if (this.#position) work();
    else this.#held.push(work);
    // What is missed is looked for in seconds; more than this is no waiting any more.
    if (this.#held.length > MOST_QUEUED) this.end('slow');
  }

  knows(writtenBy: bigint): boolean {
    return this.#position !== undefined && isKnownAt(this.#position, writtenBy);
  }

  put(told: readonly Told[], position: Position): void {
    if (this.#end) return;
    this.#position = position;
    if (told.length === 0) return;
    this.#queue.push(...told);
    if (this.#queue.length > MOST_QUEUED) this.end('slow');
    this.#wake?.();
  }

  /** What still waits in line is not told any more where the reader is cut off: it resumes. */
  end(reason: StreamEnd = 'closed'): void {
    if (this.#end) return;
    this.#end = reason;
    this.#queue.length = 0;
    this.#held.length = 0;
    this.onEnd(this);
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Told, void, void> {
    try {
      while (!this.#end) {
        const next = this.#queue.shift();
        if (next) yield next;
        else await new Promise<void>((resolve) => (this.#wake = resolve));
        this.#wake = undefined;
      }
    } finally {
      this.end();
    }
  }
}
