/** A TLS proxy before an ACME server: it breaks connections, keeps requests or answers back, or answers itself, where it is told to. */
import { createServer, request as httpsRequest } from 'node:https';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { selfSignedForLoopback } from '../../../bench/peers/self-signed-loopback.js';

export interface Cut {
  /** The first requests to such a path are cut. */
  readonly path: RegExp;
  /** `before`: it never arrives. `during`: it arrives, and the answer is not waited for. `after`: the answer is cut in half. */
  readonly when: 'before' | 'during' | 'after';
  readonly times?: number;
}

export interface Hold {
  readonly path: RegExp;
  /** `before`: the request never arrives. `after`: it is done, and nobody hears of it. */
  readonly when: 'before' | 'after';
}

export interface CuttingProxy {
  readonly directoryUrl: string;
  readonly tlsCertificate: string;
  /** `POST /path status` of what the server answered, also where nobody heard it. */
  readonly answered: string[];
  cut(cut: Cut): void;
  /** Keeps the next request to such a path, or the answer to it, for good. Resolves once it has it. */
  hold(hold: Hold): Promise<void>;
  /** Answers the next request to such a path with a problem of this type, in the server's place. */
  refuse(refusal: { readonly path: RegExp; readonly status: number; readonly type: string }): void;
  /** Answers further requests to such a path as the server answered the last one, until that is over. */
  repeat(path: RegExp): { over(): void };
  /** How many requests are still to be cut. */
  toCut(): number;
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

export async function startCuttingProxy(target: {
  readonly directoryUrl: string;
  readonly tlsCertificate: string;
}): Promise<CuttingProxy> {
  const { key, cert } = await selfSignedForLoopback();
  const upstream = new URL(target.directoryUrl);
  const cuts: { path: RegExp; when: Cut['when']; left: number }[] = [];
  const answered: string[] = [];
  const holds: { path: RegExp; when: Hold['when']; has: () => void }[] = [];
  const refusals: { path: RegExp; status: number; type: string }[] = [];
  const repeated: RegExp[] = [];
  const last = new Map<string, Answer>();

  /** Of those that are good for one request. */
  const taken = <Told extends { readonly path: RegExp }>(all: Told[], path: string): Told | undefined => {
    const index = all.findIndex((each) => each.path.test(path));
    return index < 0 ? undefined : all.splice(index, 1)[0];
  };

  const serve = (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '/';
    const cut = cuts.find((each) => each.left > 0 && each.path.test(path));
    if (cut) cut.left -= 1;
    if (cut?.when === 'before') return void request.socket.destroy();
    const held = taken(holds, path);
    if (held?.when === 'before') {
      held.has();
      return;
    }
    const refusal = taken(refusals, path);
    if (refusal) {
      answerProblem(response, refusal);
      return;
    }
    const known = repeated.some((each) => each.test(path)) ? last.get(path) : undefined;
    if (known) return void response.writeHead(known.status, known.headers).end(known.body);
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
        const { 'transfer-encoding': _, ...others } = answer.headers;
        const status = answer.statusCode ?? 502;
        const headers = { ...others, 'content-length': body.length };
        if (status < 300) last.set(path, { status, headers, body });
        if (held) {
          held.has();
          return;
        }
        response.writeHead(status, headers);
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
    hold: ({ path, when }) => new Promise((has) => void holds.push({ path, when, has })),
    refuse: (refusal) => void refusals.push(refusal),
    repeat(path) {
      repeated.push(path);
      return { over: () => void repeated.splice(repeated.indexOf(path), 1) };
    },
    toCut: () => cuts.reduce((sum, { left }) => sum + left, 0),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** RFC 7807, as RFC 8555 has it. */
function answerProblem(
  response: ServerResponse,
  { status, type }: { readonly status: number; readonly type: string },
): void {
  response
    .writeHead(status, { 'content-type': 'application/problem+json' })
    .end(JSON.stringify({ type: `urn:ietf:params:acme:error:${type}`, detail: 'said by the proxy', status }));
}
