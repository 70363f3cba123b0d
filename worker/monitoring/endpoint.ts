/** `GET /metrics`, and nothing else: what Prometheus asks a worker for. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Endpoint {
  /** `http://host:port/metrics` */
  readonly url: string;
  close(): Promise<void>;
}

/** Milliseconds for a request's head to arrive; there is no body to wait for. */
const HEAD_TIMEOUT_MS = 5_000;
const MOST_CONNECTIONS = 20;

/** `text` is asked once for all who scrape at the same moment. Rejects where the address can't be listened on. */
export async function openEndpoint(
  { host, port }: { readonly host: string; readonly port: number },
  text: () => Promise<string>,
): Promise<Endpoint> {
  let underWay: Promise<string> | undefined;
  const shared = () => (underWay ??= text().finally(() => (underWay = undefined)));
  const server = createServer(
    { headersTimeout: HEAD_TIMEOUT_MS, requestTimeout: HEAD_TIMEOUT_MS, maxHeaderSize: 8192 },
    (request, response) => void answer(request, response, shared),
  );
  server.maxConnections = MOST_CONNECTIONS;
  await listening(server, host, port);
  // What is scraped does not keep a worker from ending.
  server.unref();
  const { address, family, port: taken } = server.address() as AddressInfo;
  const shown = family === 'IPv6' ? `[${address}]` : address;
  return { url: `http://${shown}:${taken}/metrics`, close: () => closed(server) };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  text: () => Promise<string>,
): Promise<void> {
  // A body that is sent all the same is not read.
  response.setHeader('connection', 'close');
  if (request.url?.split('?')[0] !== '/metrics') return void response.writeHead(404).end();
  if (request.method !== 'GET') return void response.writeHead(405, { allow: 'GET' }).end();
  try {
    const body = await text();
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(body);
  } catch {
    response.writeHead(500).end();
  }
}

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
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
