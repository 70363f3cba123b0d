/** Access to CAs, DNS services and servers for files, and which CA serves what: the account's own. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ApiParts } from '../parts.js';
import { ConnectionKindForm, ConnectionView, RouteView } from './answers/connections.js';
import { routesOf } from './route.js';

const NAMED = z.strictObject({ connection: z.string().meta({ description: 'Name or id' }) });

/** Fields of the kind (docs/connections.md); secrets go in, and never come out again. */
const FIELDS = z.record(z.string(), z.unknown());

const TEST = z.boolean().optional().meta({ description: 'False: kept untried' });

/** What belongs to the installation, and every account may use, is its operators' to keep: by the command line on the server. */
export function addConnections(app: FastifyInstance, parts: ApiParts): void {
  const route = routesOf(app, parts, 'connections');
  route({
    method: 'GET',
    url: '/connections',
    operations: ['connections.list'],
    summary: "List the account's connections and the installation's",
    answer: z.object({ items: z.array(ConnectionView) }),
    run: async ({ client }) => ({ items: await client.connections.list() }),
  });
  route({
    method: 'GET',
    url: '/connections/kinds',
    operations: ['connections.kinds'],
    summary: 'List the kinds of connections, with the form of each',
    answer: z.object({ items: z.array(ConnectionKindForm) }),
    run: async ({ client }) => ({ items: await client.connections.kinds() }),
  });
  route({
    method: 'POST',
    url: '/connections',
    operations: ['connections.add'],
    summary: 'Try a connection, and keep it',
    body: z.strictObject({ kind: z.string(), name: z.string(), form: FIELDS, test: TEST }),
    answer: ConnectionView,
    status: 201,
    locatedAt: ({ connectionId }) => `/v1/connections/${connectionId}`,
    run: async ({ client, body }) => await client.connections.add(body),
  });
  route({
    method: 'GET',
    url: '/connections/:connection',
    operations: ['connections.show'],
    summary: 'Show a connection',
    params: NAMED,
    answer: ConnectionView,
    run: async ({ client, params }) => await client.connections.show(params.connection),
  });
  route({
    method: 'PATCH',
    url: '/connections/:connection',
    operations: ['connections.edit'],
    summary: 'Change a connection: what is left out stays, null takes away',
    params: NAMED,
    body: z.strictObject({ changes: FIELDS, test: TEST }),
    answer: ConnectionView,
    run: async ({ client, params, body: { changes, test } }) =>
      await client.connections.edit(params.connection, changes, { test }),
  });
  route({
    method: 'POST',
    url: '/connections/:connection/test',
    operations: ['connections.test'],
    summary: 'Try a connection as it is',
    params: NAMED,
    answer: ConnectionView,
    run: async ({ client, params }) => await client.connections.test(params.connection),
  });
  route({
    method: 'POST',
    url: '/connections/:connection/key-rollover',
    operations: ['connections.rollOverKey'],
    summary: 'Have our account at its CA sign with another key',
    params: NAMED,
    answer: ConnectionView,
    run: async ({ client, params }) => await client.connections.rollOverKey(params.connection),
  });
  route({
    method: 'DELETE',
    url: '/connections/:connection',
    operations: ['connections.remove'],
    summary: 'Remove a connection and its secrets',
    params: NAMED,
    query: z.strictObject({
      force: z
        .enum(['true', 'false'])
        .optional()
        .meta({ description: 'Though certificates that were issued there are valid still' }),
    }),
    run: async ({ client, params, query }) =>
      await client.connections.remove(params.connection, { force: query.force === 'true' }),
  });
}

export function addRoutes(app: FastifyInstance, parts: ApiParts): void {
  const route = routesOf(app, parts, 'routes');
  route({
    method: 'GET',
    url: '/routes',
    operations: ['routes.list'],
    summary: 'List which CA serves what',
    answer: z.object({ items: z.array(RouteView) }),
    run: async ({ client }) => ({ items: await client.routes.list() }),
  });
  route({
    method: 'PUT',
    url: '/routes',
    operations: ['routes.set'],
    summary: 'Set a route, in the place of the one for the same',
    body: z.strictObject({
      brand: z.string().optional(),
      type: z.string().optional(),
      suffix: z.string().optional().meta({ description: 'For orders whose names all lie in it' }),
      connection: z.string().meta({ description: 'Name or id of a connection to a CA' }),
      fallback: z.string().optional().meta({ description: 'Where a free or unpaid DV order may move, once' }),
    }),
    answer: RouteView,
    run: async ({ client, body }) => await client.routes.set(body),
  });
  route({
    method: 'DELETE',
    url: '/routes/:routeId',
    operations: ['routes.remove'],
    summary: 'Remove a route',
    params: z.strictObject({ routeId: z.string() }),
    run: async ({ client, params }) => await client.routes.remove(params.routeId),
  });
}
