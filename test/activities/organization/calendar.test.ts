/** Clocks of working days: deadlines and rungs over festivals, and a party's own time alone counted. */
import { describe, expect, it } from 'vitest';
import { createCalendarActivities } from '../../../activities/organization/calendar.js';
import { organizationTerms } from '../../../domain/organization/ways.js';
import { dueReminders, startWait, untilNextRung, type Wait, type WaitPolicy } from '../../../domain/waits.js';
import { calendarKnownUntil } from '../../../domain/organization/working-days.js';
import type { Stretch } from '../../../workflows/activity-contract/organization.js';

const calendar = createCalendarActivities();

const REVIEW: WaitPolicy = {
  unit: 'working-day',
  deadlineDays: 15,
  expectedDays: { from: 3, to: 5 },
  reminderDays: [5, 10],
};
const LETTER: WaitPolicy = { unit: 'working-day', deadlineDays: 10, reminderDays: [0, 1, 3] };

/** A moment as a clock in Shanghai shows it, in ISO 8601, UTC. */
const shanghai = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`).toISOString();
const stretch = (from: string, to: string): Stretch => ({ from: shanghai(from), to: shanghai(to) });

const plan = (wait: Wait, policy: WaitPolicy, since: string, usedBefore: readonly Stretch[] = []) =>
  calendar.planWait({ wait, policy, since: shanghai(since), usedBefore });

describe('a review over a festival', () => {
  it('counts no day off, and every make-up day, over Spring Festival', async () => {
    expect(await plan('reviewer-letter', REVIEW, '2026-02-13 10:00')).toEqual({
      wait: 'reviewer-letter',
      since: shanghai('2026-02-13 10:00'),
      ladderSince: shanghai('2026-02-13 10:00'),
      // 14 (Saturday), 24 to 28 (Saturday) February, then 2 to 13 March without its weekend
      deadline: shanghai('2026-03-12 10:00'),
      reminderDays: [5, 10],
      rungs: [
        { days: 5, at: shanghai('2026-02-27 10:00') },
        { days: 10, at: shanghai('2026-03-05 10:00') },
      ],
      expectedBy: shanghai('2026-02-27 10:00'),
    });
  });

  it.each([
    ['2025-01-24 15:30', '2025-02-07 15:30', '2025-02-20 15:30'],
    ['2025-09-30 18:00', '2025-10-14 18:00', '2025-10-28 18:00'],
    ['2026-09-30 09:00', '2026-10-13 09:00', '2026-10-27 09:00'],
  ])('of %s is expected by %s and given up at %s', async (since, expectedBy, deadline) => {
    const planned = await plan('reviewer-application', REVIEW, since);
    expect(planned).toMatchObject({ expectedBy: shanghai(expectedBy), deadline: shanghai(deadline) });
  });
});

describe('a wait that begins again', () => {
  it('has the working time that it has not used: the other party’s turn is not charged', async () => {
    // Used: Monday and Tuesday. Wednesday to Friday lay with the subscriber.
    const used = [stretch('2026-11-09 10:00', '2026-11-11 10:00')];
    const again = await plan('reviewer-letter', REVIEW, '2026-11-13 10:00', used);
    expect(again.deadline).toBe(shanghai('2026-12-02 10:00')); // 13 more
    expect(again.expectedBy).toBe(shanghai('2026-11-18 10:00')); // 3 more
    expect(again.rungs?.[0]?.at).toBe(shanghai('2026-11-20 10:00')); // from its own start
  });

  it('is not charged for weekends and festivals that it lay through', async () => {
    const used = [
      stretch('2026-02-14 12:00', '2026-02-24 12:00'),
      stretch('2026-02-28 00:00', '2026-03-02 00:00'),
    ];
    const again = await plan('subscriber-letter', LETTER, '2026-03-09 10:00', used);
    expect(again.deadline).toBe(shanghai('2026-03-19 10:00')); // 2 of 10 used
  });

  it('ends at once where all is used up, and still says so', async () => {
    const used = [stretch('2026-06-01 00:00', '2026-06-30 00:00')];
    const again = await plan('reviewer-letter', REVIEW, '2026-11-21 10:00', used);
    expect(again.deadline).toBe(again.since);
    expect(again.expectedBy).toBe(again.since);
  });
});

describe('the ladder', () => {
  it('begins with the announcement, at once even on a day off', async () => {
    const wait = await plan('subscriber-letter', LETTER, '2026-11-21 10:00'); // Saturday
    expect(wait.rungs).toEqual([
      { days: 0, at: shanghai('2026-11-21 10:00') },
      { days: 1, at: shanghai('2026-11-24 00:00') },
      { days: 3, at: shanghai('2026-11-26 00:00') },
    ]);
    expect(dueReminders(wait, Date.parse(wait.since))).toEqual([0]);
    expect(untilNextRung(wait, Date.parse(wait.since))).toBe(62 * 3_600_000);
  });

  it.each(['ov', 'ev'] as const)('ends before the deadline in each wait of %s', async (type) => {
    for (const way of ['application-form', 'public-record'] as const) {
      const policies = Object.entries(organizationTerms(way, type).organization?.waits ?? {});
      expect(policies).not.toEqual([]);
      for (const [wait, policy] of policies) {
        const { rungs = [], deadline } = await plan(wait as Wait, policy, '2026-02-13 10:00');
        expect(rungs.map(({ days }) => days)).toEqual(policy.reminderDays);
        expect(rungs.every(({ at }) => at < deadline)).toBe(true);
      }
    }
  });
});

describe('the years whose holidays are not known yet', () => {
  it('are named where a deadline lies in them, and only there', async () => {
    const known = calendarKnownUntil();
    const before = new Date(known.getTime() - 60 * 86_400_000).toISOString();
    const request = { wait: 'reviewer-letter', policy: REVIEW, usedBefore: [] } as const;
    expect((await calendar.planWait({ ...request, since: before })).calendarKnownUntil).toBeUndefined();
    const close = new Date(known.getTime() - 86_400_000).toISOString();
    expect((await calendar.planWait({ ...request, since: close })).calendarKnownUntil).toBe(
      known.toISOString(),
    );
  });
});

describe('a policy of plain days', () => {
  it('starts as it always did', async () => {
    const policy: WaitPolicy = { deadlineDays: 10, reminderDays: [0, 1] };
    const used = [stretch('2026-11-01 00:00', '2026-11-03 00:00')];
    const since = shanghai('2026-11-21 10:00');
    expect(await plan('subscriber-dns', policy, '2026-11-21 10:00', used)).toEqual(
      startWait('subscriber-dns', policy, Date.parse(since), 2 * 86_400_000),
    );
  });
});
