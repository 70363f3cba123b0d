/** What follows a certificate: the same plan anew, another plan, another product. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  BRANDS,
  CERTIFICATE_TYPES,
  KEY_ALGORITHMS,
  VALIDATION_METHODS,
} from '../../domain/catalogue/words.js';
import type { ApiParts } from '../parts.js';
import { SucceedingOrder } from './answers/certificates.js';
import { Quote } from './answers/quotes.js';
import { FORM_CHANGES } from './forms.js';
import { CERTIFICATE, PRICE_SEEN } from './requests.js';
import { routesOf } from './route.js';

const NEW_KEY_PASSWORD = z
  .union([z.string(), z.literal(false)])
  .optional()
  .meta({ description: "The new key's; where the old key had one and is not kept, say one or false" });

const FOLLOW = { changes: FORM_CHANGES.optional(), keyPassword: NEW_KEY_PASSWORD, expectedPrice: PRICE_SEEN };
const UPGRADE = {
  brand: z.enum(BRANDS),
  type: z.enum(CERTIFICATE_TYPES),
  ...FOLLOW,
};

export function addSuccession(app: FastifyInstance, parts: ApiParts): void {
  const route = routesOf(app, parts, 'certificates');
  route({
    method: 'POST',
    url: '/certificates/:certificateId/reissue',
    operations: ['certificates.reissue'],
    summary: 'Order another certificate of the same plan',
    params: CERTIFICATE,
    body: z.strictObject({
      csr: z
        .union([
          z.enum(['same', 'new-key']),
          z.strictObject({ pem: z.string() }),
          z.strictObject({ algorithm: z.enum(KEY_ALGORITHMS) }),
        ])
        .optional()
        .meta({ description: '`new-key` unless told otherwise; `algorithm`: a new key of another kind' }),
      validation: z.enum(VALIDATION_METHODS).optional().meta({
        description: 'How control of the names is shown this time; as before unless told otherwise',
      }),
      keyPassword: NEW_KEY_PASSWORD,
    }),
    answer: SucceedingOrder,
    status: 201,
    locatedAt: ({ orderId }) => `/v1/orders/${orderId}`,
    run: async ({ client, params, body, idempotencyKey }) =>
      await client.certificates.reissue(params.certificateId, { ...body, idempotencyKey }),
  });
  route({
    method: 'POST',
    url: '/certificates/:certificateId/renew',
    operations: ['certificates.renew'],
    summary: 'Buy a plan that follows this one',
    params: CERTIFICATE,
    body: z.strictObject(FOLLOW),
    answer: SucceedingOrder,
    status: 201,
    locatedAt: ({ orderId }) => `/v1/orders/${orderId}`,
    run: async ({ client, params, body, idempotencyKey }) =>
      await client.certificates.renew(params.certificateId, { ...body, idempotencyKey }),
  });
  route({
    method: 'POST',
    url: '/certificates/:certificateId/replace',
    operations: ['certificates.replace'],
    summary: 'Buy another product, or other names, in its place',
    params: CERTIFICATE,
    body: z.strictObject(FOLLOW),
    answer: SucceedingOrder,
    status: 201,
    locatedAt: ({ orderId }) => `/v1/orders/${orderId}`,
    run: async ({ client, params, body, idempotencyKey }) =>
      await client.certificates.replace(params.certificateId, { ...body, idempotencyKey }),
  });
  route({
    method: 'POST',
    url: '/certificates/:certificateId/upgrade',
    operations: ['certificates.upgrade'],
    summary: 'From a free certificate to a paid product',
    params: CERTIFICATE,
    body: z.strictObject(UPGRADE),
    answer: SucceedingOrder,
    status: 201,
    locatedAt: ({ orderId }) => `/v1/orders/${orderId}`,
    run: async ({ client, params, body, idempotencyKey }) =>
      await client.certificates.upgrade(params.certificateId, { ...body, idempotencyKey }),
  });
  route({
    method: 'POST',
    url: '/certificates/:certificateId/quotes/renewal',
    operations: ['certificates.quoteRenewal'],
    summary: 'What a renewal would cost and bring',
    isRead: true,
    params: CERTIFICATE,
    body: z.strictObject(FOLLOW),
    answer: Quote,
    run: async ({ client, params, body }) =>
      await client.certificates.quoteRenewal(params.certificateId, body),
  });
  route({
    method: 'POST',
    url: '/certificates/:certificateId/quotes/replacement',
    operations: ['certificates.quoteReplacement'],
    summary: 'What a replacement would cost and bring',
    isRead: true,
    params: CERTIFICATE,
    body: z.strictObject(FOLLOW),
    answer: Quote,
    run: async ({ client, params, body }) =>
      await client.certificates.quoteReplacement(params.certificateId, body),
  });
  route({
    method: 'POST',
    url: '/certificates/:certificateId/quotes/upgrade',
    operations: ['certificates.quoteUpgrade'],
    summary: 'What an upgrade would cost and bring',
    isRead: true,
    params: CERTIFICATE,
    body: z.strictObject(UPGRADE),
    answer: Quote,
    run: async ({ client, params, body }) =>
      await client.certificates.quoteUpgrade(params.certificateId, body),
  });
}
