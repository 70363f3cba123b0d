/** How the steps of each way begin, and what lets the later ones begin (ordering rules, section 6). */
import type { OrganizationWay } from '../../../domain/catalogue/words.js';
import type { OrganizationStep } from '../../../domain/organization/ways.js';
import type { StoredStep } from './stored-organization.js';
import { CA_WORDS, detailOf } from './words.js';

type FirstStep = Pick<StoredStep, 'step' | 'status' | 'detail' | 'detailChinese' | 'skipped' | 'notYet'>;

const FIRST_STEPS: Record<OrganizationWay, (hasChannel: boolean) => readonly FirstStep[]> = {
  'two-emails': () => [
    email('email-1'),
    email('email-2'),
    // The CA may phone, and mostly doesn't.
    { step: 'phone-call', status: 'passed', skipped: true },
  ],
  'public-record': (hasChannel) => [
    hasChannel
      ? { step: 'public-record-check', status: 'with-ca' }
      : { step: 'public-record-check', status: 'with-subscriber', ...detailOf(CA_WORDS.channelMissing) },
  ],
  'confirmation-letter': () => [{ step: 'letter', status: 'with-subscriber' }],
  'application-form': () => [
    { step: 'application-form', status: 'with-subscriber' },
    { step: 'manual-review', status: 'with-ca', ...detailOf(CA_WORDS.afterFormAndDomains), notYet: true },
  ],
  'phone-and-mailbox': () => [
    { step: 'phone-call', status: 'with-ca' },
    { step: 'mailbox', status: 'with-subscriber' },
  ],
};

function email(step: OrganizationStep): FirstStep {
  return { step, status: 'with-ca', ...detailOf(CA_WORDS.afterDomains), notYet: true };
}

/** The steps of a way as they begin, for the first time or, after `before`, anew. */
export function firstSteps(
  way: OrganizationWay,
  hasChannel: boolean,
  now: Date,
  before: readonly StoredStep[] = [],
): StoredStep[] {
  return FIRST_STEPS[way](hasChannel).map((first) => {
    const round = before.find(({ step }) => step === first.step)?.round ?? 0;
    return { ...first, since: now.toISOString(), round: round + 1 };
  });
}

/** The steps of a way where nothing has to be done: an earlier order's check is taken. */
export function skippedSteps(way: OrganizationWay, now: Date): StoredStep[] {
  const steps = firstSteps(way, true, now);
  return steps.map(({ step, since, round }) => ({ step, status: 'passed', skipped: true, since, round }));
}

/** The steps as they lie once what they waited for has happened. */
export function begunSteps(steps: readonly StoredStep[], domainsAreValid: boolean, now: Date): StoredStep[] {
  const formIsHere = steps.every(({ step, status }) => step !== 'application-form' || status === 'passed');
  if (!domainsAreValid || !formIsHere) return [...steps];
  return steps.map((present) => {
    if (!present.notYet) return present;
    const status = present.step === 'manual-review' ? 'with-ca' : 'with-subscriber';
    return { step: present.step, status, since: now.toISOString(), round: present.round };
  });
}
