/** The account itself: payments, the log of operations, and what a lost master key closed. */
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { PAYMENT_STATES } from '../../domain/payments/words.js';
import type { ApiParts } from '../parts.js';
import { ClosedView, LoggedOperation, LogVerification, PaymentRecord } from './answers/accounts.js';
import { sendFile } from './files.js';
import { ORDER, PAGE, pageOf, SWITCH } from './requests.js';
import { routesOf } from './route.js';

export function addPayments(app: FastifyInstance, parts: ApiParts): void {
  const route = routesOf(app, parts, 'payments');
  route({
    method: 'GET',
    url: '/payments',
    operations: ['payments.page', 'payments.list'],
    summary: 'List payments, newest first',
    query: z.strictObject({ state: z.enum(PAYMENT_STATES).optional(), ...PAGE }),
    answer: pageOf(PaymentRecord),
    run: async ({ client, query }) => await client.payments.page(query),
  });
  route({
    method: 'GET',
    url: '/orders/:orderId/payment',
    operations: ['payments.show'],
    summary: "Show an order's payment",
    params: ORDER,
    answer: PaymentRecord,
    run: async ({ client, params }) => await client.payments.show(params.orderId),
  });
}

export function addLog(app: FastifyInstance, parts: ApiParts): void {
  const route = routesOf(app, parts, 'log');
  route({
    method: 'GET',
    url: '/operations',
    operations: ['operations.page', 'operations.list'],
    summary: 'List operations, newest first',
    query: z.strictObject({
      subject: z.string().optional().meta({ description: 'The id of an order, a certificate and so on' }),
      ...PAGE,
    }),
    answer: pageOf(LoggedOperation),
    run: async ({ client, query }) => await client.operations.page(query),
  });
  route({
    method: 'GET',
    url: '/operations/export',
    operations: ['operations.export'],
    summary: 'The whole log, oldest first: lines of canonical JSON',
    answer: { file: ['application/x-ndjson'] },
    run: async ({ client, reply }) => {
      const content = Readable.from(withBreaks(client.operations.export()));
      await sendFile(reply, { type: 'application/x-ndjson', name: 'operations.jsonl', content });
    },
  });
  route({
    method: 'GET',
    url: '/operations/verification',
    operations: ['operations.verify'],
    summary: 'Whether the log is as it was written',
    query: z.strictObject({
      head: z
        .string()
        .optional()
        .meta({ description: 'A hash that was noted earlier, which must still stand in it' }),
      whole: SWITCH.optional().meta({ description: 'Read every entry again' }),
    }),
    answer: LogVerification,
    run: async ({ client, query: { head, whole } }) =>
      await client.operations.verify({ ...(head !== undefined && { head }), whole: whole === 'true' }),
  });
}

/** Each line ends, the last one too: a file that was cut off is told from a whole one. */
async function* withBreaks(lines: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  for await (const line of lines) yield `${line}\n`;
}

export function addMasterKeys(app: FastifyInstance, parts: ApiParts): void {
  const route = routesOf(app, parts, 'master keys');
  route({
    method: 'GET',
    url: '/master-keys/closed',
    operations: ['masterKeys.closed'],
    summary: 'What no configured master key opens',
    answer: z.object({ items: z.array(ClosedView) }),
    run: async ({ client }) => ({ items: await client.masterKeys.closed() }),
  });
  route({
    method: 'POST',
    url: '/master-keys/:masterKeyId/write-off',
    operations: ['masterKeys.writeOff'],
    summary: 'Give up what is closed under a master key that is lost for good',
    params: z.strictObject({ masterKeyId: z.string() }),
    answer: ClosedView,
    run: async ({ client, params }) => await client.masterKeys.writeOff(params.masterKeyId),
  });
}
