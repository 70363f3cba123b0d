/** Times in texts that were made before anybody knew who reads them, as the reader's clock shows them. */
import { localTime } from '../../../domain/time-zone.js';

/** ISO 8601 in UTC; or to the minute with the default zone behind it, as texts in words have it. */
const TIMES =
  /(?<iso>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)|(?<day>\d{4}-\d\d-\d\d) (?<minute>\d\d:\d\d)(?:\(北京时间\)| \(UTC\+8\))/g;

export interface ReadText {
  readonly text: string;
  /** False where the text tells no time: nothing need be said of whose it is. */
  readonly tellsTimes: boolean;
}

/** To the minute; whose clock it is stands nowhere in the text any more. */
export function inReadersTimes(text: string, timeZone: string): ReadText {
  let tellsTimes = false;
  const read = text.replace(TIMES, (...match: unknown[]) => {
    const { iso, day, minute } = match.at(-1) as Record<string, string | undefined>;
    tellsTimes = true;
    return localTime(iso ?? `${day}T${minute}:00+08:00`, timeZone);
  });
  return { text: read, tellsTimes };
}
