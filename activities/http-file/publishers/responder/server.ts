/**
 * An HTTP server that answers CAs with the published validation files, for names that point or redirect to it. Each answer is
 * what Postgres has at that moment: however many of these there are, they say the same.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Queryable } from '../../../../db/database.js';
import { findPublishedFile } from '../../../../db/statements/control/published-validations.js';
import { FILE_RESPONDER_LIMITS } from '../../../../domain/control/look-limits.js';
import { askedFile } from './asked-file.js';

export interface FileResponder {
  /** `http://host:port` */
  readonly url: string;
  /** Answers what was asked, and takes nothing more. */
  close(): Promise<void>;
}

/** `database`: of its own, with few connections: strangers who ask must not take those of orders. Rejects where the address can't be listened on. */
export async function openFileResponder(
  { host, port }: { readonly host: string; readonly port: number },
  database: Queryable,
): Promise<FileResponder> {
  const { headMs, headBytes, connections } = FILE_RESPONDER_LIMITS;
  const server = createServer(
    { headersTimeout: headMs, requestTimeout: headMs, maxHeaderSize: headBytes },
    (request, response) => void answer(request, response, database),
  );
  server.maxConnections = connections;
  server.setTimeout(FILE_RESPONDER_LIMITS.idleMs, (socket) => socket.destroy());
  // Heads that can't be read, and expectations, get no words.
  server.on('clientError', (_error, socket) => socket.destroy());
  server.on('checkExpectation', (_request, response) => void response.writeHead(417).end());
  await listening(server, host, port);
  const { address, family, port: taken } = server.address() as AddressInfo;
  const shown = family === 'IPv6' ? `[${address}]` : address;
  return { url: `http://${shown}:${taken}`, close: () => closed(server) };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  database: Queryable,
): Promise<void> {
  response.sendDate = false;
  // One file is all that anybody comes for; a body that is sent all the same is not read.
  response.setHeader('connection', 'close');
  const { method = '', url = '' } = request;
  const asked = METHODS.includes(method) ? askedFile(url, request.headers.host) : undefined;
  if (!asked) return void response.writeHead(404, EMPTY).end();
  let content: string | undefined;
  try {
    content = await findPublishedFile(database, asked);
  } catch {
    // Nobody knows whether it is there: a CA that hears 404 would count it as a no.
    return void response.writeHead(503, { ...EMPTY, 'retry-after': '5' }).end();
  }
  if (content === undefined) return void response.writeHead(404, EMPTY).end();
  const body = Buffer.from(content);
  response.writeHead(200, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': body.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(method === 'HEAD' ? undefined : body);
}

const METHODS: readonly string[] = ['GET', 'HEAD'];
const EMPTY = { 'content-length': 0, 'cache-control': 'no-store' } as const;

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const giveUp = setTimeout(() => server.closeAllConnections(), FILE_RESPONDER_LIMITS.goodbyeMs);
    server.close(() => {
      clearTimeout(giveUp);
      resolve();
    });
    server.closeIdleConnections();
  });
}
