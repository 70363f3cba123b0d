/** What moves a living order on: looks, repairs in place, and what people tell of it. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { VALIDATION_METHODS } from '../../domain/catalogue/words.js';
import { PHONE_RESULTS } from '../../domain/organization/words.js';
import type { OrderView as OrderAsShown } from '../../client/orders/views.js';
import type { ApiParts } from '../parts.js';
import { CheckView, OrderView } from './answers/orders.js';
import { CHANNEL, CONTACT_OF_ORDER } from './forms.js';
import { refuseStale } from './order-tags.js';
import { LABEL_CHANGES, ORDER } from './requests.js';
import { routesOf, type Asked } from './route.js';

type OrderParams = z.output<typeof ORDER>;

interface Change<Body> {
  readonly method: 'POST' | 'PUT' | 'PATCH';
  /** After the order's own address. */
  readonly at: string;
  readonly operation: string;
  readonly summary: string;
  readonly body?: z.ZodType<Body>;
  readonly run: (asked: Asked<OrderParams, object, Body>) => Promise<OrderAsShown>;
}

export function addRepairs(app: FastifyInstance, parts: ApiParts): void {
  const route = routesOf(app, parts, 'orders');
  const change = <Body = object>({ at, operation, run, ...rest }: Change<Body>): void => {
    route({
      ...rest,
      url: `/orders/:orderId/${at}`,
      operations: [operation],
      isTagged: true,
      params: ORDER,
      answer: OrderView,
      run: async (asked: Asked<OrderParams, object, Body>) => {
        await refuseStale(asked);
        return await run(asked);
      },
    });
  };
  route({
    method: 'POST',
    url: '/orders/:orderId/check',
    operations: ['check'],
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
    answer: CheckView,
    run: async ({ client, params, body }) => await client.check(params.orderId, body),
  });
  change({
    method: 'PUT',
    at: 'validation',
    operation: 'repair',
    summary: 'Change the validation method',
    body: z.strictObject({ validation: z.enum(VALIDATION_METHODS) }),
    run: async ({ client, params, body }) => await client.repair(params.orderId, body),
  });
  change({
    method: 'POST',
    at: 'reroute',
    operation: 'reroute',
    summary: 'Give it the connections of today',
    run: async ({ client, params }) => await client.reroute(params.orderId),
  });
  change({
    method: 'PUT',
    at: 'contact',
    operation: 'repairContact',
    summary: 'Name another contact',
    body: z.strictObject({ contact: CONTACT_OF_ORDER }),
    run: async ({ client, params, body }) => await client.repairContact(params.orderId, body.contact),
  });
  change({
    method: 'PUT',
    at: 'channel',
    operation: 'repairChannel',
    summary: 'Tell where the CA shall reach the company',
    body: z.strictObject({ channel: CHANNEL }),
    run: async ({ client, params, body }) => await client.repairChannel(params.orderId, body.channel),
  });
  change({
    method: 'POST',
    at: 'email-confirmations',
    operation: 'confirmEmail',
    summary: "Tell that the link in one of the CA's e-mails was followed",
    body: z.strictObject({ email: z.literal([1, 2]).optional() }),
    run: async ({ client, params, body }) => await client.confirmEmail(params.orderId, body),
  });
  change({
    method: 'POST',
    at: 'phone-check',
    operation: 'reportPhoneCheck',
    summary: 'Tell how the call of the CA went',
    body: z.strictObject({ result: z.enum(PHONE_RESULTS) }),
    run: async ({ client, params, body }) => await client.reportPhoneCheck(params.orderId, body),
  });
  change({
    method: 'POST',
    at: 'mailbox-confirmation',
    operation: 'confirmMailbox',
    summary: "Tell that the CA's link in the mailbox was followed",
    run: async ({ client, params }) => await client.confirmMailbox(params.orderId),
  });
  change({
    method: 'POST',
    at: 'resend-emails',
    operation: 'resendEmails',
    summary: 'Always refused, with the way out: no CA sends its e-mails again',
    run: async ({ client, params }) => await client.resendEmails(params.orderId),
  });
  change({
    method: 'PATCH',
    at: 'labels',
    operation: 'setLabels',
    summary: 'Set alias, tags and project',
    body: LABEL_CHANGES,
    run: async ({ client, params, body }) => await client.setLabels(params.orderId, body),
  });
}
