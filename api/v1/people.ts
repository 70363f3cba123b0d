/** Who may do what for the account: users and their roles, keys of programs, sessions; and what operators see of all accounts. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ROLES } from '../../domain/accounts/roles.js';
import type { ApiParts } from '../parts.js';
import { ApiKeyView, SessionView, ShownApiKey, UserView, WaitView } from './answers/people.js';
import { PAGE_QUERY, pageOf } from './requests.js';
import { routesOf } from './route.js';

const USER = z.strictObject({ user: z.string().meta({ description: 'A login, or the id of a user' }) });
const KEY = z.strictObject({ apiKey: z.string().meta({ description: 'The id of a key, or its name' }) });

export function addUsers(app: FastifyInstance, parts: ApiParts): void {
  const route = routesOf(app, parts, 'users');
  route({
    method: 'GET',
    url: '/users',
    operations: ['users.list'],
    summary: "List the account's users",
    answer: z.object({ items: z.array(UserView) }),
    run: async ({ client }) => ({ items: await client.users.list() }),
  });
  route({
    method: 'POST',
    url: '/users',
    operations: ['users.add'],
    summary: 'Add a user',
    body: z.strictObject({
      login: z.string(),
      role: z.enum(ROLES),
      password: z.string().optional(),
      subject: z
        .strictObject({ issuer: z.string(), subject: z.string() })
        .optional()
        .meta({ description: 'As whom an OpenID provider knows the person' }),
    }),
    answer: UserView,
    status: 201,
    run: async ({ client, body }) => await client.users.add(body),
  });
  route({
    method: 'PUT',
    url: '/users/:user/role',
    operations: ['users.setRole'],
    summary: 'Give a user another role',
    params: USER,
    body: z.strictObject({ role: z.enum(ROLES) }),
    answer: UserView,
    run: async ({ client, params, body }) => await client.users.setRole(params.user, body.role),
  });
  route({
    method: 'PUT',
    url: '/users/:user/password',
    operations: ['users.setPassword'],
    summary: 'Set a password; ends the sessions that it opened',
    params: USER,
    body: z.strictObject({
      password: z.string(),
      current: z.string().optional().meta({ description: 'Asked of whoever changes their own' }),
    }),
    run: async ({ client, params, body: { password, current } }) =>
      await client.users.setPassword(params.user, password, { current }),
  });
  route({
    method: 'DELETE',
    url: '/users/:user',
    operations: ['users.remove'],
    summary: 'Remove a user from the account',
    params: USER,
    run: async ({ client, params }) => await client.users.remove(params.user),
  });
}

export function addApiKeys(app: FastifyInstance, parts: ApiParts): void {
  const route = routesOf(app, parts, 'API keys');
  route({
    method: 'GET',
    url: '/api-keys',
    operations: ['apiKeys.list'],
    summary: 'List API keys, newest first',
    answer: z.object({ items: z.array(ApiKeyView) }),
    run: async ({ client }) => ({ items: await client.apiKeys.list() }),
  });
  route({
    method: 'POST',
    url: '/api-keys',
    operations: ['apiKeys.create'],
    summary: 'Make an API key; its secret is shown this once',
    body: z.strictObject({
      name: z.string(),
      role: z.enum(ROLES),
      expiresAt: z
        .string()
        .optional()
        .meta({ description: 'An instant; without it the key counts until it is revoked' }),
    }),
    answer: ShownApiKey,
    status: 201,
    run: async ({ client, body }) => await client.apiKeys.create(body),
  });
  route({
    method: 'POST',
    url: '/api-keys/:apiKey/rotate',
    operations: ['apiKeys.rotate'],
    summary: 'Give a key another secret, shown this once; the old one counts on for a while',
    params: KEY,
    body: z.strictObject({
      overlapHours: z
        .number()
        .optional()
        .meta({ description: 'How long the old one counts; 168 unless told otherwise' }),
    }),
    answer: ShownApiKey,
    run: async ({ client, params, body }) => await client.apiKeys.rotate(params.apiKey, body),
  });
  route({
    method: 'POST',
    url: '/api-keys/:apiKey/revoke',
    operations: ['apiKeys.revoke'],
    summary: 'Take a key out of use, at once and for good',
    params: KEY,
    answer: ApiKeyView,
    run: async ({ client, params }) => await client.apiKeys.revoke(params.apiKey),
  });
}

export function addSessions(app: FastifyInstance, parts: ApiParts): void {
  const route = routesOf(app, parts, 'sessions');
  route({
    method: 'GET',
    url: '/sessions',
    operations: ['sessions.list'],
    summary: "List sessions: one's own; of an owner, the account's",
    answer: z.object({ items: z.array(SessionView) }),
    run: async ({ client }) => ({ items: await client.sessions.list() }),
  });
  route({
    method: 'DELETE',
    url: '/sessions/:sessionId',
    operations: ['sessions.revoke'],
    summary: 'End a session',
    params: z.strictObject({ sessionId: z.string() }),
    run: async ({ client, params }) => await client.sessions.revoke(params.sessionId),
  });
}

export function addWaits(app: FastifyInstance, parts: ApiParts): void {
  const route = routesOf(app, parts, 'waits');
  route({
    method: 'GET',
    url: '/waits',
    operations: ['waits.page', 'waits.list'],
    summary: "List all accounts' waits: for operators of the installation",
    query: PAGE_QUERY,
    answer: pageOf(WaitView),
    run: async ({ client, query }) => await client.waits.page(query),
  });
}
