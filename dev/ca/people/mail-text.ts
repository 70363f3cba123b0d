/** The words of the CA's mails, in both languages. */
import type { Brand } from '../../../domain/catalogue/words.js';
import type { StoredMail } from './stored-mail.js';

/** What a mail is about. */
export interface MailSubject {
  /** The client's reference: what the subscriber knows the order by. */
  readonly reference: string;
  readonly brand: Brand;
  readonly names: readonly string[];
  readonly companyName: string;
}

export interface MailText {
  readonly subject: string;
  readonly text: string;
}

interface Purpose {
  readonly subject: string;
  readonly zh: string;
  readonly en: string;
}

const PURPOSES: Record<StoredMail['step'], Purpose> = {
  'email-1': {
    subject: '请确认证书订单的申请人 (1/2) Confirm who applies for the certificate (1 of 2)',
    zh: '请确认您有权代表该企业申请证书。这是两封邮件中的第一封，两封都需要确认。',
    en: 'Please confirm that you may apply for a certificate in the name of this company. This is the first of two mails; both must be confirmed.',
  },
  'email-2': {
    subject: '请确认证书订单的内容 (2/2) Confirm what the certificate shall say (2 of 2)',
    zh: '请确认以下企业和域名信息正确无误。这是两封邮件中的第二封，两封都需要确认。',
    en: 'Please confirm that company and names below are right. This is the second of two mails; both must be confirmed.',
  },
  mailbox: {
    subject: '请确认订单中的邮箱 Confirm the mailbox of your certificate order',
    zh: '请确认此邮箱属于订单中填写的联系人。',
    en: 'Please confirm that this mailbox is the one given in the order.',
  },
};

/** `link` is the page on which the mail is confirmed. */
export function mailText(
  mail: StoredMail,
  { reference, brand, names, companyName }: MailSubject,
  link: string,
): MailText {
  const { subject, zh, en } = PURPOSES[mail.step];
  const parts = [
    `${zh}\n${en}`,
    `订单 Order: ${reference} (${brand})\n企业 Company: ${companyName}\n域名 Names: ${names.join(', ')}`,
    `链接 Link: ${link}`,
    ...(mail.code === undefined ? [] : [`验证码 Code: ${mail.code}`]),
    '本邮件不会再次发送。\nThis mail is not sent again.',
  ];
  return { subject, text: `${parts.join('\n\n')}\n` };
}
