/** Orders: placed, read, corrected, withdrawn. */
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { LANGUAGES } from '../../domain/bilingual.js';
import type { ApiParts } from '../parts.js';
import { CreatedOrder, OrderSummary, OrderView, ResubmittedOrder, Sweep, WhyView } from './answers/orders.js';
import { OrderCounts, OrderTurns } from './answers/turns.js';
import { Quote } from './answers/quotes.js';
import { FormCheck } from './answers/form-checks.js';
import { asTable, begun, sendFile } from './files.js';
import { FORM_CHANGES, ORDER_FORM, ORDER_FORM_OR_DRAFT, PARTIAL_FORM, SUBMITTED_FORM } from './forms.js';
import { readOrder, refuseStale } from './order-tags.js';
import { filterIn, ORDER_FILTER } from './order-filter.js';
import { ORDER, PAGE, pageOf, PRICE_SEEN } from './requests.js';
import { routesOf } from './route.js';

const FOLLOWING_FORM = {
  changes: FORM_CHANGES.optional(),
  keyPassword: z
    .union([z.string(), z.literal(false)])
    .optional()
    .meta({ description: "The new key's; where the old key had one, say one or false" }),
};

export function addOrders(app: FastifyInstance, parts: ApiParts): void {
  const route = routesOf(app, parts, 'orders');
  route({
    method: 'POST',
    url: '/orders',
    operations: ['create'],
    summary: 'Place an order',
    description:
      'With an `Idempotency-Key` the order is found by the same request again, whatever became of the answer.',
    body: z.strictObject({
      form: ORDER_FORM_OR_DRAFT,
      draft: z
        .boolean()
        .optional()
        .meta({ description: 'Default: a form of brand and type alone is a draft' }),
      orderId: z
        .string()
        .optional()
        .meta({ description: "The caller's own id for it: 3 to 64 letters, digits, _ and -" }),
      expectedPrice: PRICE_SEEN,
    }),
    answer: CreatedOrder,
    status: 201,
    locatedAt: ({ orderId }) => `/v1/orders/${orderId}`,
    run: async ({ client, body, idempotencyKey }) =>
      await client.create({ ...body, ...(idempotencyKey !== undefined && { idempotencyKey }) }),
  });
  route({
    method: 'GET',
    url: '/orders',
    operations: ['page', 'list'],
    summary: 'List orders, newest first',
    query: z.strictObject({ ...ORDER_FILTER, ...PAGE }),
    answer: pageOf(OrderSummary),
    run: async ({ client, query }) => await client.page(filterIn(query)),
  });
  route({
    method: 'GET',
    url: '/orders/counts',
    operations: ['counts'],
    summary: 'How many orders stand under each tab',
    answer: OrderCounts,
    run: async ({ client }) => await client.counts(),
  });
  route({
    method: 'GET',
    url: '/orders/export',
    operations: ['exportOrders'],
    summary: 'The filtered list as a table: comma-separated values, UTF-8',
    description: 'Its words are in the language of `Accept-Language`, unless `language` says otherwise.',
    query: z.strictObject({ ...ORDER_FILTER, language: z.enum(LANGUAGES).optional() }),
    answer: { file: ['text/csv'] },
    run: async ({ client, query: { language, ...query }, request, reply }) => {
      const lines = client.exportOrders({ ...filterIn(query), language: language ?? request.language });
      await sendFile(reply, {
        type: 'text/csv; charset=utf-8',
        name: 'orders.csv',
        content: Readable.from(await begun(asTable(lines))),
      });
    },
  });
  route({
    method: 'POST',
    url: '/orders/quote',
    operations: ['quote'],
    summary: 'What an order would cost and bring; changes nothing',
    isRead: true,
    body: z.strictObject({ form: ORDER_FORM }),
    answer: Quote,
    run: async ({ client, body }) => await client.quote(body.form),
  });
  route({
    method: 'POST',
    url: '/orders/form-check',
    operations: ['checkForm'],
    summary:
      'What is wrong with a form that is still being filled in, and what follows from it; changes nothing',
    isRead: true,
    body: z.strictObject({
      form: PARTIAL_FORM,
      pastedNames: z.string().optional().meta({
        description:
          "One text of names, with blanks, commas or line breaks between them; they follow the form's",
      }),
      asksServices: z.boolean().optional().meta({
        description: 'Connected DNS services are asked which names they have: it takes some seconds',
      }),
    }),
    answer: FormCheck,
    run: async ({ client, body: { form, pastedNames, asksServices } }) =>
      await client.checkForm({
        form,
        ...(pastedNames !== undefined && { pastedNames }),
        ...(asksServices !== undefined && { asksServices }),
      }),
  });
  route({
    method: 'POST',
    url: '/orders/sweep',
    operations: ['sweep'],
    summary: 'Remove orders that were stored and never started',
    answer: Sweep,
    run: async ({ client }) => await client.sweep(),
  });
  route({
    method: 'GET',
    url: '/orders/:orderId',
    operations: ['show'],
    summary: 'Show an order, with its ETag',
    isTagged: true,
    params: ORDER,
    answer: OrderView,
    run: async (asked) => await readOrder(asked),
  });
  route({
    method: 'GET',
    url: '/orders/:orderId/why',
    operations: ['why'],
    summary: 'Why it stands where it stands',
    params: ORDER,
    answer: WhyView,
    run: async ({ client, params }) => await client.why(params.orderId),
  });
  route({
    method: 'GET',
    url: '/orders/:orderId/turns',
    operations: ['turns'],
    summary: 'Whose turn it was, since when and until when, and how long such a turn usually lasts',
    params: ORDER,
    answer: OrderTurns,
    run: async ({ client, params }) => await client.turns(params.orderId),
  });
  route({
    method: 'PUT',
    url: '/orders/:orderId/form',
    operations: ['submit'],
    summary: 'Hand in the form of a draft',
    isTagged: true,
    params: ORDER,
    body: z.strictObject({ form: SUBMITTED_FORM, expectedPrice: PRICE_SEEN }),
    answer: CreatedOrder,
    run: async (asked) => {
      await refuseStale(asked);
      const { client, params, body } = asked;
      return await client.submit(params.orderId, body.form, { expectedPrice: body.expectedPrice });
    },
  });
  route({
    method: 'POST',
    url: '/orders/:orderId/cancel',
    operations: ['cancel'],
    summary: 'Ask for an order to be withdrawn',
    isTagged: true,
    params: ORDER,
    body: z.strictObject({
      revokeIfIssued: z
        .boolean()
        .optional()
        .meta({ description: 'A certificate that won the race is revoked at once' }),
    }),
    answer: OrderView,
    status: 202,
    run: async (asked) => {
      await refuseStale(asked);
      const { revokeIfIssued = false } = asked.body;
      return await asked.client.cancel(asked.params.orderId, { revokeIfIssued });
    },
  });
  route({
    method: 'POST',
    url: '/orders/:orderId/resubmit',
    operations: ['resubmit'],
    summary: 'Withdraw an order, and submit it anew with changes',
    isTagged: true,
    params: ORDER,
    body: z.strictObject({
      ...FOLLOWING_FORM,
      dryRun: z
        .boolean()
        .optional()
        .meta({ description: 'Checks everything, withdraws and creates nothing' }),
      expectedPrice: PRICE_SEEN,
    }),
    answer: ResubmittedOrder,
    run: async (asked) => {
      await refuseStale(asked);
      return await asked.client.resubmit(asked.params.orderId, asked.body);
    },
  });
  route({
    method: 'POST',
    url: '/orders/:orderId/resubmission-quote',
    operations: ['quoteResubmission'],
    summary: 'What submitting it anew would cost; withdraws nothing',
    isRead: true,
    params: ORDER,
    body: z.strictObject({ ...FOLLOWING_FORM }),
    answer: Quote,
    run: async ({ client, params, body }) => await client.quoteResubmission(params.orderId, body),
  });
}
