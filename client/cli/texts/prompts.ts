/** The words of the questions at a terminal. What the fields are called: domain/orders/field-words.ts. */
import type { Bilingual } from '../../../domain/bilingual.js';
import type { CHANNEL_SOURCES } from '../../../domain/organization/words.js';
import type { IDENTITY_KINDS, REGISTRATION_KINDS } from '../../../domain/organization/form.js';

export const OPTIONAL: Bilingual = { zh: '(可不填,直接回车跳过)', en: ' (optional, Enter for none)' };
export const CHOOSE = (label: Bilingual, most: number): Bilingual => ({
  zh: `${label.zh}(输入 1 到 ${most}):`,
  en: `${label.en} (1 to ${most}): `,
});
export const CHOOSE_OR_DEFAULT = (label: Bilingual, most: number, usual: number): Bilingual => ({
  zh: `${label.zh}(输入 1 到 ${most},直接回车为 ${usual}):`,
  en: `${label.en} (1 to ${most}, Enter for ${usual}): `,
});
export const WRITE = (label: Bilingual): Bilingual => ({ zh: `${label.zh}:`, en: `${label.en}: ` });
export const WRITE_OPTIONAL = (label: Bilingual): Bilingual => ({
  zh: `${label.zh}${OPTIONAL.zh}:`,
  en: `${label.en}${OPTIONAL.en}: `,
});
export const WRITE_AGAIN = (label: Bilingual): Bilingual => ({
  zh: `再次输入${label.zh}:`,
  en: `${label.en}, once more: `,
});
export const NOT_THE_SAME: Bilingual = {
  zh: '两次输入不一致,请重新输入。',
  en: 'The two are not the same: once more.',
};
export const ACCEPTED = (accepted: Bilingual): Bilingual => ({
  zh: `可以是:${accepted.zh}`,
  en: `accepted: ${accepted.en}`,
});

/** What is not a field's name, but its question. */
export const LABELS: Readonly<Record<string, Bilingual>> = {
  names: {
    zh: '证书绑定域名(多个域名用空格分隔,第一个为通用名称)',
    en: 'names (separated by spaces, the common name first)',
  },
  'company.country': {
    zh: '国家或地区(两个大写字母,如 CN)',
    en: 'country (two capital letters, such as CN)',
  },
  'csr.algorithm': {
    zh: '密钥算法(使用自己的 CSR 时,请改用 `--csr` 选项)',
    en: 'key algorithm (for a CSR of your own, use `--csr` instead)',
  },
  notificationEmail: { zh: '申请邮箱 *', en: 'e-mail address *' },
  autoRenew: { zh: '到期时自动续费', en: 'buy another plan by itself when this one ends' },
};

export const NEW_ONE: Bilingual = { zh: '新填写一个', en: 'a new one' };
export const SAME_AS_MANAGER: Bilingual = { zh: '与管理人相同', en: 'same as the manager' };
export const NO: Bilingual = { zh: '否', en: 'no' };
export const YES_CHOICE: Bilingual = { zh: '是', en: 'yes' };
export const YEARS = (years: number): Bilingual => ({
  zh: `${years} 年`,
  en: `${years} year${years === 1 ? '' : 's'}`,
});

export const WAYS: Readonly<Record<'phone' | 'email', Bilingual>> = {
  phone: { zh: '电话', en: 'phone' },
  email: { zh: '邮件', en: 'e-mail' },
};

export const SOURCES: Readonly<Record<(typeof CHANNEL_SOURCES)[number], Bilingual>> = {
  'enterprise-credit-annual-report': {
    zh: '国家企业信用信息公示系统:企业年报',
    en: 'national enterprise credit publicity system: annual report',
  },
  'enterprise-credit-registration': {
    zh: '国家企业信用信息公示系统:登记信息',
    en: 'national enterprise credit publicity system: registration',
  },
  'official-site': {
    zh: '企业官网(仅限所申请域名的网站)',
    en: "the company's official site (only that of an ordered name)",
  },
  'baidu-map': { zh: '百度地图', en: 'Baidu Map' },
  'other-public': { zh: '其他公开平台', en: 'another public platform' },
};

export const REGISTRATIONS: Readonly<Record<(typeof REGISTRATION_KINDS)[number], Bilingual>> = {
  'unified-social-credit-code': { zh: '统一社会信用代码', en: 'unified social credit code' },
  other: { zh: '其他', en: 'another one' },
};

export const IDENTITIES: Readonly<Record<(typeof IDENTITY_KINDS)[number], Bilingual>> = {
  'id-card': { zh: '身份证', en: 'identity card' },
  passport: { zh: '护照', en: 'passport' },
};

export const GIVEN_UP = {
  message: {
    zh: '提问没有全部回答:没有做任何更改。',
    en: 'The questions were not answered to the end: nothing was done',
  },
  accepted: {
    zh: '重新执行命令,或用文件提供答案',
    en: 'the same command again, or a file with the answers',
  },
} satisfies Record<string, Bilingual>;

export const MAIL_OF_FREE = {
  message: {
    zh: '申请邮箱未填写:免费证书必须填写。',
    en: 'notificationEmail is missing: a free certificate needs one',
  },
  accepted: { zh: '邮箱地址,如 someone@example.com', en: 'an e-mail address such as someone@example.com' },
} satisfies Record<string, Bilingual>;
