/** Plans, what they will need, and places of free certificates. */
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ForecastReading } from '../../client/plans/forecast.js';
import type { ApiParts } from '../parts.js';
import { ForecastView } from './answers/forecast.js';
import { PlanSummaryRecord, PlanView } from './answers/plans.js';
import { FreePlacesView } from './answers/quotes.js';
import { PAGE_QUERY, pageOf } from './requests.js';
import { routesOf } from './route.js';

const PLAN = z.strictObject({ planId: z.string() });

export function addPlans(app: FastifyInstance, parts: ApiParts): void {
  const route = routesOf(app, parts, 'plans');
  route({
    method: 'GET',
    url: '/plans',
    operations: ['plans.page', 'plans.list'],
    summary: 'List plans, newest first',
    query: PAGE_QUERY,
    answer: pageOf(PlanSummaryRecord),
    run: async ({ client, query }) => await client.plans.page(query),
  });
  route({
    method: 'GET',
    url: '/plans/:planId',
    operations: ['plans.show'],
    summary: 'Show a plan: its certificates, and what comes next',
    params: PLAN,
    answer: PlanView,
    run: async ({ client, params }) => await client.plans.show(params.planId),
  });
  route({
    method: 'PUT',
    url: '/plans/:planId/auto-renew',
    operations: ['plans.setAutoRenew'],
    summary: 'Switch whether another plan is bought when it ends',
    params: PLAN,
    body: z.strictObject({ on: z.boolean() }),
    answer: PlanView,
    run: async ({ client, params, body }) => await client.plans.setAutoRenew(params.planId, body.on),
  });
  route({
    method: 'GET',
    url: '/forecast',
    operations: ['readForecast', 'forecast'],
    summary: 'What orders and certificates will need, and by when; sent while it is made',
    query: z.strictObject({
      date: z.string().meta({ description: 'A day (UTC), today or later' }),
      until: z.string().optional().meta({ description: 'The last day; or `weeks`' }),
      weeks: z.coerce.number().int().min(1).max(260).optional(),
      timeZone: z.string().optional().meta({ description: 'By whose calendar words name days' }),
    }),
    answer: ForecastView.extend({ count: z.number().meta({ description: 'How many items there are' }) }),
    run: async ({ client, query, reply }) => {
      const reading = await client.readForecast(query);
      await reply.type('application/json; charset=utf-8').send(Readable.from(jsonOf(reading)));
      return { ...reading, items: [] };
    },
  });
  route({
    method: 'GET',
    url: '/free-places',
    operations: ['freePlaces.show'],
    summary: 'Places of free certificates, and how many are taken',
    answer: FreePlacesView,
    run: async ({ client }) => await client.freePlaces.show(),
  });
}

/** Tens of thousands of items are never held at once. */
async function* jsonOf({ items, ...whole }: ForecastReading): AsyncGenerator<string, void, undefined> {
  yield `${JSON.stringify(whole).slice(0, -1)},"items":[`;
  let separator = '';
  for await (const item of items) {
    yield `${separator}${JSON.stringify(item)}`;
    separator = ',';
  }
  yield ']}';
}
