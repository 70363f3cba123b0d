import { describe, expect, it } from 'vitest';
import { holdAfter } from '../../domain/control/look-intervals.js';
import { CERTIFICATE_TYPES, ORGANIZATION_WAYS } from '../../domain/catalogue/words.js';
import { organizationTerms } from '../../domain/organization/ways.js';
import {
  deadlinePassed,
  dueReminders,
  ladderOf,
  ORDER_WAITS,
  ORGANIZATION_WAITS,
  startWait,
  untilNextRung,
  type StartedWait,
  type WaitPolicy,
} from '../../domain/waits.js';
import { WAIT_POLICIES } from '../../domain/orders/wait-policies.js';

const DAY = 86_400_000;
const START = Date.parse('2026-11-23T08:00:00.000Z');
const POLICY: WaitPolicy = { deadlineDays: 10, reminderDays: [0, 1, 3] };

describe('a wait', () => {
  it('has a deadline, counted in days of 86,400 seconds', () => {
    expect(startWait('subscriber-dns', POLICY, START)).toMatchObject({
      since: '2026-11-23T08:00:00.000Z',
      deadline: '2026-12-03T08:00:00.000Z',
    });
  });

  it('gives a party that is asked again only the time it has left', () => {
    expect(startWait('subscriber-dns', POLICY, START, 9 * DAY).deadline).toBe('2026-11-24T08:00:00.000Z');
    expect(startWait('subscriber-dns', POLICY, START, 30 * DAY).deadline).toBe('2026-11-23T08:00:00.000Z');
  });

  it('is over at its deadline, not before', () => {
    const wait = startWait('subscriber-dns', POLICY, START);
    expect(deadlinePassed(wait, START + 10 * DAY - 1)).toBe(false);
    expect(deadlinePassed(wait, START + 10 * DAY)).toBe(true);
  });

  it('reminds rung by rung', () => {
    const wait = startWait('subscriber-dns', POLICY, START);
    expect(dueReminders(wait, START)).toEqual([0]);
    expect(dueReminders(wait, START + DAY - 1)).toEqual([0]);
    expect(dueReminders(wait, START + DAY)).toEqual([0, 1]);
    expect(untilNextRung(wait, START)).toBe(DAY);
    expect(untilNextRung(wait, START + 3 * DAY)).toBe(7 * DAY);
    expect(untilNextRung(wait, START + 11 * DAY)).toBe(0);
  });

  it('has a new ladder when it begins anew', () => {
    const wait = startWait('subscriber-dns', POLICY, START);
    const anew = { ...wait, ladderSince: new Date(START + 2 * DAY).toISOString() };
    expect(ladderOf(anew)).not.toBe(ladderOf(wait));
    expect(dueReminders(anew, START + 2 * DAY)).toEqual([0]);
  });

  it.each(ORDER_WAITS)('%s has a policy whose reminders ascend and end before its deadline', (wait) => {
    expectReasonable(WAIT_POLICIES[wait]);
    expect(WAIT_POLICIES[wait].unit).toBeUndefined();
  });

  it.each(ORGANIZATION_WAYS)('every wait of the way %s counts working days, as reasonably', (way) => {
    for (const type of CERTIFICATE_TYPES) {
      const waits = organizationTerms(way, type).organization?.waits;
      for (const wait of ORGANIZATION_WAITS) {
        const policy = waits?.[wait] ?? POLICY;
        expectReasonable(policy);
        expect(policy.unit).toBe('working-day');
        expect(policy.expectedDays?.to ?? 0).toBeLessThan(policy.deadlineDays);
      }
    }
  });

  it('whose ladder is in instants reminds at those, whatever its days', () => {
    const rungs = [
      { days: 0, at: new Date(START).toISOString() },
      { days: 1, at: new Date(START + 3 * DAY).toISOString() },
    ];
    const wait: StartedWait = { ...startWait('reviewer-letter', POLICY, START), rungs };
    expect(dueReminders(wait, START + 3 * DAY - 1)).toEqual([0]);
    expect(dueReminders(wait, START + 3 * DAY)).toEqual([0, 1]);
    expect(untilNextRung(wait, START)).toBe(3 * DAY);
  });

  it('of a subscriber for DNS outlives one random value', () => {
    expect(WAIT_POLICIES['subscriber-dns'].deadlineDays).toBeGreaterThan(30);
  });
});

function expectReasonable({ deadlineDays, reminderDays }: WaitPolicy): void {
  expect([...reminderDays].sort((one, other) => one - other)).toEqual(reminderDays);
  expect(Math.max(...reminderDays)).toBeLessThan(deadlineDays);
}

describe('a ball passed to and fro', () => {
  it('must lie longer the more often it was passed', () => {
    expect([0, 1, 3].map(holdAfter)).toEqual([0, 0, 0]);
    expect([4, 5, 6].map(holdAfter)).toEqual([10_000, 20_000, 40_000]);
    expect(holdAfter(100)).toBe(3_600_000);
  });
});
