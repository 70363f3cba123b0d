/** What one look at the world found, kept so that "why is this order stuck?" has an answer. */
import type { Bilingual, Language } from '../bilingual.js';
import { composed } from '../told.js';
import { NOTHING } from './finding-texts.js';

export const VERDICTS = ['ok', 'missing', 'wrong', 'unreachable', 'forbidden'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Finding {
  /** The name whose control is being proved. */
  readonly name: string;
  readonly subject: 'dns-record' | 'caa' | 'dnssec' | 'http-file' | 'ca';
  /** Who was asked: `authoritative ns1.example.com (192.0.2.1)`, `resolver 192.0.2.53`, `http`, `https`, `ca`. */
  readonly source: string;
  /** What was asked: `TXT _dnsauth.www.example.com`, or a URL. */
  readonly question: string;
  readonly expected: string;
  readonly found: string;
  /** The same in Chinese, where these are sentences of ours; absent of what is a value, and of what older programs found. */
  readonly chinese?: ChineseOfFinding | null;
  readonly verdict: Verdict;
  /** Where the CNAMEs of the asked name lead; absent where there are none. Not kept on record: `found` says it in words. */
  readonly leadsTo?: string;
  /** True where a wildcard record made that CNAME: a record at the exact name takes its place. Not kept on record either. */
  readonly byWildcard?: boolean;
  /** ISO 8601, UTC. */
  readonly checkedAt: string;
}

export interface ChineseOfFinding {
  readonly expected?: string;
  readonly found?: string;
}

/** A finding's texts as people read them. */
export interface FindingWords {
  readonly source: string;
  readonly question: string;
  readonly expected: string;
  /** `nothing` where that was found. */
  readonly found: string;
  readonly verdict: string;
}

export const VERDICT_WORDS: Readonly<Record<Verdict, Bilingual>> = {
  ok: { zh: '正常', en: 'ok' },
  missing: { zh: '缺失', en: 'missing' },
  wrong: { zh: '不符', en: 'wrong' },
  unreachable: { zh: '无法访问', en: 'unreachable' },
  forbidden: { zh: '不允许签发', en: 'forbidden' },
};

type ToldFinding = Pick<Finding, 'source' | 'question' | 'expected' | 'found' | 'chinese' | 'verdict'>;

export function findingWords(finding: ToldFinding, language: Language): FindingWords {
  const { source, question, expected, found, chinese, verdict } = finding;
  const own = language === 'zh' ? chinese : undefined;
  return {
    source: sourceWords(source)[language],
    question: questionWords(question)[language],
    expected: own?.expected ?? expected,
    found: (own?.found ?? found) || NOTHING[language],
    verdict: VERDICT_WORDS[verdict][language],
  };
}

/** One line for people, such as a pending activity's failure. */
export function describeFinding(finding: ToldFinding): Bilingual {
  return composed((language) => {
    const { question, source, verdict, found, expected } = findingWords(finding, language);
    return language === 'zh'
      ? `${question}(${source}):${verdict};结果为 ${found},应为 ${expected}`
      : `${question} at ${source}: ${verdict}; found ${found}, expected ${expected}`;
  });
}

/** The first word says who was asked; what follows is a name or an address. */
const ASKED: readonly (readonly [RegExp, string])[] = [
  [/^resolver\b ?/, '解析器 '],
  [/^parent\b ?/, '上级服务器 '],
  [/^authoritative servers$/, '权威服务器'],
  [/^authoritative\b ?/, '权威服务器 '],
  [/^(https?|ca)$/, ''],
];

/** Who was asked, as people read it. */
export function sourceWords(source: string): Bilingual {
  const [asked, zh] = ASKED.find(([begins]) => begins.test(source)) ?? [];
  if (!asked) return { zh: source, en: source };
  return { zh: zh === '' ? source.toUpperCase() : source.replace(asked, zh ?? ''), en: source };
}

const AT_CA = /^validation by (?<ca>.+)$/s;

function questionWords(question: string): Bilingual {
  const ca = AT_CA.exec(question)?.groups?.ca;
  return { zh: ca === undefined ? question : `由 ${ca} 验证`, en: question };
}
