/** The mails of a wait: each rung its own subject, both languages, the next action in the body. */
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../domain/bilingual.js';
import { timeInWords } from '../../../domain/time-zone.js';
import { reminderText, replacedRandomValuesText } from '../../../domain/orders/reminders.js';
import { ORDER_WAITS, startWait, type StartedWait } from '../../../domain/waits.js';
import { WAIT_POLICIES } from '../../../domain/orders/wait-policies.js';

const SINCE = Date.parse('2026-11-23T00:00:00Z');
const WAIT = startWait('subscriber-dns', WAIT_POLICIES['subscriber-dns'], SINCE);
const ORDER = {
  orderId: 'o-1',
  names: ['example.com', 'www.example.com', 'example.cn'],
  nextAction: { zh: '请添加记录。', en: 'Add the record.' },
};

describe('reminderText', () => {
  it.each([
    [0, '证书订单待处理:example.com +2', 'Certificate order waiting: example.com +2'],
    [7, '提醒(已等待 7 天):example.com +2', 'Reminder (waiting 7 days): example.com +2'],
    [55, '最后提醒:example.com +2', 'Last reminder: example.com +2'],
  ])('rung %i', (rung, zh, en) => {
    const { subject, body } = reminderText(WAIT, rung, ORDER);
    expect(subject).toEqual({ zh, en });
    for (const language of LANGUAGES) {
      expect(body[language]).toContain('o-1');
      expect(body[language]).toContain(timeInWords(WAIT.since)[language]);
      expect(body[language]).toContain(timeInWords(WAIT.deadline)[language]);
    }
    expect(body.zh).toContain('请添加记录。');
    expect(body.en).toContain('Add the record.');
  });

  it.each(ORDER_WAITS)('has words for every rung of %s', (wait) => {
    const started = startWait(wait, WAIT_POLICIES[wait], SINCE);
    const subjects = started.reminderDays.map((rung) => reminderText(started, rung, ORDER).subject.zh);
    expect(new Set(subjects).size).toBe(started.reminderDays.length);
  });

  it('speaks of the order where its names are not known yet', () => {
    expect(reminderText(WAIT, 3, { ...ORDER, names: [] }).subject.en).toBe('Reminder (waiting 3 days): o-1');
  });
});

describe('a clock that counts working days', () => {
  const since = new Date(SINCE).toISOString();
  const REVIEW: StartedWait = {
    wait: 'reviewer-letter',
    since,
    ladderSince: since,
    deadline: '2026-12-14T00:00:00.000Z',
    reminderDays: [0, 1, 3, 10],
    rungs: [0, 1, 3, 10].map((days) => ({ days, at: since })),
    expectedBy: '2026-11-30T00:00:00.000Z',
  };

  it.each([
    [0, '证书订单待处理:example.com +2', 'Certificate order waiting: example.com +2'],
    [1, '提醒(已等待 1 个工作日):example.com +2', 'Reminder (waiting 1 working day): example.com +2'],
    [3, '提醒(已等待 3 个工作日):example.com +2', 'Reminder (waiting 3 working days): example.com +2'],
    [
      10,
      '最后提醒(已等待 10 个工作日):example.com +2',
      'Last reminder (waiting 10 working days): example.com +2',
    ],
  ])('rung %i says so', (rung, zh, en) => {
    const { subject, body } = reminderText(REVIEW, rung, ORDER);
    expect(subject).toEqual({ zh, en });
    expect(body.zh).toContain('按中国大陆的工作日计算');
    expect(body.en).toContain('working days of mainland China');
  });

  it('tells by when reviewers are usually done, where that is known', () => {
    const { body } = reminderText(REVIEW, 3, ORDER);
    expect(body.zh).toContain('通常在 2026-11-30 08:00(北京时间)前完成');
    expect(body.en).toContain('usually done by 2026-11-30 08:00 (UTC+8)');
    const { expectedBy: _unknown, ...forPeople } = REVIEW;
    expect(reminderText(forPeople, 3, ORDER).body.en).not.toContain('usually');
  });

  it('says from when on holidays were not known', () => {
    const known = '2026-12-31T16:00:00.000Z';
    const { body } = reminderText({ ...REVIEW, calendarKnownUntil: known }, 3, ORDER);
    expect(body.zh).toContain('2027-01-01 00:00(北京时间)之后的法定节假日');
    expect(body.en).toContain('Public holidays after 2027-01-01 00:00 (UTC+8) were not known');
    expect(reminderText(REVIEW, 3, ORDER).body.en).not.toContain('not known');
  });

  it('is not spoken of where days are plain', () => {
    const { subject, body } = reminderText(WAIT, 7, ORDER);
    expect(`${subject.en}${body.en}`).not.toContain('working');
    expect(`${subject.zh}${body.zh}`).not.toContain('工作日');
  });
});

it('replaced random values are announced as such, with what to do now', () => {
  const { subject, body } = replacedRandomValuesText(WAIT, ORDER);
  expect(subject.en).toMatch(/New validation values/);
  expect(body.en).toMatch(/no longer count[\s\S]*Add the record\./);
  expect(body.zh).toMatch(/不再有效[\s\S]*请添加记录。/);
});
