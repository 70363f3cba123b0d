/** Whose turn it is in the CA's check of a company, and why, from the steps as the CA tells them. */
import { WAITS_OF_STEP, type OrganizationStep } from './ways.js';
import type { OrganizationWait } from '../waits.js';

/** Why a mail's step does not go on, where its reader typed too many wrong codes: known again in what is told. */
export const PAGE_LOCKED = 'its page is locked after too many wrong codes';

export interface StepStanding {
  readonly step: OrganizationStep;
  readonly status: 'with-subscriber' | 'with-ca' | 'passed';
  /** The CA's words, without personal data. */
  readonly reason?: string;
}

export interface OrganizationTurn {
  readonly wait: OrganizationWait;
  readonly reason: string;
}

/**
 * The turn among the steps that are waited for, in their order: whoever can do something now comes before the CA, who can
 * only be waited for. Undefined when all of them have passed; a step that this CA does not take has.
 */
export function organizationTurn(
  asked: readonly OrganizationStep[],
  standing: readonly StepStanding[],
): OrganizationTurn | undefined {
  const steps = asked.flatMap((step) => standing.find((told) => told.step === step) ?? []);
  const withSubscriber = steps.find(({ status }) => status === 'with-subscriber');
  const deciding = withSubscriber ?? steps.find(({ status }) => status === 'with-ca');
  if (!deciding) return undefined;
  const waits = WAITS_OF_STEP[deciding.step];
  // Steps of one kind are told together: of two e-mails, which one is missing.
  const told = steps.filter(({ step }) => WAITS_OF_STEP[step].subscriber === waits.subscriber);
  return {
    wait: deciding === withSubscriber ? waits.subscriber : waits.ca,
    reason: told.map(wordsFor).join('; '),
  };
}

function wordsFor({ step, status, reason }: StepStanding): string {
  const words = WORDS[step][status];
  return reason === undefined || status === 'passed' ? words : `${words}: ${reason}`;
}

const WORDS: Record<OrganizationStep, Record<StepStanding['status'], string>> = {
  'email-1': {
    'with-subscriber': 'e-mail 1 of 2 is missing',
    'with-ca': 'e-mail 1 of 2 is under way',
    passed: 'e-mail 1 of 2 is confirmed',
  },
  'email-2': {
    'with-subscriber': 'e-mail 2 of 2 is missing',
    'with-ca': 'e-mail 2 of 2 is under way',
    passed: 'e-mail 2 of 2 is confirmed',
  },
  'phone-call': {
    'with-subscriber': 'the CA reached nobody by phone',
    'with-ca': 'the CA may phone',
    passed: 'the phone call is done',
  },
  'public-record-check': {
    'with-subscriber': 'the CA reached nobody on the channel that was named',
    'with-ca': 'the CA calls or writes on the channel that was named',
    passed: 'the company was reached on public record',
  },
  letter: {
    'with-subscriber': 'a confirmation letter is needed',
    'with-ca': 'the confirmation letter is in review',
    passed: 'the confirmation letter is accepted',
  },
  'application-form': {
    'with-subscriber': 'an application form is needed',
    'with-ca': 'the application form is received',
    passed: 'the application form is accepted',
  },
  'manual-review': {
    'with-subscriber': 'the review needs something',
    'with-ca': 'the CA reviews the application',
    passed: 'the review is done',
  },
  mailbox: {
    'with-subscriber': 'the mail to the mailbox given is not confirmed',
    'with-ca': 'the mail to the mailbox given is under way',
    passed: 'the mailbox is confirmed',
  },
};
