/** What an account wants to be told, where and how. The mail address is personal data: for the one call that needs it. */
import type { NoticeLanguage, SwitchedOff } from '../../../domain/notices/preferences.js';
import { DEFAULT_TIME_ZONE } from '../../../domain/time-zone.js';
import type { Queryable } from '../../database.js';
import type { SealedValue } from '../../sealed-values.js';

export interface StoredPreferences {
  readonly language: NoticeLanguage;
  /** By whose clock mails tell times: a name of the IANA time zone database. */
  readonly timeZone: string;
  readonly switchedOff: SwitchedOff;
  /** Text messages are sent to the people of an order only where the account asks for them. */
  readonly sms: boolean;
  readonly mailAddress: string | null;
  readonly webhookUrl: string | null;
  /** Null where it was given up as well: nothing is signed until there is a new one. */
  readonly sealedWebhookSecret: SealedValue | null;
}

/** Of an account that never set any: everything is told, in both languages. */
export const NONE_STORED: StoredPreferences = {
  language: 'both',
  timeZone: DEFAULT_TIME_ZONE,
  switchedOff: {},
  sms: false,
  mailAddress: null,
  webhookUrl: null,
  sealedWebhookSecret: null,
};

/** SQL: a row of notice_preferences, known as `p`, as one value; null where there is none. */
export const PREFERENCES = `
  case when p.account is not null then jsonb_build_object(
    'language', p.language, 'timeZone', p.time_zone, 'sms', p.sms, 'switchedOff', p.switched_off, 'mailAddress', p.mail_address, 'webhookUrl', p.webhook_url,
    'sealedWebhookSecret', case when p.written_off_at is null then p.sealed_webhook_secret end) end`;

/** `NONE_STORED` where there are none. */
export async function loadPreferences(database: Queryable, account: string): Promise<StoredPreferences> {
  const { rows } = await database.query<{ preferences: StoredPreferences }>(
    `select ${PREFERENCES} as preferences from notice_preferences p where account = $1`,
    [account],
  );
  return rows[0]?.preferences ?? NONE_STORED;
}

/** As `loadPreferences`; until the transaction ends nobody else changes them. */
export async function lockPreferences(transaction: Queryable, account: string): Promise<StoredPreferences> {
  await transaction.query(
    'insert into notice_preferences (account) values ($1) on conflict (account) do nothing',
    [account],
  );
  await transaction.query('select 1 from notice_preferences where account = $1 for update', [account]);
  return await loadPreferences(transaction, account);
}

export async function storePreferences(
  transaction: Queryable,
  account: string,
  preferences: StoredPreferences,
  now: Date,
): Promise<void> {
  const { language, timeZone, sms, switchedOff, mailAddress, webhookUrl, sealedWebhookSecret } = preferences;
  await transaction.query(
    `update notice_preferences
        set language = $2, switched_off = $3, mail_address = $4, webhook_url = $5, sealed_webhook_secret = $6,
            time_zone = $7, sms = $8, written_off_at = null, updated_at = $9
      where account = $1`,
    [
      account,
      language,
      JSON.stringify(switchedOff),
      mailAddress,
      webhookUrl,
      sealedWebhookSecret && JSON.stringify(sealedWebhookSecret),
      timeZone,
      sms,
      now,
    ],
  );
}

/** The certificate's own switch. */
export async function switchExpiryNotices(
  database: Queryable,
  account: string,
  certificateId: string,
  on: boolean,
): Promise<void> {
  await database.query(
    'update certificates set expiry_notices = $3 where account = $1 and certificate_id = $2',
    [account, certificateId, on],
  );
}
