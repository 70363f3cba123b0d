/** Which steps an order took, in a few words: the turns that were seen, and what passed too fast to be seen. */
import type { OrganizationStep } from '../../domain/organization/ways.js';
import type { Wait } from '../../domain/waits.js';

const DOMAIN_STEP = 'DNS';

const STEP_WORDS: Record<OrganizationStep, string> = {
  'email-1': 'e-mails',
  'email-2': 'e-mails',
  'phone-call': 'phone',
  'public-record-check': 'public record',
  letter: 'letter',
  'application-form': 'form',
  'manual-review': 'review',
  mailbox: 'mailbox',
};

/** A wait that isn't here is only a passage. */
const TURN_WORDS: Partial<Record<Wait, string>> = {
  dns: DOMAIN_STEP,
  'subscriber-letter': 'letter',
  'subscriber-application-form': 'form',
  'subscriber-emails': 'e-mails',
  'subscriber-mailbox': 'mailbox',
  'reviewer-letter': 'review',
  'reviewer-application': 'review',
  'ca-public-record': 'public record',
  'ca-phone-call': 'phone',
};

/** `turns` in the order in which they began; `passed` as the CA tells it. Every order here proves its domain by DNS. */
export function stepsTaken(turns: readonly Wait[], passed: readonly OrganizationStep[]): string[] {
  const steps = turns.flatMap((wait) => TURN_WORDS[wait] ?? []);
  const usual = usualOrder(passed);
  for (const [index, word] of usual.entries()) {
    if (steps.includes(word)) continue;
    const next = steps.findIndex((seen) => usual.indexOf(seen) > index);
    steps.splice(next === -1 ? steps.length : next, 0, word);
  }
  return steps;
}

/** Ordering rules, section 6: the names first, or at the same time; after the application form where there is one. */
function usualOrder(passed: readonly OrganizationStep[]): string[] {
  const words = [...new Set(passed.map((step) => STEP_WORDS[step]))];
  return passed.includes('application-form')
    ? [STEP_WORDS['application-form'], DOMAIN_STEP, ...words.filter((word) => word !== 'form')]
    : [DOMAIN_STEP, ...words];
}
