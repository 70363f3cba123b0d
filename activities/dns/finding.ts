/** How what a server said becomes a finding. */
import { cleanedText } from '../../domain/characters.js';
import type { Bilingual, Language } from '../../domain/bilingual.js';
import type { Finding } from '../../domain/control/findings.js';
import { FINDING_TEXT_LIMITS } from '../../domain/control/look-limits.js';
import { hiddenDifference } from '../../domain/control/differences.js';
import { shownValue, shownValues } from '../../domain/control/shown-values.js';
import { composed, quoted, withWhy } from '../../domain/told.js';
import type { DnsReply } from './dns-client.js';

/** What was expected and found: values quoted, everything else in both languages. */
export interface FindingDetails extends Omit<Finding, 'checkedAt' | 'expected' | 'found' | 'chinese'> {
  readonly expected: Bilingual;
  readonly found: Bilingual;
}

/** A finding of now, its texts fit to be stored and shown: their authors are strangers, names of servers included. */
export function findingOf(
  { expected, found, ...details }: FindingDetails,
  now: number = Date.now(),
): Finding {
  const { other } = FINDING_TEXT_LIMITS;
  const texts = inBothFit(expected, found);
  const chinese = {
    ...(texts.zh.expected !== texts.en.expected && { expected: texts.zh.expected }),
    ...(texts.zh.found !== texts.en.found && { found: texts.zh.found }),
  };
  return {
    ...details,
    ...texts.en,
    ...(Object.keys(chinese).length > 0 && { chinese }),
    source: cleanedText(details.source, { longest: other }),
    question: cleanedText(details.question, { longest: other }),
    checkedAt: new Date(now).toISOString(),
  };
}

function inBothFit(expected: Bilingual, found: Bilingual) {
  const fit = (language: Language) => ({
    expected: cleanedText(expected[language], { longest: FINDING_TEXT_LIMITS.expected }),
    found: cleanedText(found[language], { longest: FINDING_TEXT_LIMITS.found }),
  });
  return { zh: fit('zh'), en: fit('en') };
}

/** Why a reply is no answer to go by, in words; undefined where it is one (a name that does not exist is an answer). */
export function failureOf(reply: DnsReply): Bilingual | undefined {
  if (reply.outcome !== 'answered') return reply.reason;
  return reply.rcode === 'NOERROR' || reply.rcode === 'NXDOMAIN' ? undefined : quoted(reply.rcode);
}

/**
 * Values that are not the expected one, quoted. One that looks like it comes first, with what differs in code points: nobody
 * would find it by looking.
 */
export function wrongValues(values: readonly string[], expected: string): Bilingual {
  for (const value of values) {
    const difference = hiddenDifference(expected, value);
    if (difference === undefined) continue;
    const others = values.filter((other) => other !== value);
    const first = withWhy(difference, quoted(shownValue(value)));
    if (others.length === 0) return first;
    const rest = shownValues(others);
    return composed((language) => `${first[language]}, ${rest[language]}`);
  }
  return shownValues(values);
}
