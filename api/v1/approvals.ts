/** What waits for a second person's approval, their decision, and what the account wants approval for. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { APPROVAL_DECISIONS } from '../../domain/orders/approval.js';
import type { ApiParts } from '../parts.js';
import { Price } from './answers/shared.js';
import { PAGE } from './requests.js';
import { routesOf } from './route.js';

const ApprovalView = z
  .object({
    id: z.string(),
    subject: z.enum(['order', 'revocation']),
    orderId: z.string(),
    names: z.array(z.string()).readonly(),
    price: Price.nullable(),
    requestedBy: z.string(),
    requestedAt: z.string(),
    awaited: z.boolean(),
    since: z.string().nullable(),
    deadline: z.string().nullable(),
    decision: z.enum(APPROVAL_DECISIONS).nullable(),
    decidedBy: z.string().nullable(),
    decidedAt: z.string().nullable(),
    mine: z.boolean().meta({
      description: 'It waits, and whoever asks may decide: they have the right to, and did not ask for it',
    }),
  })
  .meta({ id: 'ApprovalView' });

const AccountRules = z
  .object({ approvesOrders: z.boolean(), approvesRevocations: z.boolean() })
  .meta({ id: 'AccountRules' });

const APPROVAL = z.strictObject({
  approvalId: z.string().meta({ description: 'The id of the order, or of the request to revoke' }),
});

export function addApprovals(app: FastifyInstance, parts: ApiParts): void {
  const route = routesOf(app, parts, 'approvals');
  route({
    method: 'GET',
    url: '/approvals',
    operations: ['approvals.list'],
    summary: 'List what waits for approval, the nearest deadline first',
    query: z.strictObject({ limit: PAGE.limit }),
    answer: z.object({ items: z.array(ApprovalView) }),
    run: async ({ client, query }) => ({ items: await client.approvals.list(query) }),
  });
  route({
    method: 'GET',
    url: '/approvals/:approvalId',
    operations: ['approvals.show'],
    summary: 'Show what needs, or needed, approval',
    params: APPROVAL,
    answer: ApprovalView,
    run: async ({ client, params }) => await client.approvals.show(params.approvalId),
  });
  route({
    method: 'POST',
    url: '/approvals/:approvalId/approve',
    operations: ['approvals.approve'],
    summary: 'Let it through; it goes on at once',
    params: APPROVAL,
    answer: ApprovalView,
    run: async ({ client, params }) => await client.approvals.approve(params.approvalId),
  });
  route({
    method: 'POST',
    url: '/approvals/:approvalId/decline',
    operations: ['approvals.decline'],
    summary: 'End the order, or the request to revoke',
    params: APPROVAL,
    answer: ApprovalView,
    run: async ({ client, params }) => await client.approvals.decline(params.approvalId),
  });
  route({
    method: 'GET',
    url: '/account/rules',
    operations: ['approvals.rules'],
    summary: 'Show what the account wants approval for',
    answer: AccountRules,
    run: async ({ client }) => await client.approvals.rules(),
  });
  route({
    method: 'PATCH',
    url: '/account/rules',
    operations: ['approvals.setRules'],
    summary: 'Say what the account wants approval for, from now on',
    body: z.strictObject({
      approvesOrders: z.boolean().optional(),
      approvesRevocations: z.boolean().optional(),
    }),
    answer: AccountRules,
    run: async ({ client, body }) => await client.approvals.setRules(body),
  });
}
