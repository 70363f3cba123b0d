/** Whose turn it is in the check of a company, for every step and from every side. */
import { expect, it } from 'vitest';
import { organizationTurn, type StepStanding } from '../../../domain/organization/turn.js';
import {
  WAITS_OF_STEP,
  ORGANIZATION_STEPS,
  type OrganizationStep,
} from '../../../domain/organization/ways.js';

const standing = (...steps: [OrganizationStep, StepStanding['status'], string?][]): StepStanding[] =>
  steps.map(([step, status, reason]) => ({ step, status, reason }));

it.each(ORGANIZATION_STEPS)('%s lies with the subscriber, the CA, or nobody', (step) => {
  const turn = (status: StepStanding['status']) => organizationTurn([step], standing([step, status]));
  expect(turn('with-subscriber')?.wait).toBe(WAITS_OF_STEP[step].subscriber);
  expect(turn('with-ca')?.wait).toBe(WAITS_OF_STEP[step].ca);
  expect(turn('passed')).toBeUndefined();
});

it('whoever can do something comes before the CA', () => {
  const steps = standing(['phone-call', 'with-ca'], ['mailbox', 'with-subscriber']);
  expect(organizationTurn(['phone-call', 'mailbox'], steps)).toMatchObject({
    wait: 'subscriber-mailbox',
    reason: { en: 'the mail to the mailbox given is not confirmed' },
  });
});

it('only the steps that are asked for count, in their order', () => {
  const steps = standing(['application-form', 'passed'], ['manual-review', 'with-ca', 'not yet']);
  expect(organizationTurn(['application-form'], steps)).toBeUndefined();
  expect(organizationTurn(['application-form', 'manual-review'], steps)).toMatchObject({
    wait: 'reviewer-application',
    reason: { en: 'the application form is accepted; the CA reviews the application: not yet' },
  });
});

it('of two e-mails, says which one is missing', () => {
  const steps = standing(['email-1', 'with-subscriber'], ['email-2', 'passed', 'old news']);
  expect(organizationTurn(['email-1', 'email-2', 'phone-call'], steps)).toMatchObject({
    wait: 'subscriber-emails',
    reason: { en: 'e-mail 1 of 2 is missing; e-mail 2 of 2 is confirmed' },
  });
});
