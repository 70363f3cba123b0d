/** Certificate signing requests that an account makes beside its orders, and keeps. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { KEY_ALGORITHMS } from '../../domain/catalogue/words.js';
import type { ApiParts } from '../parts.js';
import { Tag } from './answers/shared.js';
import { routesOf } from './route.js';

const DETAILS = {
  domain: z.string(),
  organization: z.string(),
  department: z.string(),
  email: z.string(),
  province: z.string(),
  city: z.string(),
  country: z.string(),
  algorithm: z.enum(KEY_ALGORITHMS),
};

const SigningRequestView = z
  .object({
    id: z.string(),
    details: z.object(DETAILS),
    remark: z.string().nullable(),
    tags: z.array(Tag).readonly(),
    csrPem: z.string().nullable().meta({ description: 'PEM; null until it is made.' }),
    keyHasPassword: z.boolean(),
    createdAt: z.string(),
    generatedAt: z.string().nullable(),
  })
  .meta({ id: 'SigningRequestView' });

const SIGNING_REQUEST = z.strictObject({ signingRequestId: z.string() });

export function addSigningRequests(app: FastifyInstance, parts: ApiParts): void {
  const route = routesOf(app, parts, 'signing requests');
  route({
    method: 'GET',
    url: '/signing-requests',
    operations: ['signingRequests.list'],
    summary: 'List signing requests, newest first',
    answer: z.object({ items: z.array(SigningRequestView) }),
    run: async ({ client }) => ({ items: [...(await client.signingRequests.list())] }),
  });
  route({
    method: 'POST',
    url: '/signing-requests',
    operations: ['signingRequests.add'],
    summary: 'Keep a draft of a signing request',
    body: z.strictObject({
      details: z.strictObject(DETAILS),
      remark: z.string().optional(),
      tags: z.array(z.strictObject({ key: z.string(), value: z.string() })).optional(),
    }),
    answer: SigningRequestView,
    status: 201,
    locatedAt: ({ id }) => `/v1/signing-requests/${id}`,
    run: async ({ client, body }) => await client.signingRequests.add(body),
  });
  route({
    method: 'GET',
    url: '/signing-requests/:signingRequestId',
    operations: ['signingRequests.show'],
    summary: 'Show a signing request',
    params: SIGNING_REQUEST,
    answer: SigningRequestView,
    run: async ({ client, params }) => await client.signingRequests.show(params.signingRequestId),
  });
  route({
    method: 'PATCH',
    url: '/signing-requests/:signingRequestId',
    operations: ['signingRequests.edit'],
    summary: 'Change a draft',
    params: SIGNING_REQUEST,
    body: z.strictObject({
      details: z.strictObject(DETAILS).partial().optional(),
      remark: z.string().optional(),
    }),
    answer: SigningRequestView,
    run: async ({ client, params, body }) => await client.signingRequests.edit(params.signingRequestId, body),
  });
  route({
    method: 'POST',
    url: '/signing-requests/:signingRequestId/generate',
    operations: ['signingRequests.generate'],
    summary: 'Make the key and the request, once',
    params: SIGNING_REQUEST,
    body: z.strictObject({ keyPassword: z.string().optional() }),
    answer: SigningRequestView,
    run: async ({ client, params, body }) =>
      await client.signingRequests.generate(params.signingRequestId, body.keyPassword),
  });
  route({
    method: 'POST',
    url: '/signing-requests/:signingRequestId/private-key',
    operations: ['signingRequests.privateKey'],
    summary: 'Hand out the private key; it stands in the log',
    params: SIGNING_REQUEST,
    answer: z.object({
      privateKeyPem: z.string().nullable().meta({ description: 'PKCS#8, PEM; null until it is made.' }),
    }),
    run: async ({ client, params }) => ({
      privateKeyPem: await client.signingRequests.privateKey(params.signingRequestId),
    }),
  });
  route({
    method: 'DELETE',
    url: '/signing-requests/:signingRequestId',
    operations: ['signingRequests.remove'],
    summary: 'Remove a signing request with its key',
    params: SIGNING_REQUEST,
    run: async ({ client, params }) => await client.signingRequests.remove(params.signingRequestId),
  });
}
