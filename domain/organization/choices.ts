/** What may be chosen of a company's check, and what its ways ask, as whoever chooses reads it; lists have the short words of spoken-words.ts. */
import type { Bilingual } from '../bilingual.js';
import type { OrganizationWay } from '../catalogue/words.js';
import type { CheckChannel, IDENTITY_KINDS, REGISTRATION_KINDS } from './form.js';
import type { OrganizationStep } from './ways.js';
import type { CHANNEL_SOURCES, PhoneResult } from './words.js';

/** How the CA reaches the company on public record (ordering rules, section 6b). */
export const CHANNEL_WAY_CHOICES: Readonly<Record<CheckChannel['by'], Bilingual>> = {
  phone: { zh: '电话', en: 'phone' },
  email: { zh: '邮件', en: 'e-mail' },
};

/** Where the CA finds the number or the address (ordering rules, section 6b). */
export const CHANNEL_SOURCE_CHOICES: Readonly<Record<(typeof CHANNEL_SOURCES)[number], Bilingual>> = {
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

export const REGISTRATION_CHOICES: Readonly<Record<(typeof REGISTRATION_KINDS)[number], Bilingual>> = {
  'unified-social-credit-code': { zh: '统一社会信用代码', en: 'unified social credit code' },
  other: { zh: '其他', en: 'another one' },
};

export const IDENTITY_CHOICES: Readonly<Record<(typeof IDENTITY_KINDS)[number], Bilingual>> = {
  'id-card': { zh: '身份证', en: 'identity card' },
  passport: { zh: '护照', en: 'passport' },
};

export const SAME_AS_MANAGER_CHOICE: Bilingual = { zh: '与管理人相同', en: 'same as the manager' };

/** How the CA's call, or its mail, was met. */
export const PHONE_RESULT_CHOICES: Readonly<Record<PhoneResult, Bilingual>> = {
  answered: { zh: '已接听', en: 'answered' },
  missed: { zh: '未接到', en: 'missed' },
};

/** `none`: the CA asks nothing about the organization. */
export const ORGANIZATION_WAY_CHOICES: Readonly<Record<OrganizationWay | 'none', Bilingual>> = {
  none: { zh: '不审核企业信息', en: 'no check of the company' },
  'two-emails': { zh: '两封邮件和电话', en: 'two e-mails and a phone call' },
  'public-record': { zh: '公开渠道核实', en: 'a check on public record' },
  'confirmation-letter': { zh: '盖章的确认函', en: 'a stamped confirmation letter' },
  'application-form': { zh: '盖章的申请书和人工审核', en: 'a stamped application form, reviewed by hand' },
  'phone-and-mailbox': { zh: '电话和邮箱确认', en: 'a phone call and a confirmed mailbox' },
};

/** As a heading; the code words of spoken-words.ts are the command line's. */
export const ORGANIZATION_STEP_TITLES: Readonly<Record<OrganizationStep, Bilingual>> = {
  'email-1': { zh: '第一封确认邮件', en: 'first confirmation e-mail' },
  'email-2': { zh: '第二封确认邮件', en: 'second confirmation e-mail' },
  'phone-call': { zh: '电话核实', en: 'phone call' },
  'public-record-check': { zh: '公开渠道核实', en: 'check on public record' },
  letter: { zh: '企业信息确认函', en: 'confirmation letter' },
  'application-form': { zh: '申请书', en: 'application form' },
  'manual-review': { zh: '人工审核', en: 'review by hand' },
  mailbox: { zh: '邮箱确认', en: 'mailbox confirmation' },
};
