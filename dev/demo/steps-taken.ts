/** Which steps an order took, in a few words: the turns that were seen, and what passed too fast to be seen. */
import type { Bilingual } from '../../domain/bilingual.js';
import type { OrganizationStep } from '../../domain/organization/ways.js';
import type { Wait } from '../../domain/waits.js';

const DOMAIN_STEP = { zh: 'DNS', en: 'DNS' };
const MAILS = { zh: '邮件', en: 'e-mails' };
const PHONE = { zh: '电话', en: 'phone' };
const RECORD = { zh: '公开渠道', en: 'public record' };
const LETTER = { zh: '确认函', en: 'letter' };
const FORM = { zh: '申请书', en: 'form' };
const REVIEW = { zh: '审核', en: 'review' };
const MAILBOX = { zh: '邮箱', en: 'mailbox' };

const STEP_WORDS: Record<OrganizationStep, Bilingual> = {
  'email-1': MAILS,
  'email-2': MAILS,
  'phone-call': PHONE,
  'public-record-check': RECORD,
  letter: LETTER,
  'application-form': FORM,
  'manual-review': REVIEW,
  mailbox: MAILBOX,
};

/** A wait that isn't here is only a passage. */
const TURN_WORDS: Partial<Record<Wait, Bilingual>> = {
  dns: DOMAIN_STEP,
  'subscriber-letter': LETTER,
  'subscriber-application-form': FORM,
  'subscriber-emails': MAILS,
  'subscriber-mailbox': MAILBOX,
  'reviewer-letter': REVIEW,
  'reviewer-application': REVIEW,
  'ca-public-record': RECORD,
  'ca-phone-call': PHONE,
};

/** `turns` in the order in which they began; `passed` as the CA tells it. Every order here proves its domain by DNS. */
export function stepsTaken(turns: readonly Wait[], passed: readonly OrganizationStep[]): Bilingual[] {
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
function usualOrder(passed: readonly OrganizationStep[]): Bilingual[] {
  const words = [...new Set(passed.map((step) => STEP_WORDS[step]))];
  return passed.includes('application-form')
    ? [FORM, DOMAIN_STEP, ...words.filter((word) => word !== FORM)]
    : [DOMAIN_STEP, ...words];
}
