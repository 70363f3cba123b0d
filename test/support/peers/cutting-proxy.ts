/** A TLS proxy before an ACME server, which breaks connections where it is told to: before a request, during, or after it was done. */
import { createServer, request as httpsRequest } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { selfSignedForLoopback } from './self-signed-loopback.js';

export interface Cut {
  /** The first requests to such a path are cut. */
  readonly path: RegExp;
  /** `before`: it never arrives. `during`: it arrives, and the answer is not waited for. `after`: the answer is cut in half. */
  readonly when: 'before' | 'during' | 'after';
  readonly times?: number;
}

export interface CuttingProxy {
  readonly directoryUrl: string;
  readonly tlsCertificate: string;
  /** `POST /path status` of what the server answered, also where nobody heard it. */
  readonly answered: string[];
  cut(cut: Cut): void;
  /** How many requests are still to be cut. */
  toCut(): number;
  stop(): Promise<void>;
}

export async function startCuttingProxy(target: {
  readonly directoryUrl: string;
  readonly tlsCertificate: string;
}): Promise<CuttingProxy> {
  const { key, cert } = await selfSignedForLoopback();
  const upstream = new URL(target.directoryUrl);
  const cuts: { path: RegExp; when: Cut['when']; left: number }[] = [];
  const answered: string[] = [];

  const serve = (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '/';
    const cut = cuts.find((each) => each.left > 0 && each.path.test(path));
    if (cut) cut.left -= 1;
    if (cut?.when === 'before') return void request.socket.destroy();
    // The host as it came: the server makes its URLs of it, and signatures cover them.
    const forwarded = httpsRequest({
      host: upstream.hostname,
      port: upstream.port,
      method: request.method,
      path,
      headers: request.headers,
      ca: target.tlsCertificate,
      servername: 'localhost',
    });
    request.pipe(forwarded);
    if (cut?.when === 'during') request.on('end', () => setImmediate(() => request.socket.destroy()));
    forwarded.on('error', () => response.destroy());
    forwarded.on('response', (answer) => {
      answered.push(`${request.method ?? ''} ${path} ${answer.statusCode ?? 0}`);
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const body = Buffer.concat(chunks);
        if (request.socket.destroyed) return;
        const { 'transfer-encoding': _, ...headers } = answer.headers;
        response.writeHead(answer.statusCode ?? 502, { ...headers, 'content-length': body.length });
        if (cut?.when !== 'after') return void response.end(body);
        response.write(body.subarray(0, body.length / 2), () => request.socket.destroy());
      });
    });
  };
  const server = createServer({ key, cert }, serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    directoryUrl: `https://127.0.0.1:${port}${upstream.pathname}`,
    tlsCertificate: cert,
    answered,
    cut: ({ path, when, times = 1 }) => void cuts.push({ path, when, left: times }),
    toCut: () => cuts.reduce((sum, { left }) => sum + left, 0),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
