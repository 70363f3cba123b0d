// Reminders that somebody asks for: one a day of the wait, beside the wait's own ladder and never in its place.
import { describe, expect, it } from 'vitest';
import { askedRung, daysOfAskedRung, daysOfWait, nextAskedAt } from '../../../domain/notices/asked-again.js';
import { isOvertakenBy } from '../../../domain/notices/standing.js';
import { WAIT_POLICIES } from '../../../domain/orders/wait-policies.js';
import { askedReminderText } from '../../../domain/orders/reminders.js';

const DAY_MS = 86_400_000;
const SINCE = '2026-11-28T00:00:00.000Z';
const BEGAN = Date.parse(SINCE);

const told = (rung: number, since = SINCE) =>
  ({ kind: 'waiting', occasion: `subscriber-dns@${since}`, rung }) as const;

describe('a reminder that is asked for', () => {
  it('is the same within a day of the wait, and another one on the next', () => {
    const rungAt = (at: number) => askedRung(daysOfWait(BEGAN, at));
    expect(rungAt(BEGAN)).toBe(rungAt(BEGAN + DAY_MS - 1));
    expect(rungAt(BEGAN + DAY_MS)).not.toBe(rungAt(BEGAN));
    expect(nextAskedAt(BEGAN, BEGAN + 5)).toBe(BEGAN + DAY_MS);
    expect(nextAskedAt(BEGAN, BEGAN + DAY_MS)).toBe(BEGAN + 2 * DAY_MS);
    // Of a clock that is behind.
    expect(daysOfWait(BEGAN, BEGAN - 1)).toBe(0);
  });

  it('is no rung of any ladder', () => {
    const rungs = Object.values(WAIT_POLICIES).flatMap(({ reminderDays }) => reminderDays);
    expect(rungs.length).toBeGreaterThan(5);
    expect(rungs.map(daysOfAskedRung).filter((days) => days !== undefined)).toEqual([]);
    expect(daysOfAskedRung(askedRung(7))).toBe(7);
  });

  it('stands beside the ladder, and falls with it', () => {
    expect(isOvertakenBy(told(askedRung(5)), told(7))).toBe(false);
    expect(isOvertakenBy(told(7), told(askedRung(8)))).toBe(false);
    expect(isOvertakenBy(told(3), told(7))).toBe(true);
    expect(isOvertakenBy(told(askedRung(5)), told(0, '2026-12-20T00:00:00.000Z'))).toBe(true);
  });

  it('says for how long it has been waited', () => {
    const wait = {
      wait: 'subscriber-dns',
      since: SINCE,
      ladderSince: SINCE,
      deadline: SINCE,
      reminderDays: [],
    } as const;
    const order = { orderId: 'ord_1', names: ['a.example'], nextAction: { zh: '请添加', en: 'Add it' } };
    expect(askedReminderText(wait, 0, order).subject).toEqual({
      zh: '再次提醒:a.example',
      en: 'Once more: a.example',
    });
    const later = askedReminderText(wait, 5, order);
    expect(later.subject).toEqual({
      zh: '再次提醒(已等待 5 天):a.example',
      en: 'Once more (waiting 5 days): a.example',
    });
    expect(later.body.zh).toContain('请添加');
  });
});
