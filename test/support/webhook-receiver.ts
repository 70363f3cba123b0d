/** A receiver of webhooks on loopback, as an account would write one: it believes what is signed, and nothing else. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { WebhookNotice } from '../../activities/notices/channels/webhook.js';
import { verifyWebhook } from '../../domain/notices/webhook-signature.js';

export interface WebhookReceiver {
  readonly url: string;
  /** What signatures are verified with; nothing is believed before it is set. */
  secret: string | undefined;
  /** The status that it answers with. */
  answer: number;
  /** Requests that were taken, in order; each was signed. */
  readonly taken: readonly { readonly idempotencyKey: string; readonly notice: WebhookNotice }[];
  /** Requests whose signature did not hold. */
  readonly refused: number;
  stop(): Promise<void>;
}

export async function startWebhookReceiver(
  clock: () => number,
  headers: Readonly<Record<string, string>> = {},
): Promise<WebhookReceiver> {
  const taken: { idempotencyKey: string; notice: WebhookNotice }[] = [];
  const server = createServer((request, response) => {
    const header = request.headers['sealflow-signature'];
    void text(request).then((body) => {
      const isSigned =
        receiver.secret !== undefined && verifyWebhook(receiver.secret, body, String(header), clock());
      if (!isSigned) refused += 1;
      else if (receiver.answer < 300)
        taken.push({
          idempotencyKey: String(request.headers['idempotency-key']),
          notice: JSON.parse(body) as WebhookNotice,
        });
      response.writeHead(isSigned ? receiver.answer : 401, headers).end();
    });
  });
  let refused = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const receiver = {
    url: `http://127.0.0.1:${port}/notices?from=sealflow`,
    secret: undefined as string | undefined,
    answer: 204,
    taken,
    get refused() {
      return refused;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return receiver;
}
