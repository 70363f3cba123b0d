/** A calendar as programs of people subscribe to it: RFC 5545, as far as events without persons, alarms and repetition go. */

export interface CalendarEvent {
  /** The same for the same thing, however often it is told (RFC 5545, section 3.8.4.7). */
  readonly uid: string;
  readonly summary: string;
  readonly description: string;
  /** An instant in milliseconds since the epoch, or a whole day (UTC) such as 2027-03-15. */
  readonly start: number | string;
  readonly url?: string;
  readonly categories: readonly string[];
}

export interface CalendarFile {
  readonly name: string;
  /** Which language its texts are in: `zh-CN`, `en`. */
  readonly language: string;
  /** When it was made; milliseconds since the epoch. */
  readonly madeAt: number;
  /** How often programs are asked to read it again, such as `PT6H` (RFC 7986, section 5.7). */
  readonly refresh: string;
  readonly events: readonly CalendarEvent[];
}

/** RFC 5545, section 3.7.3. */
const MADE_BY = '-//Sealflow//Certificates//EN';

/** Every line ends with CRLF and has 75 octets at most (RFC 5545, section 3.1). */
export function iCalendar({ name, language, madeAt, refresh, events }: CalendarFile): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:${MADE_BY}`,
    'CALSCALE:GREGORIAN',
    `NAME;LANGUAGE=${language}:${text(name)}`,
    `X-WR-CALNAME:${text(name)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${refresh}`,
    `X-PUBLISHED-TTL:${refresh}`,
    ...events.flatMap((event) => eventLines(event, language, madeAt)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines(event: CalendarEvent, language: string, madeAt: number): string[] {
  const { uid, summary, description, start, url, categories } = event;
  return [
    'BEGIN:VEVENT',
    `UID:${text(uid)}`,
    `DTSTAMP:${instant(madeAt)}`,
    // A whole day ends with it, an instant at once (section 3.6.1).
    typeof start === 'number'
      ? `DTSTART:${instant(start)}`
      : `DTSTART;VALUE=DATE:${start.replaceAll('-', '')}`,
    `SUMMARY;LANGUAGE=${language}:${text(summary)}`,
    `DESCRIPTION;LANGUAGE=${language}:${text(description)}`,
    `CATEGORIES:${categories.map(text).join(',')}`,
    ...(url === undefined ? [] : [`URL:${url.replace(/[\r\n]/g, '')}`]),
    // Nobody is busy by it (section 3.8.2.7).
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

/** Section 3.3.5, form 2: UTC. */
function instant(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** Section 3.3.11; what can't stand in a text (section 3.1: controls but tab) is left out. */
function text(value: string): string {
  return value
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');
}

/** Octets of UTF-8 in a line, without its end. */
const LONGEST_LINE = 75;

/** A longer line goes on in the next one, behind a space; no character is cut in two. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (octets + size > LONGEST_LINE) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n');
}
