/**
 * That something moved at an API: told by its server-sent events (HTML, section 9.2), which are taken up again where they broke off, and
 * done without where they can't be had, as behind a proxy that holds them back.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { HEARTBEAT_MS, RETRY_MS } from '../../domain/orders/events.js';
import type { OrderSummary } from '../orders/views.js';
import { linesOf } from './answers.js';
import type { ApiConnection } from './api-connection.js';

/** One more look is due; `order`: as it stands, where the event told it. */
export interface Move {
  readonly order?: OrderSummary;
}

export interface MovesOptions {
  /** Milliseconds between two looks while nothing is told. */
  readonly intervalMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** House number: an API says something at once; what stands between us holds it back. */
const BEGINS_WITHIN_MS = 5_000;

/** Two heartbeats did not come: nobody is there any more. */
const SILENT_MS = 2.5 * HEARTBEAT_MS;

/** House number: whoever gives no stream is asked for one that seldom, and looked at meanwhile. */
const ASKED_AGAIN_MS = 30_000;

/** The first comes once nothing can be missed; ends with the signal alone. Throws nothing: what a look is refused for, it is told. */
export async function* movesOf(
  connection: ApiConnection,
  path: string,
  { intervalMs, signal }: MovesOptions,
): AsyncGenerator<Move, void, void> {
  let place: string | undefined;
  let openAt = 0;
  while (!signal?.aborted) {
    if (Date.now() >= openAt) {
      let began = false;
      try {
        for await (const event of eventsOf(connection, path, place, signal)) {
          began = true;
          place = event.id ?? place;
          yield moveIn(event);
        }
      } catch {
        // Whether anybody is there, and lets us in, the next look is told.
      }
      openAt = Date.now() + (began ? RETRY_MS : ASKED_AGAIN_MS);
      if (signal?.aborted) return;
    }
    yield {};
    await pause(intervalMs, undefined, { signal }).catch(() => undefined);
  }
}

interface SentEvent {
  /** Empty where only the place moved on, or the connection was kept alive. */
  readonly data: string;
  readonly id: string | undefined;
}

function moveIn({ data }: SentEvent): Move {
  if (data === '') return {};
  const { event, order } = JSON.parse(data) as {
    readonly event?: unknown;
    readonly order?: OrderSummary | null;
  };
  // Of the beginning of a stream the whole is read: it tells one order, or none.
  return event !== undefined && order ? { order } : {};
}

/** Ends where the API ends it; throws for every other end. */
async function* eventsOf(
  connection: ApiConnection,
  path: string,
  place: string | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<SentEvent, void, void> {
  const end = new AbortController();
  const stop = (): void => end.abort();
  signal?.addEventListener('abort', stop);
  let silence = setTimeout(stop, BEGINS_WITHIN_MS);
  try {
    const response = await connection.follow(
      path,
      { accept: 'text/event-stream', ...(place !== undefined && { 'last-event-id': place }) },
      end.signal,
    );
    let data: string[] = [];
    let id: string | undefined;
    let isEvent = false;
    for await (const line of linesOf(response)) {
      clearTimeout(silence);
      silence = setTimeout(stop, SILENT_MS);
      const [, field, value = ''] = /^([^:]*):? ?(.*)$/.exec(line.replace(/\r$/, '')) ?? [];
      if (field === '') {
        // An empty line ends what was told; a comment keeps the connection alive.
        if (isEvent) yield { data: data.join('\n'), id };
        [data, isEvent] = [[], false];
      } else if (field === 'data') data.push(value);
      else if (field === 'id') id = value;
      isEvent ||= field === 'data' || field === 'id';
    }
  } finally {
    clearTimeout(silence);
    signal?.removeEventListener('abort', stop);
    stop();
  }
}
