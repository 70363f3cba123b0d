// What is left of a turn in working days: of a company's check, while it lasts.
import { expect, it } from 'vitest';
import { workingDaysLeft } from '../../../client/orders/turns.js';

const FRIDAY = new Date('2026-11-27T02:00:00Z');
const TURN = {
  ...({
    track: 'organization',
    waitingOn: 'subscriber-letter',
    since: '2026-11-20T02:00:00Z',
    until: null,
  } as const),
  deadline: '2026-12-01T02:00:00Z',
};

it.each([
  // Friday's rest, Monday, and Tuesday's beginning; the weekend counts nothing.
  ['over a weekend', TURN, 2],
  ['begun days whole', { ...TURN, deadline: '2026-12-01T02:00:01Z' }, 3],
  ['nothing once it is over time', { ...TURN, deadline: '2026-11-26T02:00:00Z' }, 0],
  ['null of a turn that is over', { ...TURN, until: '2026-11-25T02:00:00Z' }, null],
  ['null where nothing ends it', { ...TURN, deadline: null }, null],
  ['null where the clock runs in calendar days', { ...TURN, waitingOn: 'subscriber-dns' as const }, null],
])('counts %s', (_what, turn, left) => {
  expect(workingDaysLeft(turn, FRIDAY)).toBe(left);
});
