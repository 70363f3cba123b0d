/** Notices by text message: which template, what stands in its gaps, which number. */
import type { NoticeToDeliver } from '../../../db/statements/notices/deliveries.js';
import type { NoticeSubjectRecord } from '../../../db/statements/notices/posting.js';
import type { Language } from '../../../domain/bilingual.js';
import { tellsBySms, type SmsKind } from '../../../domain/notices/preferences.js';
import { chineseMobile } from '../../../domain/organization/phones.js';
import type { StorableOrderForm } from '../../../domain/orders/form.js';
import { localTime } from '../../../domain/time-zone.js';
import type { SmsOutcome, SmsProvider } from './provider.js';

export interface SmsChannel {
  readonly provider: SmsProvider;
  /** Of a text that the service has approved; undefined where there is none. */
  readonly templateOf: (kind: SmsKind, language: Language) => string | undefined;
}

type ToldNotice = Pick<NoticeToDeliver, 'noticeId' | 'kind' | 'rung' | 'occasion'>;

/** One message. Throws OrderFailure `SmsUnavailable`. */
export async function sendBySms(
  { provider, templateOf }: SmsChannel,
  notice: ToldNotice,
  about: NoticeSubjectRecord,
): Promise<SmsOutcome | 'no-recipient' | 'not-configured'> {
  const { kind, noticeId: id } = notice;
  const phone = mobileOf(about.form);
  if (phone === undefined) return 'no-recipient';
  const templateId = tellsBySms(notice) ? templateOf(kind as SmsKind, languageOf(about)) : undefined;
  if (templateId === undefined) return 'not-configured';
  return await provider.send({ phone, templateId, parameters: parametersOf(notice, about), id });
}

/** A text message is in one language. */
function languageOf({ preferences }: NoticeSubjectRecord): Language {
  return preferences.language === 'en' ? 'en' : 'zh';
}

/**
 * Short, and no domain names: networks refuse what looks like an address, and the services cut what is long. Templates name
 * them in this order (docs/notices.md).
 */
function parametersOf(
  { kind, rung }: ToldNotice,
  { orderId, certificateId, deadline, notAfter, preferences }: NoticeSubjectRecord,
): [name: string, value: string][] {
  const day = (iso: string | null) =>
    iso === null ? '-' : localTime(iso, preferences.timeZone).slice(0, 10);
  const order = (orderId ?? certificateId ?? '').slice(-LAST_CHARACTERS);
  if (kind === 'waiting')
    return [
      ['order', order],
      ['day', day(deadline)],
    ];
  return kind === 'expiring'
    ? [
        ['order', order],
        ['days', String(rung)],
        ['day', day(notAfter)],
      ]
    : [['order', order]];
}

/** Of an id, which is random at its end: enough to tell an account's orders apart. */
const LAST_CHARACTERS = 8;

type People = Pick<Partial<StorableOrderForm>, 'contact' | 'manager'>;

/**
 * The contact's mobile, else the manager's, as E.164. Undefined where the form names none of mainland China: texts and
 * templates are approved for these.
 */
export function mobileOf(form: unknown): string | undefined {
  // The form was parsed before it was stored: its shape is known.
  const { contact, manager } = (form ?? {}) as People;
  for (const person of [contact, manager]) {
    const mobile = typeof person === 'object' && 'phone' in person ? chineseMobile(person.phone) : undefined;
    if (mobile !== undefined) return mobile;
  }
  return undefined;
}
