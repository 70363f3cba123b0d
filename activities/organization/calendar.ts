/** Clocks that count working days: what the calendar says once stands in the order's history. */
import { startWait, type Rung, type StartedWait } from '../../domain/waits.js';
import {
  addWorkingDays,
  calendarKnownUntil,
  workingTimeBetween,
} from '../../domain/organization/working-days.js';
import type {
  CalendarActivities,
  PlanWaitRequest,
  Stretch,
} from '../../workflows/activity-contract/organization.js';
import { withClassifiedFailures } from '../failures.js';

export function createCalendarActivities(): CalendarActivities {
  return withClassifiedFailures({
    planWait: (request) =>
      Promise.resolve(request.policy.unit === 'working-day' ? inWorkingDays(request) : inPlainDays(request)),
  } satisfies CalendarActivities);
}

function inPlainDays({ wait, policy, since, usedBefore }: PlanWaitRequest): StartedWait {
  const used = usedBefore.map(({ from, to }) => Date.parse(to) - Date.parse(from));
  return startWait(wait, policy, Date.parse(since), sum(used));
}

/** Reminders count from this start: who is asked again is told so at once, however little time is left. */
function inWorkingDays({ wait, policy, since, usedBefore }: PlanWaitRequest): StartedWait {
  const { deadlineDays, expectedDays, reminderDays } = policy;
  const start = new Date(since);
  const used = sum(usedBefore.map(workedIn));
  const deadline = daysAfter(start, deadlineDays - used);
  return {
    wait,
    since: start.toISOString(),
    deadline: deadline.toISOString(),
    ladderSince: start.toISOString(),
    reminderDays,
    rungs: reminderDays.map((days) => rungOf(start, days)),
    ...(expectedDays && { expectedBy: daysAfter(start, expectedDays.to - used).toISOString() }),
    ...(deadline > calendarKnownUntil() && { calendarKnownUntil: calendarKnownUntil().toISOString() }),
  };
}

function workedIn({ from, to }: Stretch): number {
  return workingTimeBetween(new Date(from), new Date(to));
}

function rungOf(start: Date, days: number): Rung {
  return { days, at: daysAfter(start, days).toISOString() };
}

/** The announcement doesn't wait for a working day, nor does the end of a time that is used up. */
function daysAfter(start: Date, days: number): Date {
  return days > 0 ? addWorkingDays(start, days) : start;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
