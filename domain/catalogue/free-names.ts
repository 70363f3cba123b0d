/** Which names a free certificate can't carry (ordering rules, section 7). */
import type { RefusalDetails } from '../refusals.js';

/** Why a free certificate can't carry these names (ordering rules, section 7); nothing where it can. */
export function refusalOfFreeNames(names: readonly string[]): RefusalDetails[] {
  return names.flatMap((name, index) => {
    const ending = freeEndingOf(name);
    if (ending === undefined) return [];
    const problem = `Free certificates are not issued for names ending in .${ending}: ${name}`;
    const accepted = 'another name, or a paid DV certificate (type dv)';
    return [{ code: 'InvalidInput', field: `names[${index}]`, message: problem, accepted }];
  });
}

/** Ordering rules, section 7. */
export const ENDINGS_WITHOUT_FREE_CERTIFICATE = [
  'edu',
  'gov',
  'org',
  'ru',
  'jp',
  'pay',
  'bank',
  'live',
  'nuclear',
] as const;

/**
 * Also a label before a country code counts: `.edu.cn` as much as `.edu`, and `.gov.xn--fiqs8s` (`.gov.中国`) as much as
 * `.gov.cn`. Whether an internationalized ending is a country's no list of ours says: all are read so (the house's own).
 */
function freeEndingOf(name: string): string | undefined {
  const [last = '', beforeLast = ''] = name.split('.').reverse();
  if (isRefusedEnding(last)) return last;
  const isCountry = last.length === 2 || last.startsWith('xn--');
  return isCountry && isRefusedEnding(beforeLast) ? `${beforeLast}.${last}` : undefined;
}

function isRefusedEnding(label: string): boolean {
  return (ENDINGS_WITHOUT_FREE_CERTIFICATE as readonly string[]).includes(label);
}
