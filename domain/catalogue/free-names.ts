/** Which names a free certificate can't carry (ordering rules, section 7). */
import { refusalDetails, type RefusalDetails } from '../refusals.js';

/** Why a free certificate can't carry these names (ordering rules, section 7); nothing where it can. */
export function refusalOfFreeNames(names: readonly string[]): RefusalDetails[] {
  return names.flatMap((name, index) => {
    const ending = freeEndingOf(name);
    if (ending === undefined) return [];
    const field = `names[${index}]`;
    const message = {
      zh: `以 .${ending} 结尾的域名不能申请免费证书:${name}`,
      en: `Free certificates are not issued for names ending in .${ending}: ${name}`,
    };
    const accepted = {
      zh: '其他域名,或付费的 DV 证书(type 为 dv)',
      en: 'another name, or a paid DV certificate (type dv)',
    };
    return [refusalDetails('InvalidInput', { field, message, accepted })];
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
