/** One stream of events on its way to one reader: as fast as the reader takes it, with a heartbeat, until either side ends it. */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { EventStream } from '../../client/events/stream.js';
import { HEARTBEAT_MS, RETRY_MS, SLOW_READER_MS } from '../../domain/orders/events.js';
import { HEARTBEAT, serverSent, serverSentRetry } from './server-sent.js';

export interface SendingOptions {
  /** What every answer of the server says, beside what streams do. */
  readonly headers?: Readonly<Record<string, number | string | readonly string[] | undefined>>;
  /** Asked at each heartbeat: false ends the stream, since whoever reads may not any more. */
  readonly mayGoOn: () => Promise<boolean>;
  readonly heartbeatMs?: number;
}

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  // nginx passes on what comes as it comes (ngx_http_proxy_module, proxy_buffering).
  'x-accel-buffering': 'no',
};

/** Resolves once nothing is sent any more, and the reader has what was. Throws nothing: a reader that is gone resumes elsewhere. */
export async function sendEvents(
  response: ServerResponse,
  stream: EventStream,
  { headers = {}, mayGoOn, heartbeatMs = HEARTBEAT_MS }: SendingOptions,
): Promise<void> {
  // Gone before it was answered: no end of it will be told any more.
  if (response.destroyed) {
    stream.end();
    return;
  }
  response.on('close', () => stream.end());
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) response.setHeader(name, value);
  response.writeHead(200, HEADERS);
  response.write(serverSentRetry(RETRY_MS));
  const heart = setInterval(() => {
    void mayGoOn().then(
      (mayIt) => {
        if (!mayIt) stream.end();
        // A reader that is behind has enough to read; of one that has gone meanwhile the answer is over.
        else if (!response.writableNeedDrain && !response.writableEnded) response.write(beat(stream));
      },
      () => undefined,
    );
  }, heartbeatMs);
  try {
    for await (const told of stream) if (!response.write(serverSent(told))) await drained(response);
    if (stream.ended === 'slow') response.destroy();
    else await endedWhole(response);
  } catch {
    response.destroy();
  } finally {
    clearInterval(heart);
    stream.end();
  }
}

function beat(stream: EventStream): string {
  const id = stream.restingId;
  return id === undefined ? HEARTBEAT : `:\n${serverSent({ id })}`;
}

/** Throws for a reader that does not take the end of it. */
async function endedWhole(response: ServerResponse): Promise<void> {
  if (response.closed) return;
  const closed = once(response, 'close', { signal: AbortSignal.timeout(SLOW_READER_MS) });
  response.end();
  await closed;
}

/** Throws for a reader that takes nothing for too long. */
async function drained(response: ServerResponse): Promise<void> {
  const waiting = new AbortController();
  const signal = AbortSignal.any([waiting.signal, AbortSignal.timeout(SLOW_READER_MS)]);
  try {
    await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]);
  } finally {
    waiting.abort();
  }
}
