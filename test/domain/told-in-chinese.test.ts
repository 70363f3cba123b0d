/** What findings, failures and reasons say in Chinese has no English sentence in it, and the English no Chinese. */
import { stepInWords } from '../../domain/plans/lifecycle-words.js';
import { END_REASONS } from '../../domain/plans/end-reasons.js';
import { describe, expect, it } from 'vitest';
import type { Bilingual } from '../../domain/bilingual.js';
import * as findings from '../../domain/control/finding-texts.js';
import { describeFinding, findingWords, type Finding } from '../../domain/control/findings.js';
import { because } from '../../domain/control/turn.js';
import * as caFailures from '../../domain/ca-failure-texts.js';
import * as failures from '../../domain/failure-texts.js';
import { describeMissing, MISSING_RECORDS } from '../../domain/missing-records.js';
import * as reasons from '../../domain/orders/reason-texts.js';
import { nextAction } from '../../domain/orders/next-actions.js';
import { organizationTurn } from '../../domain/organization/turn.js';
import { ORGANIZATION_STEPS } from '../../domain/organization/ways.js';
import { LOST_RECORDS_REASON } from '../../domain/stores/words.js';
import { quoted, reasonOf, ToldError, wordsOfError, wordsOfReason } from '../../domain/told.js';
import { latinSentences } from '../support/latin-sentences.js';

/** Whatever a text may be made of: it takes what it can be called with. */
const GIVEN = [
  'value.example',
  'manager',
  7,
  ['value.example'],
  [['dns-01', 'http-01']],
  [quoted('部分')],
  quoted('部分'),
  true,
  new Date(0),
  { message: 'value', accepted: 'value', chinese: { message: '值', accepted: '值' } },
];

function isText(value: unknown): value is Bilingual {
  return typeof value === 'object' && value !== null && 'zh' in value && 'en' in value;
}

/** Every text in a catalogue, the functions called with everything that they can be called with. */
function textsIn(value: unknown): Bilingual[] {
  if (isText(value)) return [value];
  if (typeof value === 'function') return answersOf(value as (...given: unknown[]) => unknown);
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

function answersOf(text: (...given: unknown[]) => unknown): Bilingual[] {
  const calls = Array.from({ length: text.length }).reduce<unknown[][]>(
    (known) => known.flatMap((given) => GIVEN.map((next) => [...given, next])),
    [[]],
  );
  const answers = calls.flatMap((given) => {
    try {
      return [text(...given)].filter(isText).filter(({ zh, en }) => !/undefined|\[object|GMT/.test(zh + en));
    } catch {
      return [];
    }
  });
  expect(answers, text.toString()).not.toEqual([]);
  return answers;
}

describe.each(Object.entries({ findings, failures, caFailures, reasons }))(
  'the texts of %s',
  (_which, catalogue) => {
    it('are whole in each language', () => {
      const texts = textsIn(catalogue);
      expect(texts.length).toBeGreaterThan(20);
      for (const { zh, en } of texts) {
        expect(latinSentences(zh, ['manager', 'true', 'value'])).toEqual([]);
        expect(en.replaceAll('部分', '')).not.toMatch(/\p{Script=Han}/u);
      }
    });
  },
);

const FINDING: Finding = {
  name: 'www.example.com',
  subject: 'dns-record',
  source: 'authoritative ns1.example.com (192.0.2.1)',
  question: 'TXT _dnsauth.www.example.com',
  expected: '"abc"',
  found: 'no such name (NXDOMAIN)',
  chinese: { found: findings.RECORD_TEXTS.noSuchName.zh },
  verdict: 'missing',
  checkedAt: '2026-11-27T12:00:00.000Z',
};

describe('a finding', () => {
  it('is told in either language, its values as they were seen', () => {
    expect(describeFinding(FINDING)).toEqual({
      zh: 'TXT _dnsauth.www.example.com(权威服务器 ns1.example.com (192.0.2.1)):缺失;结果为 没有该名称(NXDOMAIN),应为 "abc"',
      en: 'TXT _dnsauth.www.example.com at authoritative ns1.example.com (192.0.2.1): missing; found no such name (NXDOMAIN), expected "abc"',
    });
    expect(
      findingWords({ ...FINDING, source: 'resolver 192.0.2.53', found: '', chinese: null }, 'zh'),
    ).toEqual({
      source: '解析器 192.0.2.53',
      question: FINDING.question,
      expected: '"abc"',
      found: '无',
      verdict: '缺失',
    });
    const ofCa = { ...FINDING, source: 'ca', question: 'validation by Development CA' };
    expect(findingWords(ofCa, 'zh')).toMatchObject({ source: 'CA', question: '由 Development CA 验证' });
  });

  it('that an older program kept is told in its English', () => {
    expect(findingWords({ ...FINDING, chinese: null }, 'zh').found).toBe('no such name (NXDOMAIN)');
  });

  it('stands in Chinese in what is to be done next', () => {
    const reason = because({ ...FINDING, leadsTo: 'end.example.net' }, 'subscriber-dns');
    const { zh, en } = nextAction('subscriber-dns', {
      orderId: 'ord_1',
      validations: [],
      ...reasonOf(reason),
    });
    expect(zh).toContain('最近一次结果:`www.example.com:TXT');
    expect(latinSentences(zh.replaceAll('`', ''), ['sealflow order check ord_1'])).toEqual([]);
    expect(en).toContain(`Last result: \`${reason.en}\`.`);
  });
});

describe('a reason', () => {
  it('is kept in English with its Chinese beside, and read in both', () => {
    const words = reasons.ORDER_ENDS.notPaid;
    expect(reasonOf(words)).toEqual({ reason: words.en, reasonChinese: words.zh });
    expect(wordsOfReason(reasonOf(words))).toEqual(words);
    expect(reasonOf(quoted("the CA's words"))).toEqual({
      reason: "the CA's words",
      reasonChinese: undefined,
    });
    expect(wordsOfReason({ reason: 'written by 0.3.0' })).toEqual(quoted('written by 0.3.0'));
    expect(wordsOfReason({ reason: null, reasonChinese: null })).toBeUndefined();
  });

  it('of what is missing, and of a company’s steps, is whole in Chinese', () => {
    const missing = MISSING_RECORDS.map((record) => describeMissing({ record, id: 'ord_1' }));
    const turns = ORGANIZATION_STEPS.flatMap((step) =>
      (['with-subscriber', 'with-ca'] as const).flatMap((status) => {
        const turn = organizationTurn([step], [{ step, status }]);
        return turn ? [turn.reason] : [];
      }),
    );
    expect(turns.length).toBeGreaterThan(10);
    const ends = Object.values(END_REASONS).map(({ en }) => stepInWords({ do: 'end', reason: en }));
    for (const { zh } of [...missing, ...turns, ...ends, LOST_RECORDS_REASON])
      expect(latinSentences(zh)).toEqual([]);
  });
});

it('an error of the machine is told by its code, one of ours by its words', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED 192.0.2.1:53'), { code: 'ECONNREFUSED' });
  expect(wordsOfError(refused, findings.NO_ANSWER)).toEqual({
    zh: '网络错误(ECONNREFUSED)',
    en: 'connect ECONNREFUSED 192.0.2.1:53',
  });
  expect(wordsOfError(new ToldError(findings.NO_ANSWER), quoted('-'))).toBe(findings.NO_ANSWER);
  expect(wordsOfError('?', findings.NO_ANSWER)).toBe(findings.NO_ANSWER);
});
