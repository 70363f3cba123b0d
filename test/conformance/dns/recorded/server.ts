/** An HTTP server of a cloud's DNS service on loopback, which answers in the shapes that the cloud documents. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { SignedRequest } from '../../../support/cloud-signatures.js';

export interface RecordedAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RecordedServer {
  readonly url: string;
  /** The service's clock, beside ours, in milliseconds. */
  clockOff: number;
  /** What the next requests are answered with instead, one after the other, whatever they ask. */
  readonly instead: RecordedAnswer[];
  /** Every request that came, as `METHOD /path`. */
  readonly asked: string[];
  readonly stop: () => Promise<void>;
}

/** Up to so many milliseconds pass between a request and its answer, so that requests overtake each other. */
const SLOWEST_MS = 6;

export async function startRecordedServer(
  answer: (request: SignedRequest, now: number) => RecordedAnswer,
): Promise<RecordedServer> {
  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      const { method = '', url = '', headers } = request;
      recorded.asked.push(`${method} ${url}`);
      await pause(Math.random() * SLOWEST_MS);
      const given =
        recorded.instead.shift() ??
        answer({ method, target: url, headers, body }, Date.now() + recorded.clockOff);
      // As it stands once it is answered: what is written between request and answer is seen.
      await pause(Math.random() * SLOWEST_MS);
      response
        .writeHead(given.status, { 'content-type': 'application/json', ...given.headers })
        .end(given.body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const recorded: RecordedServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clockOff: 0,
    instead: [],
    asked: [],
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return recorded;
}

export function json(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): RecordedAnswer {
  return { status, body: JSON.stringify(body), headers };
}
