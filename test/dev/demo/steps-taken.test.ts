/** The steps in the demo's table: as they were seen, and what the CA passed unseen. */
import { expect, it } from 'vitest';
import type { Bilingual } from '../../../domain/bilingual.js';
import { stepsTaken } from '../../../dev/demo/steps-taken.js';

const inEnglish = (steps: readonly Bilingual[]) => steps.map(({ en }) => en);

it('are told in the order in which their turns began, as often as they began', () => {
  const turns = ['us', 'dns', 'subscriber-letter', 'reviewer-letter', 'subscriber-letter'] as const;
  expect(inEnglish(stepsTaken(turns, ['letter']))).toEqual(['DNS', 'letter', 'review', 'letter']);
});

it('include those that passed too fast to be seen', () => {
  expect(inEnglish(stepsTaken(['dns', 'subscriber-mailbox'], ['phone-call', 'mailbox']))).toEqual([
    'DNS',
    'phone',
    'mailbox',
  ]);
  expect(
    inEnglish(stepsTaken(['subscriber-application-form'], ['application-form', 'manual-review'])),
  ).toEqual(['form', 'DNS', 'review']);
});
