/** What is kept of what looks found: whose answer it is, and whether a look says anything that is not on record. Pure. */
import type { Finding } from './findings.js';

/**
 * Who was asked, whatever its port: a resolver that answers at another one since it was restarted is the same. Several at one
 * address, in one look, are told apart by their number.
 */
export function askedIn(findings: readonly Finding[]): Map<Finding, string> {
  const counts = new Map<string, number>();
  const seen = new Map<string, string>();
  const asked = findings.map((finding) => {
    const { name, subject, source } = finding;
    const host = withoutPort(source);
    const known = JSON.stringify([name, subject, source]);
    const place = JSON.stringify([name, subject, host]);
    const given = seen.get(known);
    if (given !== undefined) return [finding, given] as const;
    const number = (counts.get(place) ?? 0) + 1;
    counts.set(place, number);
    const identity = number === 1 ? host : `${host} #${number}`;
    seen.set(known, identity);
    return [finding, identity] as const;
  });
  return new Map(asked);
}

/** `resolver 192.0.2.53:5353` without its `:5353`; an IPv6 address also without its brackets. */
function withoutPort(source: string): string {
  return source
    .replace(/\[([^\]]+)\]:\d+(?=\)?$)/, '$1')
    .replace(/(?<=^|[ (])([^:[\]() ]+):\d+(?=\)?$)/, '$1');
}

/** How long a look that finds nothing new need not be written down: the hour in which a wait looks in the end, too. */
const WRITTEN_AT_LEAST_EVERY_MS = 3_600_000;

/**
 * One look asks every source within moments. A source whose last word is older than this, compared with the newest, was
 * not asked any more: a name server that left the zone, a resolver that is no longer configured.
 */
export const SAME_LOOK_MS = 5 * 60_000;

/** What is kept of a source's last answer. */
export interface KeptFinding extends Finding {
  readonly asked: string;
}

/**
 * Does this look say what is on record already, and was that written down within the hour? `kept`: the last answer of each
 * source. A source that is asked for the first time, or not any more, is news.
 */
export function saysNothingNew(kept: readonly KeptFinding[], found: readonly Finding[]): boolean {
  const asked = askedIn(found);
  const last = new Map(kept.map((finding) => [keyOf(finding, finding.asked), finding]));
  const before = found.map((finding) => last.get(keyOf(finding, asked.get(finding) ?? '')));
  const isSame = found.every((finding, at) => {
    const known = before[at];
    return (
      known !== undefined &&
      KEPT_WORDS.every((word) => known[word] === finding[word]) &&
      Date.parse(finding.checkedAt) - Date.parse(known.checkedAt) < WRITTEN_AT_LEAST_EVERY_MS
    );
  });
  return isSame && !someLeft(kept, before);
}

const KEPT_WORDS = ['question', 'expected', 'found', 'verdict'] as const;

function keyOf({ name, subject }: Finding, asked: string): string {
  return JSON.stringify([name, subject, asked]);
}

/** A source of the look that was written down last, which this one does not ask: people would still be told its word. */
function someLeft(kept: readonly KeptFinding[], before: readonly (KeptFinding | undefined)[]): boolean {
  const subjects = new Set(before.map((finding) => finding?.subject));
  const oldest = Math.min(...before.map((finding) => Date.parse(finding?.checkedAt ?? ''))) - SAME_LOOK_MS;
  return kept.some(
    (finding) =>
      subjects.has(finding.subject) && Date.parse(finding.checkedAt) >= oldest && !before.includes(finding),
  );
}
