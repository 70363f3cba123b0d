/** How what a server said becomes a finding. */
import { cleanedText } from '../../domain/characters.js';
import type { Finding } from '../../domain/control/findings.js';
import { FINDING_TEXT_LIMITS } from '../../domain/control/look-limits.js';
import { hiddenDifference } from '../../domain/control/differences.js';
import { shownValue, shownValues } from '../../domain/control/shown-values.js';
import type { DnsReply } from './dns-client.js';

/** A finding of now, its texts fit to be stored and shown: their authors are strangers, names of servers included. */
export function findingOf(details: Omit<Finding, 'checkedAt'>, now: number = Date.now()): Finding {
  const { other, expected, found } = FINDING_TEXT_LIMITS;
  return {
    ...details,
    source: cleanedText(details.source, { longest: other }),
    question: cleanedText(details.question, { longest: other }),
    expected: cleanedText(details.expected, { longest: expected }),
    found: cleanedText(details.found, { longest: found }),
    checkedAt: new Date(now).toISOString(),
  };
}

/** Why a reply is no answer to go by, in words; undefined where it is one (a name that does not exist is an answer). */
export function failureOf(reply: DnsReply): string | undefined {
  if (reply.outcome !== 'answered') return reply.reason;
  return reply.rcode === 'NOERROR' || reply.rcode === 'NXDOMAIN' ? undefined : reply.rcode;
}

/**
 * Values that are not the expected one, quoted. One that looks like it comes first, with what differs in code points: nobody
 * would find it by looking.
 */
export function wrongValues(values: readonly string[], expected: string): string {
  for (const value of values) {
    const difference = hiddenDifference(expected, value);
    if (difference === undefined) continue;
    const others = values.filter((other) => other !== value);
    return [`${difference}: ${shownValue(value)}`, ...(others.length > 0 ? [shownValues(others)] : [])].join(
      ', ',
    );
  }
  return shownValues(values);
}
