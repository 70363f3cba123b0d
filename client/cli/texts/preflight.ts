/** The words that a look before asking is told in at a terminal. */
import type { Bilingual } from '../../../domain/bilingual.js';
import type { PreflightSeverity } from '../../../domain/control/preflight/finding.js';

export const SEVERITY_WORDS: Readonly<Record<PreflightSeverity, Bilingual>> = {
  fails: { zh: '失败', en: 'FAILS' },
  warns: { zh: '注意', en: 'WARNS' },
  fine: { zh: '正常', en: 'fine' },
};

/** What is wrong at one name, counted; the CA that it was looked at for. */
export function nameText(name: string, ca: string, fails: number, warns: number): Bilingual {
  const verdict: Bilingual =
    fails > 0
      ? {
          zh: `会签发失败(失败 ${fails} 项,注意 ${warns} 项)`,
          en: `would fail (${fails} fail, ${warns} warn)`,
        }
      : warns > 0
        ? { zh: `可以签发,有 ${warns} 项需要注意`, en: `would be issued; ${warns} to be looked after` }
        : { zh: '没有阻碍', en: 'nothing in the way' };
  return { zh: `${name}(${ca}):${verdict.zh}`, en: `${name} (${ca}): ${verdict.en}` };
}

export function fixText(fix: Bilingual): Bilingual {
  return { zh: `处理办法:${fix.zh}`, en: `to do: ${fix.en}` };
}

/** Of several names. */
export function allText(names: number, failing: number): Bilingual {
  return {
    zh: `共 ${names} 个域名;会签发失败:${failing} 个。`,
    en: `${names} names; would fail: ${failing}.`,
  };
}
