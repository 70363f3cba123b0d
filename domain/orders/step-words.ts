/** The steps of an order, and what is done in each, in words. */
import type { Bilingual } from '../bilingual.js';
import type { ValidationMethod } from '../catalogue/words.js';

/** In the order in which they come. Not every order has all of them (domain/orders/steps.ts). */
export const ORDER_STEPS = [
  'form',
  'approval',
  'payment',
  'application-form',
  'domain',
  'emails',
  'public-record',
  'letter',
  'phone-and-mailbox',
  'review',
  'issuance',
  'certificate',
] as const;
export type OrderStep = (typeof ORDER_STEPS)[number];

export const STEP_WORDS: Readonly<Record<OrderStep, Bilingual>> = {
  form: { zh: '填写并提交申请资料', en: 'fill in the form and hand it in' },
  approval: {
    zh: '由账号内的另一人审批,批准之前不扣款,也不提交给 CA',
    en: 'somebody else of the account approves it; until then nothing is paid, and the CA hears nothing',
  },
  payment: { zh: '预留订单款项', en: 'the price is set aside' },
  'application-form': {
    zh: '上传盖章的申请书(只能上传一次)',
    en: 'upload the stamped application form (once only)',
  },
  domain: { zh: '域名验证', en: 'prove control of the names' },
  emails: {
    zh: '订单联系人确认 CA 发出的两封邮件',
    en: "the order's contact confirms the CA's two e-mails",
  },
  'public-record': {
    zh: 'CA 通过公开渠道联系企业',
    en: 'the CA reaches the company over a channel on public record',
  },
  letter: {
    zh: '上传盖章的确认函,由 CA 审核',
    en: 'upload the stamped confirmation letter, which the CA reviews',
  },
  'phone-and-mailbox': {
    zh: 'CA 致电联系人,并由联系人确认邮件',
    en: 'the CA phones the contact, who confirms a mail as well',
  },
  review: { zh: 'CA 人工审核申请资料', en: 'the CA reviews the application by hand' },
  issuance: { zh: 'CA 签发证书', en: 'the CA issues the certificate' },
  certificate: { zh: '下载并安装证书', en: 'download the certificate and install it' },
};

/** The proof of the names, by its method (ordering rules, section 5). */
export const METHOD_STEP_WORDS: Readonly<Record<ValidationMethod, Bilingual>> = {
  'auto-dns': {
    zh: '域名验证:系统自动添加 DNS 记录',
    en: 'prove control of the names: the system sets the DNS records itself',
  },
  'manual-dns': {
    zh: '域名验证:由您添加 DNS 记录',
    en: 'prove control of the names: you set the DNS records',
  },
  file: {
    zh: '域名验证:由您在网站上放置验证文件',
    en: 'prove control of the names: you put a file on the web server',
  },
  'auto-file': {
    zh: '域名验证:系统自动在网站上放置验证文件',
    en: 'prove control of the names: the system puts a file on the web server itself',
  },
};
