/** A service that lets nobody in and repeats, wherever its answers have words, all that it was sent: credentials among it. */
import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { selfSignedForLoopback } from '../../bench/peers/self-signed-loopback.js';

export interface TelltaleService {
  readonly url: string;
  /** The same over TLS. */
  readonly secureUrl: string;
  /** Trusts that. */
  readonly rootPem: string;
  /** Every request that came, whole. */
  readonly heard: readonly string[];
  stop(): Promise<void>;
}

export async function startTelltaleService(): Promise<TelltaleService> {
  const heard: string[] = [];
  const answer: RequestListener = (request, response) => {
    void text(request).then((body) => {
      const { method = '', url = '', headers } = request;
      const repeated = [`${method} ${url}`, JSON.stringify(headers), body].join(' ');
      heard.push(repeated);
      const isXml = url.startsWith('/2013-04-01/');
      // Tencent Cloud answers 200 whatever it says.
      const status = 'x-tc-action' in headers ? 200 : 401;
      response
        .writeHead(status, { 'content-type': isXml ? 'text/xml' : 'application/json' })
        .end(isXml ? inXml(repeated) : inJson(repeated));
    });
  };
  const { key, cert } = await selfSignedForLoopback();
  const servers = [createHttpServer(answer), createHttpsServer({ key, cert }, answer)];
  const [port, securePort] = await Promise.all(servers.map(listening));
  return {
    url: `http://127.0.0.1:${port}`,
    secureUrl: `https://127.0.0.1:${securePort}`,
    rootPem: cert,
    heard,
    async stop() {
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** In every place where one of the services has words of its own. */
function inJson(words: string): string {
  return JSON.stringify({
    success: false,
    errors: [{ code: 10_000, message: words }],
    messages: [],
    result: null,
    error: words,
    message: words,
    detail: words,
    reason: words,
    type: 'urn:ietf:params:acme:error:unauthorized',
    Code: 'SignatureDoesNotMatch',
    Message: words,
    error_code: 'APIGW.0301',
    error_msg: words,
    Response: { Error: { Code: 'AuthFailure.SignatureFailure', Message: words }, RequestId: 'req-1' },
  });
}

function inXml(words: string): string {
  const written = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return (
    '<?xml version="1.0"?><ErrorResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Error><Type>Sender</Type>' +
    `<Code>SignatureDoesNotMatch</Code><Message>${written}</Message></Error><RequestId>req-1</RequestId></ErrorResponse>`
  );
}
