/**
 * Those who watch orders, and what feeds them: one connection to Postgres that listens, and one reading for all of them whenever it is
 * told of a change. For servers: many readers cost the database no more than one.
 */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/database.js';
import { listenTo, type Listening } from '../../db/listening.js';
import {
  dropEventsOfOtherStores,
  EVENTS_CHANNEL,
  noteListener,
  readEvents,
  readOrdersTold,
  removeListener,
  type EventsRead,
  type StoredEvent,
} from '../../db/statements/orders/events.js';
import { readOrder, type OrderRecord } from '../../db/statements/orders/views.js';
import { EVENT_RIGHTS, eventScopeOf, type EventScope } from '../../domain/accounts/event-rights.js';
import type { Principal } from '../../domain/accounts/principal.js';
import { isIdentifier } from '../../domain/identifiers.js';
import { EVENTS_RESUMED_HOURS, MOST_MISSED } from '../../domain/orders/events.js';
import { waitsOnPeople } from '../../domain/orders/people-waits.js';
import { summaryOf } from '../orders/reading.js';
import { noSuchOrder, notAllowed } from '../refusing.js';
import {
  idOf,
  onTheWay,
  positionIn,
  snapshotFrom,
  snapshotText,
  storeNamed,
  type Position,
  type Snapshot,
} from './position.js';
import { EventStream } from './stream.js';
import { concerns, toldOf, type Told, type Watched } from './told.js';

export interface OrderEventsOptions {
  readonly database: Database;
  /** The same database: a connection beside the pool listens. */
  readonly databaseUrl: string;
  /** Told when a reading failed; it is tried again. */
  readonly onTrouble?: (error: unknown) => void;
  /** Milliseconds between two readings that nobody asked for; for tests. */
  readonly pauses?: Partial<typeof PAUSES>;
}

export interface WatchRequest {
  readonly principal: Principal;
  readonly watched: Watched;
  /** The id of the last event that was taken; absent: from now on. */
  readonly after?: string | undefined;
}

/** House numbers. One question each for a whole process, however many watch through it. */
const PAUSES = {
  /** While it listens: for what was written before a writer knew that somebody does. */
  listeningMs: 15_000,
  /** While the connection that listens is away, and just after the first reader came. */
  deafMs: 1_000,
};
/** Until a writer that did not see us has surely written: as long as a statement may run. */
const NEW_LISTENER_MS = 20_000;
const LISTENER_NOTED_MS = 30_000;
const LISTENER_LASTS_SECONDS = 90;
/** More at once is no stream of events any more: everybody reads anew. */
const MOST_AT_ONCE = 5_000;

export class OrderEvents {
  readonly #streams = new Set<EventStream>();
  readonly #listenerId = randomUUID();
  readonly #pauses: typeof PAUSES;
  #listening: Listening | undefined;
  /** Up to here every stream was told. */
  #position: Position | undefined;
  #starting: Promise<void> | undefined;
  #reading: Promise<void> | undefined;
  #asksAgain = false;
  #timer: NodeJS.Timeout | undefined;
  #notedAt = 0;
  #listensSince = 0;
  #isClosed = false;

  constructor(private readonly options: OrderEventsOptions) {
    this.#pauses = { ...PAUSES, ...options.pauses };
  }

  get openStreams(): number {
    return this.#streams.size;
  }

  /**
   * Begins with `ready`, or with what was missed since `after`; `reset` where that can't be told any more: whoever hears it reads
   * anew. Throws Refusal `NotAllowed`, and `NotFound` for an order that is not there to be seen.
   */
  async open({ principal, watched, after }: WatchRequest): Promise<EventStream> {
    if (!EVENT_RIGHTS[`events.${watched.watch}`].includes(principal.role)) throw notAllowed();
    const scope = eventScopeOf(principal);
    if (watched.watch === 'order') await this.#ownOrder(watched.orderId, scope);
    const stream = new EventStream(watched, scope, (ended) => this.#streams.delete(ended));
    if (this.#streams.size === 0)
      this.#starting ??= this.#start().finally(() => (this.#starting = undefined));
    this.#streams.add(stream);
    try {
      await this.#starting;
      await this.#listen();
      // A reading that is under way does not read what this one watches; every later one does.
      await this.#reading;
      await this.#begin(stream, after);
    } catch (error) {
      stream.end();
      throw error;
    }
    return stream;
  }

  /** Readings begin here: before whatever the first reader, and those who come meanwhile, are told first. */
  async #start(): Promise<void> {
    await dropEventsOfOtherStores(this.options.database);
    this.#position = positionOf(await readEvents(this.options.database, { limit: 0 }));
  }

  /** Ends every stream; their readers come back to another process. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const stream of [...this.#streams]) stream.end();
    clearTimeout(this.#timer);
    await this.#listening?.close();
    await this.#reading?.catch(() => undefined);
    if (this.#notedAt > 0)
      await removeListener(this.options.database, this.#listenerId).catch(() => undefined);
  }

  async #ownOrder(orderId: string, scope: EventScope): Promise<OrderRecord> {
    const { database } = this.options;
    const order =
      isIdentifier(orderId) && scope.account !== undefined
        ? await readOrder(database, scope.account, orderId)
        : undefined;
    if (!order || (scope.lettersOnly && !waitsOnPeople(order))) throw noSuchOrder(orderId);
    return order;
  }

  /** The first reader has the process listen; from then on it does. */
  async #listen(): Promise<void> {
    if (this.#isClosed) throw new Error('No events are told any more: the server is being stopped.');
    this.#listening ??= listenTo(this.options.databaseUrl, {
      channel: EVENTS_CHANNEL,
      onNotified: (account) => this.#notified(account),
      onListening: () => this.#wake(),
      onLost: () => this.#wake(),
    });
    await this.#noteListening();
    this.#schedule();
  }

  async #noteListening(): Promise<void> {
    if (this.#streams.size === 0 || Date.now() - this.#notedAt < LISTENER_NOTED_MS) return;
    const wasAway = Date.now() - this.#notedAt > LISTENER_LASTS_SECONDS * 1000;
    this.#notedAt = Date.now();
    if (wasAway) this.#listensSince = Date.now();
    await noteListener(this.options.database, this.#listenerId, LISTENER_LASTS_SECONDS);
  }

  /** What was missed, from the database; what comes meanwhile is held back, and told after it. */
  async #begin(stream: EventStream, after: string | undefined): Promise<void> {
    const known = after === undefined ? undefined : positionIn(after);
    const read = await readEvents(this.options.database, {
      ...(known && { since: snapshotText(known) }),
      ...(stream.scope.account !== undefined && { accounts: [stream.scope.account] }),
      ...(stream.watched.watch === 'order' && { orderId: stream.watched.orderId }),
      limit: known ? MOST_MISSED + 1 : 0,
    });
    const position = positionOf(read);
    const isTold = known && canResume(known, position) && read.events.length <= MOST_MISSED;
    const before = isTold
      ? await this.#told(stream, read.events, { from: known, to: position })
      : [await this.#first(stream, after === undefined ? 'ready' : 'reset', position)];
    stream.begin(position, before);
  }

  async #first(stream: EventStream, name: 'ready' | 'reset', position: Position): Promise<Told> {
    const id = idOf(position);
    const { watched, scope } = stream;
    const order = watched.watch === 'order' ? summaryOf(await this.#ownOrder(watched.orderId, scope)) : null;
    return { name, ...(id !== undefined && { id }), data: { order } };
  }

  #notified(account: string): void {
    const isWatched = [...this.#streams].some(
      ({ scope }) => scope.account === undefined || scope.account === account,
    );
    if (isWatched) this.#wake();
  }

  /** One reading at a time; whatever is told during one leads to one more. */
  #wake(): void {
    if (this.#isClosed || this.#streams.size === 0) return;
    if (this.#reading) {
      this.#asksAgain = true;
      return;
    }
    this.#reading = this.#read()
      .catch((error: unknown) => this.options.onTrouble?.(error))
      .finally(() => {
        this.#reading = undefined;
        this.#schedule();
        if (!this.#asksAgain) return;
        this.#asksAgain = false;
        this.#wake();
      });
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#isClosed || this.#streams.size === 0) return;
    const isDeaf = !this.#listening?.isListening || Date.now() - this.#listensSince < NEW_LISTENER_MS;
    this.#timer = setTimeout(() => this.#wake(), isDeaf ? this.#pauses.deafMs : this.#pauses.listeningMs);
    this.#timer.unref();
  }

  async #read(): Promise<void> {
    await this.#noteListening();
    const known = this.#position;
    if (!known) return;
    const accounts = accountsOf(this.#streams);
    const read = await readEvents(this.options.database, {
      since: snapshotText(known),
      ...(accounts && { accounts }),
      limit: MOST_AT_ONCE + 1,
    });
    const position = positionOf(read);
    const isSame = position.store === known.store && read.events.length <= MOST_AT_ONCE;
    if (position.store !== known.store) await dropEventsOfOtherStores(this.options.database);
    await (isSame ? this.#tellAll(read.events, position) : this.#resetAll(position));
    // Only once it was told: whatever failed on the way is read again.
    this.#position = position;
  }

  async #tellAll(events: readonly StoredEvent[], position: Position): Promise<void> {
    const streams = [...this.#streams];
    const orders = await this.#orders(streams, events);
    for (const stream of streams)
      stream.whenBegun(() => {
        const fresh = events.filter(
          (event) => !stream.knows(BigInt(event.writtenBy)) && concerns(stream.watched, stream.scope, event),
        );
        const from = stream.position ?? position;
        const to = later(from, position);
        stream.put(withIds(stream, fresh, orders, { from, to }), to);
      });
  }

  async #resetAll(position: Position): Promise<void> {
    for (const stream of [...this.#streams]) {
      const told = await this.#first(stream, 'reset', position).catch(() => undefined);
      if (told) stream.whenBegun(() => stream.put([told], position));
      else stream.end();
    }
  }

  async #told(
    stream: EventStream,
    events: readonly StoredEvent[],
    way: { readonly from: Snapshot; readonly to: Position },
  ): Promise<Told[]> {
    const fresh = events.filter((event) => concerns(stream.watched, stream.scope, event));
    return withIds(stream, fresh, await this.#orders([stream], fresh), way);
  }

  /** The orders of these events that one of these streams shows, in one reading. */
  async #orders(streams: readonly EventStream[], events: readonly StoredEvent[]) {
    const shown = events.filter((event) =>
      streams.some(({ watched, scope }) => scope.showsOrders && concerns(watched, scope, event)),
    );
    return await readOrdersTold(this.options.database, [...new Set(shown.map(({ orderId }) => orderId))]);
  }
}

type Orders = ReadonlyMap<string, OrderRecord>;

/** Each with the place from which everything after it would be told. */
function withIds(
  stream: EventStream,
  events: readonly StoredEvent[],
  orders: Orders,
  { from, to }: { readonly from: Snapshot; readonly to: Position },
): Told[] {
  const untold = new Set(events.map(({ writtenBy }) => BigInt(writtenBy)));
  const lastOf = new Map(events.map(({ writtenBy, eventId }) => [writtenBy, eventId]));
  let told = from;
  return events.map((event) => {
    const number = BigInt(event.writtenBy);
    // Of a transaction that wrote several the last one counts: until then they are told again.
    const isAll = lastOf.get(event.writtenBy) === event.eventId;
    if (isAll) untold.delete(number);
    const place = onTheWay(told, to, isAll ? [number] : [], untold);
    told = place;
    const id = idOf(place);
    const order = orders.get(event.orderId);
    return {
      ...toldOf(stream.watched, stream.scope, event, order && summaryOf(order)),
      ...(id !== undefined && { id }),
    };
  });
}

function positionOf({ store, at, snapshot }: EventsRead): Position {
  return { store: storeNamed(store), at: at.getTime(), ...snapshotFrom(snapshot) };
}

/** Of two readings the one that shows more: a reader may have begun after the reading that is told now. */
function later(one: Position | undefined, other: Position): Position {
  if (one?.store !== other.store) return other;
  const isLater = one.xmax === other.xmax ? one.underWay.size < other.underWay.size : one.xmax > other.xmax;
  return isLater ? one : other;
}

function canResume(known: Position, now: Position): boolean {
  const isFromHere = known.store === now.store && known.xmax <= now.xmax;
  return isFromHere && now.at - known.at < EVENTS_RESUMED_HOURS * 3_600_000;
}

/** Absent: of all accounts. */
function accountsOf(streams: Iterable<EventStream>): string[] | undefined {
  const accounts = new Set<string>();
  for (const { scope } of streams) {
    if (scope.account === undefined) return undefined;
    accounts.add(scope.account);
  }
  return [...accounts];
}
