/** What is answered of notices: the client's own views, as schemas. */
import { z } from 'zod';
import { NOTICE_LANGUAGES, OUTSIDE_CHANNELS } from '../../../domain/notices/preferences.js';
import { DELIVERY_OUTCOMES, NOTICE_CHANNELS, NOTICE_KINDS } from '../../../domain/notices/words.js';
import { Bilingual } from './shared.js';

export const NoticeText = z
  .object({
    subject: Bilingual,
    body: Bilingual,
  })
  .meta({ id: 'NoticeText' });

export const NoticeRecord = z
  .object({
    noticeId: z.string(),
    kind: z.enum(NOTICE_KINDS),
    orderId: z.string().nullable().meta({ description: 'One of the four: what it is about.' }),
    certificateId: z.string().nullable(),
    revocationId: z.string().nullable(),
    delegationId: z.string().nullable(),
    rung: z.number().meta({ description: 'Days: of a wait since it began, of an expiry until it comes.' }),
    texts: NoticeText,
    postedAt: z.string().meta({ description: 'ISO 8601, UTC.' }),
    readAt: z.string().nullable(),
  })
  .meta({ id: 'NoticeRecord' });

export const DeliveryRecord = z
  .object({
    channel: z.enum(NOTICE_CHANNELS),
    outcome: z.enum(DELIVERY_OUTCOMES),
    attempts: z.number(),
    settledAt: z.string().nullable().meta({ description: 'ISO 8601, UTC.' }),
    lastFailure: z.string().nullable(),
    lastFailureChinese: z
      .string()
      .nullable()
      .meta({ description: 'The same in Chinese, where the words are ours.' }),
  })
  .meta({ id: 'DeliveryRecord' });

export const PreferencesView = z
  .object({
    language: z.enum(NOTICE_LANGUAGES),
    timeZone: z.string(),
    sms: z.boolean(),
    mailAddress: z.string().nullable(),
    webhookUrl: z.string().nullable(),
    switchedOff: z
      .object({
        revoked: z.array(z.enum(OUTSIDE_CHANNELS)).optional(),
        expiring: z.array(z.enum(OUTSIDE_CHANNELS)).optional(),
        expired: z.array(z.enum(OUTSIDE_CHANNELS)).optional(),
        rejected: z.array(z.enum(OUTSIDE_CHANNELS)).optional(),
        submitted: z.array(z.enum(OUTSIDE_CHANNELS)).optional(),
        waiting: z.array(z.enum(OUTSIDE_CHANNELS)).optional(),
        'order-expired': z.array(z.enum(OUTSIDE_CHANNELS)).optional(),
        cancelled: z.array(z.enum(OUTSIDE_CHANNELS)).optional(),
        issued: z.array(z.enum(OUTSIDE_CHANNELS)).optional(),
        'revocation-refused': z.array(z.enum(OUTSIDE_CHANNELS)).optional(),
        'place-released': z.array(z.enum(OUTSIDE_CHANNELS)).optional(),
        renewing: z.array(z.enum(OUTSIDE_CHANNELS)).optional(),
        'refund-owed': z.array(z.enum(OUTSIDE_CHANNELS)).optional(),
        refunded: z.array(z.enum(OUTSIDE_CHANNELS)).optional(),
        'delegation-broken': z.array(z.enum(OUTSIDE_CHANNELS)).optional(),
      })
      .meta({ description: 'By kind, what is switched off; everything else goes out.' }),
  })
  .meta({ id: 'PreferencesView' });

export const ChangedPreferences = PreferencesView.extend({
  webhookSecret: z.string().optional().meta({ description: 'Shown this once: signatures are made with it.' }),
}).meta({ id: 'ChangedPreferences' });
