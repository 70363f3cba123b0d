/** The address that people give with a free certificate: the guide's form has it marked as required (ordering rules, section 4). */
import { refusalDetails, type RefusalDetails, type RefusalWords } from '../refusals.js';

const MISSING: RefusalWords = {
  message: {
    zh: '申请邮箱未填写:免费证书必须填写。',
    en: 'notificationEmail is missing: a free certificate needs one',
  },
  accepted: { zh: '邮箱地址,如 someone@example.com', en: 'an e-mail address such as someone@example.com' },
};

/** What people are asked for; programs may leave it out. Any form, as it was given so far. */
export function problemsOfMailOfFree({
  type,
  notificationEmail,
}: {
  readonly type?: unknown;
  readonly notificationEmail?: unknown;
}): readonly RefusalDetails[] {
  if (type !== 'dv-free' || notificationEmail !== undefined) return [];
  return [refusalDetails('InvalidInput', { field: 'notificationEmail', ...MISSING })];
}
