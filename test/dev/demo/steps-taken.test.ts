/** The steps in the demo's table: as they were seen, and what the CA passed unseen. */
import { expect, it } from 'vitest';
import { stepsTaken } from '../../../dev/demo/steps-taken.js';

it('are told in the order in which their turns began, as often as they began', () => {
  const turns = ['us', 'dns', 'subscriber-letter', 'reviewer-letter', 'subscriber-letter'] as const;
  expect(stepsTaken(turns, ['letter'])).toEqual(['DNS', 'letter', 'review', 'letter']);
});

it('include those that passed too fast to be seen', () => {
  expect(stepsTaken(['dns', 'subscriber-mailbox'], ['phone-call', 'mailbox'])).toEqual([
    'DNS',
    'phone',
    'mailbox',
  ]);
  expect(stepsTaken(['subscriber-application-form'], ['application-form', 'manual-review'])).toEqual([
    'form',
    'DNS',
    'review',
  ]);
});
