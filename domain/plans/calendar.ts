/** What a calendar tells beside the forecast: when waits usually end, and the days on which dated rules begin. */
import type { Bilingual } from '../bilingual.js';
import { datedLimits, type DatedLimit } from '../catalogue/dated-rules.js';
import { FORECAST_KINDS } from './forecast.js';
import { WAIT_WORDS } from '../wait-words.js';
import type { Wait } from '../waits.js';

/** Of the forecast; and when the one who holds the ball is usually done. */
export const CALENDAR_KINDS = [...FORECAST_KINDS, 'expected-end'] as const;
export type CalendarKind = (typeof CALENDAR_KINDS)[number];

/** Weeks that a calendar looks ahead: without an end told, and at most (as the forecast). The house's own. */
export const CALENDAR_WEEKS = { usual: 12, feed: 52 } as const;

/** A day (UTC) on which something issued is judged by another limit. */
export interface RuleDate {
  readonly day: string;
  readonly what: Bilingual;
}

/** Those from `from` to `to`, days (UTC) such as 2027-03-15, both included. */
export function ruleDates(from: string, to: string): RuleDate[] {
  return datedLimits().flatMap((limit) =>
    limit.issuedFrom >= from && limit.issuedFrom <= to
      ? [{ day: limit.issuedFrom, what: wordsOf(limit) }]
      : [],
  );
}

function wordsOf({ brands, types, lifetimeDays, advisedDays, domainReuseDays }: DatedLimit): Bilingual {
  const product = [...(brands ?? []), ...(types ?? [])].join(', ');
  const whose =
    brands === undefined
      ? { zh: 'CA/浏览器论坛新规', en: 'CA/Browser Forum rule' }
      : { zh: `CA 新规(${product})`, en: `Rule of the CA (${product})` };
  const says: Bilingual[] = [];
  if (lifetimeDays !== undefined)
    says.push({ zh: `证书最长 ${lifetimeDays} 天`, en: `certificates for ${lifetimeDays} days at most` });
  if (advisedDays !== undefined)
    says.push({ zh: `通常签发 ${advisedDays} 天`, en: `usually issued for ${advisedDays} days` });
  if (domainReuseDays === 0)
    says.push({ zh: '域名验证不可复用', en: 'validations of names are not used again' });
  if (domainReuseDays !== undefined && domainReuseDays > 0)
    says.push({
      zh: `域名验证可复用 ${domainReuseDays} 天`,
      en: `validations of names are used again for ${domainReuseDays} days`,
    });
  return {
    zh: `${whose.zh}:${says.map(({ zh }) => zh).join(',')}`,
    en: `${whose.en}: ${says.map(({ en }) => en).join(', ')}`,
  };
}

/** Of `expected-end`. */
export function expectedEndInWords(wait: Wait): Bilingual {
  return {
    zh: `通常在此时结束等待:${WAIT_WORDS[wait].zh}`,
    en: `usually no longer waits for ${WAIT_WORDS[wait].en}`,
  };
}
