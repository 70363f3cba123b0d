/** Refusals that many doors share: worded once, in both languages. */
import type { Bilingual } from '../domain/bilingual.js';
import {
  Refusal,
  refusalDetails,
  type ChineseRefusal,
  type RefusalCode,
  type RefusalDetails,
} from '../domain/refusals.js';
import { shownId } from '../domain/identifiers.js';
import { ACCEPTED_TIME_ZONES } from '../domain/time-zone.js';

/** Code words or values, one after the other. */
export function listed(values: readonly string[]): Bilingual {
  return { zh: values.join('、'), en: values.join(', ') };
}

/** `InvalidInput` for a word that is none of those that are known. */
export function notAccepted(field: string, accepted: Bilingual): Refusal {
  return invalid(
    field,
    { zh: `${field} 不是可接受的值`, en: `${field} is none of the accepted values` },
    accepted,
  );
}

/** `InvalidInput` for a value of the right kind that is of no use. */
export function unusable(field: string, accepted: Bilingual): Refusal {
  return invalid(field, { zh: `${field} 的值不能使用`, en: `${field} can't be used` }, accepted);
}

/** `InvalidInput` for a switch. */
export function neitherOnNorOff(): Refusal {
  return invalid(
    'on',
    { zh: 'on 既不是 true 也不是 false', en: 'on is neither true nor false' },
    listed(['true', 'false']),
  );
}

/** `InvalidInput`. */
export function invalid(field: string, message: Bilingual, accepted: Bilingual): Refusal {
  return new Refusal(refusalDetails('InvalidInput', { field, message, accepted }));
}

/** `InvalidInput` for what is no time zone. */
export function noTimeZone(): Refusal {
  return invalid('timeZone', { zh: '不是时区', en: 'timeZone is no time zone' }, ACCEPTED_TIME_ZONES);
}

/** `NotFound`, also for what is another account's. */
export function noSuchOrder(orderId: unknown): Refusal {
  return new Refusal(
    refusalDetails('NotFound', {
      field: 'orderId',
      message: { zh: `没有订单 ${shownId(orderId)}`, en: `There is no order ${shownId(orderId)}` },
    }),
  );
}

/** `NotFound`, also for what is another account's. */
export function noSuchCertificate(shownId: string): Refusal {
  return new Refusal(
    refusalDetails('NotFound', {
      field: 'certificateId',
      message: { zh: `没有证书 ${shownId}`, en: `There is no certificate ${shownId}` },
      accepted: {
        zh: '证书的编号,或已签发订单的编号',
        en: 'the id of a certificate, or of an order that was issued',
      },
    }),
  );
}

/** `NotAllowed` for a role that has no such right. */
export function notAllowed(): Refusal {
  return new Refusal(
    refusalDetails('NotAllowed', {
      message: { zh: '您的角色无权执行此操作', en: 'Your role may not do this' },
      accepted: {
        zh: '请由有此权限的人执行,或请所有者更改您的角色',
        en: 'ask somebody whose role may, or an owner to change yours',
      },
    }),
  );
}

/** What is wrong, as whoever reads it is told. */
export function wordsOf({ message, chinese }: Pick<RefusalDetails, 'message' | 'chinese'>): Bilingual {
  return { zh: chinese.message, en: message };
}

/**
 * A refusal that another program worded, as it came: whatever of it is no text is left out. What it did not word in Chinese,
 * such as an older worker, is quoted.
 */
export function refusalFrom(code: RefusalCode, given: unknown, message: string): Refusal {
  const { field, message: told, accepted, chinese } = textsIn(given);
  const english = {
    message: typeof told === 'string' ? told : message,
    ...(typeof accepted === 'string' && { accepted }),
  };
  return new Refusal({
    code,
    ...(typeof field === 'string' && { field }),
    ...english,
    chinese: chineseIn(chinese, english),
  });
}

function chineseIn(given: unknown, english: ChineseRefusal): ChineseRefusal {
  const { message, accepted } = textsIn(given);
  return {
    message: typeof message === 'string' ? message : english.message,
    ...(english.accepted !== undefined && {
      accepted: typeof accepted === 'string' ? accepted : english.accepted,
    }),
  };
}

function textsIn(given: unknown): Readonly<Record<string, unknown>> {
  return typeof given === 'object' && given !== null ? { ...given } : {};
}
