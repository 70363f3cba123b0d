/** The desk: what waits, and what may be done about one order; for operators of all accounts. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { BRANDS } from '../../domain/catalogue/words.js';
import { PARTIES } from '../../domain/waits.js';
import type { ApiParts } from '../parts.js';
import {
  DeskCheckView,
  DeskHealthView,
  DeskView,
  DeskWhyView,
  ListedDeskOrder,
  RemindedView,
} from './answers/desk.js';
import { ORDER, PAGE, pageOf, SWITCH } from './requests.js';
import { routesOf } from './route.js';

const ORDERS_QUERY = z.strictObject({
  party: z.enum(PARTIES).optional(),
  brand: z.enum(BRANDS).optional(),
  connectionId: z.string().optional().meta({ description: 'Of the CA that has the orders' }),
  overdue: SWITCH.optional().meta({ description: 'Only what is past its deadline' }),
  mine: SWITCH.optional().meta({
    description: '`true`: only what whoever asks placed and may bring on; `false`: all else',
  }),
  ...PAGE,
});

export function addDesk(app: FastifyInstance, parts: ApiParts): void {
  const route = routesOf(app, parts, 'desk');
  route({
    method: 'GET',
    url: '/desk',
    operations: ['desk.show'],
    summary: 'What waits, counted, and the money that is owed; of an operator, in all accounts',
    answer: DeskView,
    run: async ({ client }) => await client.desk.show(),
  });
  route({
    method: 'GET',
    url: '/desk/orders',
    operations: ['desk.orders'],
    summary: 'List what waits, what is overdue first',
    query: ORDERS_QUERY,
    answer: pageOf(ListedDeskOrder),
    run: async ({ client, query: { overdue, mine, ...filter } }) =>
      await client.desk.orders({
        ...filter,
        overdue: overdue === 'true',
        ...(mine !== undefined && { mine: mine === 'true' }),
      }),
  });
  route({
    method: 'GET',
    url: '/desk/health',
    operations: ['desk.health'],
    summary: 'Whether stores, workers, queues and connections stand',
    answer: DeskHealthView,
    run: async ({ client }) => await client.desk.health(),
  });
  route({
    method: 'GET',
    url: '/desk/orders/:orderId',
    operations: ['desk.why'],
    summary: 'Whose turn it is, what is being tried, and how that failed last',
    params: ORDER,
    answer: DeskWhyView,
    run: async ({ client, params }) => await client.desk.why(params.orderId),
  });
  addActions(app, parts);
}

function addActions(app: FastifyInstance, parts: ApiParts): void {
  const route = routesOf(app, parts, 'desk');
  route({
    method: 'POST',
    url: '/desk/orders/:orderId/check',
    operations: ['desk.check'],
    summary: 'Have it look at the world now',
    params: ORDER,
    body: z.strictObject({
      waitMs: z
        .int()
        .min(0)
        .max(10_000)
        .optional()
        .meta({ description: 'To wait for what it finds; 10,000 unless told otherwise' }),
    }),
    answer: DeskCheckView,
    run: async ({ client, params, body }) => await client.desk.check(params.orderId, body),
  });
  route({
    method: 'POST',
    url: '/desk/orders/:orderId/remind',
    operations: ['desk.remind'],
    summary: 'Tell whoever ordered it once more what is waited for; once a day of the wait',
    params: ORDER,
    answer: RemindedView,
    run: async ({ client, params }) => await client.desk.remind(params.orderId),
  });
  route({
    method: 'POST',
    url: '/desk/orders/:orderId/cancel',
    operations: ['desk.cancel'],
    summary: 'Ask for an order to be withdrawn',
    params: ORDER,
    body: z.strictObject({
      revokeIfIssued: z
        .boolean()
        .optional()
        .meta({ description: 'A certificate that won the race is revoked at once' }),
    }),
    answer: DeskWhyView,
    status: 202,
    run: async ({ client, params, body: { revokeIfIssued = false } }) =>
      await client.desk.cancel(params.orderId, { revokeIfIssued }),
  });
}
