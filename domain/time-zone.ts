/** Instants as a reader's clock and calendar show them. Used by workflows: no libraries. */
import type { Bilingual } from './bilingual.js';

/** Where most readers are; everybody else says so. */
export const DEFAULT_TIME_ZONE = 'Asia/Shanghai';

/** What a time zone is given as. */
export const ACCEPTED_TIME_ZONES: Bilingual = {
  zh: 'IANA 时区数据库中的名称,例如 Asia/Shanghai 或 UTC',
  en: 'a name of the IANA time zone database, such as Asia/Shanghai or UTC',
};

/** A name of the IANA time zone database, as far as this Node.js knows it. */
export function isTimeZone(name: unknown): name is string {
  if (typeof name !== 'string') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** `2026-11-23 18:00`: to the minute. */
export function localTime(iso: string, timeZone: string): string {
  return formatOf(timeZone).format(new Date(iso));
}

/** `2026-11-23` */
export function localDay(iso: string, timeZone: string): string {
  return localTime(iso, timeZone).slice(0, 10);
}

/** Whose clock it is: 北京时间, UTC+8; of another zone its name. */
export function zoneInWords(timeZone: string): Bilingual {
  return timeZone === DEFAULT_TIME_ZONE ? { zh: '北京时间', en: 'UTC+8' } : { zh: timeZone, en: timeZone };
}

/** To the minute, and by whose clock; for texts that are made before anybody knows who reads them: the default zone's. */
export function timeInWords(iso: string, timeZone: string = DEFAULT_TIME_ZONE): Bilingual {
  const time = localTime(iso, timeZone);
  const zone = zoneInWords(timeZone);
  return { zh: `${time}(${zone.zh})`, en: `${time} (${zone.en})` };
}

/** Making one takes longer than using it a hundred times. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  // Sweden writes dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, format);
  return format;
}
