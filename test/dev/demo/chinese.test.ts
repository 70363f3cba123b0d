/** The demo's own words, and those of the stack that it starts: Chinese throughout where Chinese is asked for. */
import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../../dev/demo/columns.js';
import { EVERY_ORDER } from '../../../dev/demo/every-order.js';
import { NEWS } from '../../../dev/demo/news.js';
import { newsSince } from '../../../dev/demo/order-news.js';
import { outcomeTable } from '../../../dev/demo/outcome-table.js';
import * as problems from '../../../dev/demo/problem.js';
import { stepsTaken } from '../../../dev/demo/steps-taken.js';
import * as texts from '../../../dev/demo/texts.js';
import { DamagedState } from '../../../dev/kept-state.js';
import { wordsOfThrown } from '../../../domain/told.js';
import { withProgress, type Line } from '../../../dev/say.js';
import { startProblem } from '../../../dev/start-problem.js';
import { readyText, STACK } from '../../../dev/texts.js';
import type { Bilingual } from '../../../domain/bilingual.js';
import { ORDER_STATES } from '../../../domain/orders/states.js';
import { latinSentences } from '../../support/latin-sentences.js';

/** Every text below; those that need facts are told with one word or number for each. */
function textsIn(value: unknown): Bilingual[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('zh' in value && 'en' in value) return [value as Bilingual];
  return Object.values(value).flatMap(textsIn);
}

const BY = { zh: '甲', en: 'it' };

const ALL: readonly Bilingual[] = [
  ...textsIn({
    ...texts,
    news: NEWS,
    orders: EVERY_ORDER.map(({ way, firstLetterRejected }) => [way, firstLetterRejected]),
  }),
  ...textsIn(texts.explained(8, 4)),
  texts.allIssued(8),
  texts.STAGE.temporaryData('/tmp/a'),
  texts.STAGE.leftAside('DATABASE_URL'),
  texts.STAGE.ready('127.0.0.1:1', 'http://127.0.0.1:2'),
  texts.STAGE.done(texts.TWO_ISSUED),
  texts.STAGE.failed(BY),
  texts.PEOPLE.rejects(texts.STAMP_MISSING),
  texts.PEOPLE.followsLinkOf(1),
  texts.PEOPLE.putsFile('/a'),
  texts.ENDS.certificate('crt_1'),
  texts.ENDS.validated(BY),
  texts.ENDS.usuallyBy('2026-12-03'),
  texts.VERDICTS.fits(texts.VERDICTS.byOpenssl('certificate.pem: OK')),
  texts.VERDICTS.pairFits(texts.VERDICTS.byOpensslSm2('certificate.pem: OK, encryption-certificate.pem: OK')),
  texts.VERDICTS.fits(texts.VERDICTS.byNode('certificate.pem')),
  ...[
    problems.notNaming(BY, 'a.example'),
    problems.foreignKey(BY, BY, 'a.example'),
    problems.rootNotHad(500),
    problems.withoutCertificate('ord_1', 'a.example', BY),
    problems.someNotGood('wotrus-ov'),
    problems.notIssuedWithin(120),
    problems.stackEnded('1'),
  ].map(({ words }) => words),
  STACK.starting('.sealflow'),
  STACK.stopping,
  STACK.stopped,
  readyText({
    temporal: '127.0.0.1:1',
    webUi: '',
    database: 'postgres://u:p@127.0.0.1:3/sealflow',
    ca: 'http://127.0.0.1:4',
    dns: '127.0.0.1:5',
    mail: 'http://127.0.0.1:6',
    api: 'http://127.0.0.1:7',
    tencentApi: 'http://127.0.0.1:8',
    console: 'http://127.0.0.1:7/console/',
    signIn: 'http://127.0.0.1:7/sign-in/once?token=sko_1',
    dataDir: '/data',
  }),
  wordsOfThrown(startProblem(new Error('ENOSPC'), '/data')),
  new DamagedState('/data/ports.json', { zh: '已损坏', en: 'is damaged' }, BY).words,
];

describe('every text', () => {
  it('is Chinese in Chinese, and English in English', () => {
    expect(ALL.length).toBeGreaterThan(80);
    expect(ALL.flatMap(({ zh }) => latinSentences(zh))).toEqual([]);
    expect(ALL.filter(({ en }) => /\p{Script=Han}/u.test(en))).toEqual([]);
  });

  it('of a state is its word in Chinese, and its code in English', () => {
    for (const state of ['created', ...ORDER_STATES]) {
      expect(texts.stateText(state, 'zh')).toMatch(/^\p{Script=Han}+$/u);
      expect(texts.stateText(state, 'en')).toBe(state);
    }
  });
});

it('news bring their Chinese along, where the words are ours', () => {
  const stand = {
    waitingOn: 'subscriber-letter',
    party: 'subscriber',
    since: '2026-11-27T10:00:00Z',
  } as const;
  const order = { orderId: 'o', state: 'validating', certificateId: null, tracks: [] } as const;
  const seen = { ...order, ...stand, reason: 'a letter is needed', reasonChinese: '需要确认函' };
  expect(newsSince(undefined, seen)[0]?.text).toEqual({
    zh: '等待盖章的确认函;需要确认函',
    en: 'waits for the stamped letter; a letter is needed',
  });
});

it('the table of outcomes is aligned in Chinese as well', () => {
  const outcomes = EVERY_ORDER.map(({ label, way }) => ({
    label,
    way,
    steps: stepsTaken(['dns'], ['letter']),
    isGood: true,
    issuer: 'CA',
    verdict: { zh: '好', en: 'good' },
  }));
  const [heading = '', ...rows] = outcomeTable(outcomes, 'zh');
  const at = columnsOf(heading.slice(0, heading.indexOf('签发者')));
  expect(rows.map((row) => columnsOf(row.slice(0, row.lastIndexOf('CA'))))).toEqual(rows.map(() => at));
});

it('progress is told in both languages', async () => {
  const said: Line[] = [];
  await withProgress(
    (line) => void said.push(line),
    { zh: '正在获取', en: 'Fetching' },
    () => Promise.resolve(),
  );
  expect(said).toEqual([{ zh: '正在获取 ...', en: 'Fetching ...' }]);
});
