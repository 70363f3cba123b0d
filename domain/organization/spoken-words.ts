/** The check of a company as people read it: its steps, where each stands, and what became of a letter. */
import type { Bilingual } from '../bilingual.js';
import type { LetterStatus } from './letter-succession.js';
import type { OrganizationStep } from './ways.js';
import type { CHANNEL_SOURCES } from './words.js';

export const STEP_WORDS: Readonly<Record<OrganizationStep, Bilingual>> = {
  'email-1': { zh: '第一封确认邮件', en: 'email-1' },
  'email-2': { zh: '第二封确认邮件', en: 'email-2' },
  'phone-call': { zh: '电话核实', en: 'phone-call' },
  'public-record-check': { zh: '公开渠道核实', en: 'public-record-check' },
  letter: { zh: '企业信息确认函', en: 'letter' },
  'application-form': { zh: '申请书', en: 'application-form' },
  'manual-review': { zh: '人工审核', en: 'manual-review' },
  mailbox: { zh: '邮箱确认', en: 'mailbox' },
};

export const STEP_STATUS_WORDS = {
  'not-started': { zh: '尚未开始', en: 'not-started' },
  'with-subscriber': { zh: '待订购人处理', en: 'with-subscriber' },
  'with-ca': { zh: '待 CA 处理', en: 'with-ca' },
  passed: { zh: '已通过', en: 'passed' },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** Of the whole check. */
export const CHECK_STATUS_WORDS = {
  pending: { zh: '审核中', en: 'pending' },
  valid: { zh: '已通过', en: 'valid' },
} as const satisfies Readonly<Record<string, Bilingual>>;

export const LETTER_STATUS_WORDS: Readonly<Record<LetterStatus, Bilingual>> = {
  stored: { zh: '已保存,尚未提交给 CA', en: 'stored' },
  superseded: { zh: '已被新版本代替', en: 'superseded' },
  'handed-in': { zh: '审核中', en: 'handed-in' },
  accepted: { zh: '已通过', en: 'accepted' },
  rejected: { zh: '未通过', en: 'rejected' },
  refused: { zh: 'CA 未受理', en: 'refused' },
};

export const CHANNEL_SOURCE_WORDS: Readonly<Record<(typeof CHANNEL_SOURCES)[number], Bilingual>> = {
  'enterprise-credit-annual-report': {
    zh: '企业信用信息公示系统的年报',
    en: 'enterprise-credit-annual-report',
  },
  'enterprise-credit-registration': {
    zh: '企业信用信息公示系统的登记信息',
    en: 'enterprise-credit-registration',
  },
  'official-site': { zh: '企业官网', en: 'official-site' },
  'baidu-map': { zh: '百度地图', en: 'baidu-map' },
  'other-public': { zh: '其他公开平台', en: 'other-public' },
};
