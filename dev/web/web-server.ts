/** The "subscriber's web server" of the embedded stack, for every host name at once: HTTP, HTTPS, and an agent. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { answerAgent } from './agent.js';
import { FileFolder } from './file-folder.js';
import { createSelfSigned } from './self-signed.js';

export interface WebServerOptions {
  /** Files lie in `<dataDir>/www/<host>/.well-known/pki-validation/`. */
  readonly dataDir: string;
  /** Free ports unless given. */
  readonly httpPort?: number;
  readonly httpsPort?: number;
  readonly agentPort?: number;
  readonly agentToken: string;
}

export interface WebServer {
  readonly httpPort: number;
  readonly httpsPort: number;
  /** Base URL of the agent that puts files in place. */
  readonly agentUrl: string;
  stop(): Promise<void>;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const LOOPBACK = '127.0.0.1';

/** Rejects where a given port is taken. */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const folder = new FileFolder(join(options.dataDir, 'www'));
  const serveFile = handled((request, response) => answerFile(folder, request, response));
  const agent = handled((request, response) => answerAgent(folder, options.agentToken, request, response));
  const servers: Server[] = [];
  const listen = async (server: Server, port = 0): Promise<number> => {
    server.listen(port, LOOPBACK);
    await once(server, 'listening');
    servers.push(server);
    return (server.address() as AddressInfo).port;
  };
  const stop = async () => {
    await Promise.all(servers.map(close));
  };

  try {
    const httpPort = await listen(createServer(serveFile), options.httpPort);
    const httpsPort = await listen(createTlsServer(await createSelfSigned(), serveFile), options.httpsPort);
    const agentPort = await listen(createServer(agent), options.agentPort);
    return { httpPort, httpsPort, agentUrl: `http://${LOOPBACK}:${agentPort}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function answerFile(
  folder: FileFolder,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const path = (request.url ?? '').split('?')[0] ?? '';
  const content = isRead ? await folder.read(host, path) : undefined;
  if (content === undefined) response.writeHead(404, { 'content-type': 'text/plain' }).end();
  else response.writeHead(200, { 'content-type': 'text/plain' }).end(content);
}

/** A disk that fails must not end the process. */
function handled(answer: Answer) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    answer(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
