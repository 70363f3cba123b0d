/** Preferences of notices at the door: what is asked is checked, what is shown has no secret in it. */
import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { z } from 'zod';
import { sealWebhookSecret } from '../../db/webhook-secrets.js';
import type { StoredPreferences } from '../../db/statements/notices/preferences.js';
import { kindOfCharacter } from '../../domain/characters.js';
import { parseIpAddress } from '../../domain/names/ip-addresses.js';
import { email, textOf } from '../../domain/organization/form.js';
import {
  NOTICE_LANGUAGES,
  OUTSIDE_CHANNELS,
  type NoticeLanguage,
  type OutsideChannel,
  type SwitchedOff,
} from '../../domain/notices/preferences.js';
import { NOTICE_KINDS, type NoticeKind } from '../../domain/notices/words.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { ACCEPTED_TIME_ZONES, isTimeZone } from '../../domain/time-zone.js';
import type { ClientContext } from '../context.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { listed, unusable as unusableValue } from '../refusing.js';

export interface PreferenceChanges {
  readonly language?: NoticeLanguage;
  /** Of mails: a name of the IANA time zone database. */
  readonly timeZone?: string;
  /** Text messages to the people of an order: false unless asked for. */
  readonly sms?: boolean;
  /** For what names no address of its own; null takes it away. */
  readonly mailAddress?: string | null;
  /** `https:`, to a public address; null takes it and its secret away. */
  readonly webhookUrl?: string | null;
  readonly newWebhookSecret?: boolean;
  /** Per kind and channel: false switches off, true on again. */
  readonly channels?: Partial<
    Readonly<Record<NoticeKind, Partial<Readonly<Record<OutsideChannel, boolean>>>>>
  >;
}

export interface PreferencesView {
  readonly language: NoticeLanguage;
  readonly timeZone: string;
  readonly sms: boolean;
  readonly mailAddress: string | null;
  readonly webhookUrl: string | null;
  /** By kind, what is switched off; everything else goes out. */
  readonly switchedOff: SwitchedOff;
}

export interface ChangedPreferences extends PreferencesView {
  /** Shown this once: signatures are made with it. */
  readonly webhookSecret?: string;
}

export function preferencesView({
  language,
  timeZone,
  sms,
  mailAddress,
  webhookUrl,
  switchedOff,
}: StoredPreferences): PreferencesView {
  return { language, timeZone, sms, mailAddress, webhookUrl, switchedOff };
}

const CHANGES = z.strictObject({
  language: z.enum(NOTICE_LANGUAGES).optional(),
  timeZone: textOf({ longest: 100 }).refine(isTimeZone).optional(),
  sms: z.boolean().optional(),
  mailAddress: email.nullable().optional(),
  webhookUrl: textOf({ longest: 2000 }).nullable().optional(),
  newWebhookSecret: z.boolean().optional(),
  channels: z
    .partialRecord(z.enum(NOTICE_KINDS), z.partialRecord(z.enum(OUTSIDE_CHANNELS), z.boolean()))
    .optional(),
});

const ACCEPTED: Readonly<Record<string, Bilingual>> = {
  language: listed(NOTICE_LANGUAGES),
  timeZone: ACCEPTED_TIME_ZONES,
  sms: { zh: 'true 或 false', en: 'true or false' },
  mailAddress: { zh: '邮箱地址;null 表示没有', en: 'an e-mail address, or null for none' },
  webhookUrl: {
    zh: '公网地址的 https URL,不含用户名、密码和片段;null 表示没有',
    en: 'an https URL at a public address, without user name, password and fragment, or null for none',
  },
  newWebhookSecret: {
    zh: 'true 或 false;设置了 Webhook 回调时才能为 true',
    en: 'true or false; true only where a webhook is set',
  },
  channels: {
    zh: `按通知种类(${NOTICE_KINDS.join('、')})和渠道(${OUTSIDE_CHANNELS.join('、')})给出 true 或 false`,
    en: `by kind (${NOTICE_KINDS.join(', ')}) and channel (${OUTSIDE_CHANNELS.join(', ')}): true or false`,
  },
};

/** Throws Refusal `InvalidInput`, naming the field; MasterKeyRefused where a new secret can't be sealed. */
export async function changedPreferences(
  before: StoredPreferences,
  asked: PreferenceChanges,
  { account, sealingKeys, allowPrivateWebhooks = false }: ClientContext,
): Promise<{ readonly preferences: StoredPreferences; readonly webhookSecret?: string }> {
  const changes = checked(asked);
  const { language = before.language, timeZone = before.timeZone } = changes;
  const { mailAddress = before.mailAddress, sms = before.sms } = changes;
  const webhookUrl = changes.webhookUrl === undefined ? before.webhookUrl : changes.webhookUrl;
  if (changes.webhookUrl) refuseUnusableUrl(changes.webhookUrl, allowPrivateWebhooks);
  if (changes.newWebhookSecret === true && webhookUrl === null) throw unusable('newWebhookSecret');
  const kept = {
    language,
    timeZone,
    sms,
    mailAddress,
    webhookUrl,
    switchedOff: switched(before.switchedOff, changes.channels ?? {}),
  };
  if (webhookUrl === null) return { preferences: { ...kept, sealedWebhookSecret: null } };
  if (before.sealedWebhookSecret && changes.newWebhookSecret !== true)
    return { preferences: { ...kept, sealedWebhookSecret: before.sealedWebhookSecret } };
  const webhookSecret = `whsec_${randomBytes(32).toString('base64url')}`;
  return {
    preferences: {
      ...kept,
      sealedWebhookSecret: sealWebhookSecret(webhookSecret, account, await sealingKeys()),
    },
    webhookSecret,
  };
}

function checked(asked: PreferenceChanges): PreferenceChanges {
  const { data, error } = CHANGES.safeParse(asked);
  if (data) return data;
  const [field] = error.issues[0]?.path ?? [];
  throw unusable(Object.keys(ACCEPTED).find((name) => name === field));
}

/** Names are looked up, and judged, when a notice is sent; an address that is written out is judged now. */
function refuseUnusableUrl(text: string, allowPrivate: boolean): void {
  // A part that nobody sees would be another address than the one that is read.
  const isSeen = Array.from(text).every((character) => kindOfCharacter(character) === undefined);
  if (!isSeen || !URL.canParse(text)) throw unusable('webhookUrl');
  const { protocol, hostname, username, password, hash } = new URL(text);
  const host = hostname.replace(/^\[|\]$/g, '');
  const isSecure = protocol === 'https:' || (allowPrivate && protocol === 'http:');
  const isPrivate = isIP(host) > 0 && parseIpAddress(host)?.name === undefined;
  if (!isSecure || username !== '' || password !== '' || hash !== '' || (isPrivate && !allowPrivate))
    throw unusable('webhookUrl');
}

function switched(before: SwitchedOff, changes: NonNullable<PreferenceChanges['channels']>): SwitchedOff {
  const kinds = NOTICE_KINDS.map((kind) => {
    const off = OUTSIDE_CHANNELS.filter((channel) => {
      const change = changes[kind]?.[channel];
      return change === undefined ? before[kind]?.includes(channel) : !change;
    });
    return [kind, off] as const;
  });
  return Object.fromEntries(kinds.filter(([, off]) => off.length > 0));
}

function unusable(field?: string): Refusal {
  const accepted = field === undefined ? undefined : ACCEPTED[field];
  if (field !== undefined && accepted) return unusableValue(field, accepted);
  return new Refusal(
    refusalDetails('InvalidInput', {
      message: { zh: '没有这样的通知设置', en: 'a preference is not known' },
      accepted: listed(Object.keys(ACCEPTED)),
    }),
  );
}
