/** Whose turn it is in the CA's check of a company, and why, from the steps as the CA tells them. */
import type { Bilingual } from '../bilingual.js';
import { clauses, withWhy, wordsOfReason } from '../told.js';
import { WAITS_OF_STEP, type OrganizationStep } from './ways.js';
import type { OrganizationWait } from '../waits.js';

/** Why a mail's step does not go on, where its reader typed too many wrong codes: known again in what is told. */
export const PAGE_LOCKED = 'its page is locked after too many wrong codes';

const LOCKED: Bilingual = { zh: '验证码输错次数过多,确认页面已锁定', en: PAGE_LOCKED };

export interface StepStanding {
  readonly step: OrganizationStep;
  readonly status: 'with-subscriber' | 'with-ca' | 'passed';
  /** The CA's words, without personal data. */
  readonly reason?: string;
  /** The same in Chinese, where the CA says it in both languages. */
  readonly reasonChinese?: string;
}

export interface OrganizationTurn {
  readonly wait: OrganizationWait;
  readonly reason: Bilingual;
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
    reason: clauses(told.map(wordsFor)),
  };
}

function wordsFor({ step, status, ...why }: StepStanding): Bilingual {
  const words = WORDS[step][status];
  const reason = reasonInWords(why);
  return reason === undefined || status === 'passed' ? words : withWhy(words, reason);
}

/** The CA's words, or the one reason that is told in ours. */
export function reasonInWords(why: Parameters<typeof wordsOfReason>[0]): Bilingual | undefined {
  return why.reason === PAGE_LOCKED ? LOCKED : wordsOfReason(why);
}

const WORDS: Record<OrganizationStep, Record<StepStanding['status'], Bilingual>> = {
  'email-1': {
    'with-subscriber': { zh: '第 1 封邮件(共 2 封)尚未确认', en: 'e-mail 1 of 2 is missing' },
    'with-ca': { zh: '第 1 封邮件(共 2 封)处理中', en: 'e-mail 1 of 2 is under way' },
    passed: { zh: '第 1 封邮件(共 2 封)已确认', en: 'e-mail 1 of 2 is confirmed' },
  },
  'email-2': {
    'with-subscriber': { zh: '第 2 封邮件(共 2 封)尚未确认', en: 'e-mail 2 of 2 is missing' },
    'with-ca': { zh: '第 2 封邮件(共 2 封)处理中', en: 'e-mail 2 of 2 is under way' },
    passed: { zh: '第 2 封邮件(共 2 封)已确认', en: 'e-mail 2 of 2 is confirmed' },
  },
  'phone-call': {
    'with-subscriber': { zh: 'CA 电话未能接通', en: 'the CA reached nobody by phone' },
    'with-ca': { zh: 'CA 可能致电', en: 'the CA may phone' },
    passed: { zh: '电话核实已完成', en: 'the phone call is done' },
  },
  'public-record-check': {
    'with-subscriber': {
      zh: 'CA 未能通过所填渠道联系到企业',
      en: 'the CA reached nobody on the channel that was named',
    },
    'with-ca': {
      zh: 'CA 将通过所填渠道致电或发邮件',
      en: 'the CA calls or writes on the channel that was named',
    },
    passed: { zh: '已通过公开渠道核实企业', en: 'the company was reached on public record' },
  },
  letter: {
    'with-subscriber': { zh: '需要确认函', en: 'a confirmation letter is needed' },
    'with-ca': { zh: '确认函审核中', en: 'the confirmation letter is in review' },
    passed: { zh: '确认函已通过', en: 'the confirmation letter is accepted' },
  },
  'application-form': {
    'with-subscriber': { zh: '需要申请书', en: 'an application form is needed' },
    'with-ca': { zh: '已收到申请书', en: 'the application form is received' },
    passed: { zh: '申请书已通过', en: 'the application form is accepted' },
  },
  'manual-review': {
    'with-subscriber': { zh: '审核需要补充材料', en: 'the review needs something' },
    'with-ca': { zh: 'CA 正在审核申请', en: 'the CA reviews the application' },
    passed: { zh: '审核已完成', en: 'the review is done' },
  },
  mailbox: {
    'with-subscriber': { zh: '所填邮箱的邮件尚未确认', en: 'the mail to the mailbox given is not confirmed' },
    'with-ca': { zh: '发往所填邮箱的邮件处理中', en: 'the mail to the mailbox given is under way' },
    passed: { zh: '邮箱已确认', en: 'the mailbox is confirmed' },
  },
};
