/** Names: looked at before an order, and left to us for good by a delegation. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { VALIDATION_METHODS } from '../../domain/catalogue/words.js';
import { PREFLIGHT_METHODS } from '../../domain/control/preflight/request.js';
import type { ApiParts } from '../parts.js';
import { DelegationView, PreflightView } from './answers/names.js';
import { PAGE_QUERY, pageOf } from './requests.js';
import { routesOf } from './route.js';

const DELEGATED = z.strictObject({ name: z.string() });

export function addNames(app: FastifyInstance, parts: ApiParts): void {
  const route = routesOf(app, parts, 'names');
  route({
    method: 'POST',
    url: '/preflight',
    operations: ['preflight'],
    summary: 'What a CA would meet at names that are not ordered yet; changes nothing',
    isRead: true,
    body: z.strictObject({
      names: z.array(z.string()),
      ca: z
        .string()
        .optional()
        .meta({ description: 'A connection to a CA, a brand, or what stands for a CA in CAA records' }),
      method: z
        .enum([...PREFLIGHT_METHODS, ...VALIDATION_METHODS.filter((method) => method !== 'file')])
        .optional(),
      accountUri: z
        .string()
        .optional()
        .meta({ description: 'The account at the CA, as CAA records name it (RFC 8657)' }),
    }),
    answer: PreflightView,
    run: async ({ client, body }) => await client.preflight(body),
  });
  route({
    method: 'GET',
    url: '/delegations',
    operations: ['delegations.page', 'delegations.list'],
    summary: 'List delegated names, newest first',
    query: PAGE_QUERY,
    answer: pageOf(DelegationView),
    run: async ({ client, query }) => await client.delegations.page(query),
  });
  route({
    method: 'POST',
    url: '/delegations',
    operations: ['delegations.add'],
    summary: 'Delegate a name: answers the CNAMEs to set',
    body: z.strictObject({ name: z.string(), zone: z.string() }),
    answer: DelegationView,
    status: 201,
    locatedAt: ({ name }) => `/v1/delegations/${encodeURIComponent(name)}`,
    run: async ({ client, body }) => await client.delegations.add(body),
  });
  route({
    method: 'GET',
    url: '/delegations/:name',
    operations: ['delegations.show'],
    summary: 'Show a delegation as last looked at',
    params: DELEGATED,
    answer: DelegationView,
    run: async ({ client, params }) => await client.delegations.show(params.name),
  });
  route({
    method: 'POST',
    url: '/delegations/:name/check',
    operations: ['delegations.check'],
    summary: 'Look at a delegation now',
    params: DELEGATED,
    answer: DelegationView,
    run: async ({ client, params }) => await client.delegations.check(params.name),
  });
  route({
    method: 'DELETE',
    url: '/delegations/:name',
    operations: ['delegations.remove'],
    summary: 'Remove a delegation',
    params: DELEGATED,
    run: async ({ client, params }) => await client.delegations.remove(params.name),
  });
}
