/** Instants as a reader's clock and calendar show them. */

/** Where most readers are; everybody else says so. */
export const DEFAULT_TIME_ZONE = 'Asia/Shanghai';

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
  return format.format(new Date(iso));
}
