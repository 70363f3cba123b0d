/** The inbox of notices, what became of each, and what goes out. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { PreferenceChanges } from '../../client/notices/preferences.js';
import { NOTICE_LANGUAGES, OUTSIDE_CHANNELS } from '../../domain/notices/preferences.js';
import { NOTICE_KINDS } from '../../domain/notices/words.js';
import type { ApiParts } from '../parts.js';
import { ChangedPreferences, DeliveryRecord, NoticeRecord, PreferencesView } from './answers/notices.js';
import { PAGE, pageOf, SWITCH } from './requests.js';
import { routesOf } from './route.js';

const NOTICE = z.strictObject({ noticeId: z.string() });

const CHANGES: z.ZodType<PreferenceChanges> = z.strictObject({
  language: z.enum(NOTICE_LANGUAGES).optional(),
  timeZone: z.string().optional(),
  sms: z.boolean().optional(),
  mailAddress: z.string().nullable().optional(),
  webhookUrl: z.string().nullable().optional().meta({ description: '`https:`, to a public address' }),
  newWebhookSecret: z.boolean().optional(),
  channels: z
    .partialRecord(z.enum(NOTICE_KINDS), z.partialRecord(z.enum(OUTSIDE_CHANNELS), z.boolean()))
    .optional()
    .meta({ description: 'By kind and channel: false switches off, true on again' }),
});

export function addNotices(app: FastifyInstance, parts: ApiParts): void {
  const route = routesOf(app, parts, 'notices');
  route({
    method: 'GET',
    url: '/notices',
    operations: ['notices.page', 'notices.list'],
    summary: 'List notices, newest first',
    query: z.strictObject({
      unread: SWITCH.optional(),
      kind: z.enum(NOTICE_KINDS).optional(),
      about: z
        .string()
        .optional()
        .meta({ description: 'The id of an order, a certificate, a revocation or a delegation' }),
      ...PAGE,
    }),
    answer: pageOf(NoticeRecord),
    run: async ({ client, query: { unread, ...filter } }) =>
      await client.notices.page({ ...filter, ...(unread !== undefined && { unread: unread === 'true' }) }),
  });
  route({
    method: 'GET',
    url: '/notices/:noticeId',
    operations: ['notices.show'],
    summary: 'Show a notice',
    params: NOTICE,
    answer: NoticeRecord,
    run: async ({ client, params }) => await client.notices.show(params.noticeId),
  });
  route({
    method: 'POST',
    url: '/notices/:noticeId/read',
    operations: ['notices.read'],
    summary: 'Mark a notice as read',
    params: NOTICE,
    answer: NoticeRecord,
    run: async ({ client, params }) => await client.notices.read(params.noticeId),
  });
  route({
    method: 'GET',
    url: '/notices/:noticeId/deliveries',
    operations: ['notices.deliveries'],
    summary: 'What became of a notice, by channel',
    params: NOTICE,
    answer: z.object({ items: z.array(DeliveryRecord) }),
    run: async ({ client, params }) => ({ items: await client.notices.deliveries(params.noticeId) }),
  });
  route({
    method: 'GET',
    url: '/notice-preferences',
    operations: ['notices.preferences'],
    summary: 'Show what goes out, and where',
    answer: PreferencesView,
    run: async ({ client }) => await client.notices.preferences(),
  });
  route({
    method: 'PATCH',
    url: '/notice-preferences',
    operations: ['notices.setPreferences'],
    summary: 'Change what goes out; a new webhook secret is shown this once',
    body: CHANGES,
    answer: ChangedPreferences,
    run: async ({ client, body }) => await client.notices.setPreferences(body),
  });
}
