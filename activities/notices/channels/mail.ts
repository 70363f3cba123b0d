/** Notices by mail (RFC 5321), through the mail server of `SEALFLOW_SMTP_URL`. */
import { NOTICE_FAILURES } from '../../../domain/failure-texts.js';
import { createTransport } from 'nodemailer';
import { OrderFailure } from '../../../domain/failures.js';
import type { NoticeChannel } from '../channel.js';

export interface MailSettings {
  /** `smtp://user:password@host:port`, or `smtps://`. */
  readonly smtpUrl: string;
  /** The address that mails come from. */
  readonly from: string;
}

/** Milliseconds. All of them together stay below the time for which a claimed notice is respected (statements/notices.ts). */
const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

export function createMailChannel({ smtpUrl, from }: MailSettings): NoticeChannel {
  const transport = createTransport({ url: smtpUrl, ...TIMEOUTS });
  // RFC 5322, section 3.6.4: unique by the domain of its maker.
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? 'localhost';
  return {
    async send({ recipient, id, attachments, ...mail }) {
      const messageId = `<${id}@${domain}>`;
      const attached = attachments.map(({ content, ...named }) => ({
        ...named,
        content: Buffer.from(content),
      }));
      const to = { name: '', address: recipient };
      try {
        await transport.sendMail({ from, to, ...mail, attachments: attached, messageId });
      } catch (error) {
        throw mailFailure(error);
      }
    },
  };
}

/** Codes only: what mail servers say quotes addresses, what nodemailer says may quote the server's URL. */
function mailFailure(error: unknown): OrderFailure {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  const codes = [code, responseCode].filter((part) => typeof part === 'string' || typeof part === 'number');
  return new OrderFailure('MailUnavailable', NOTICE_FAILURES.mail(codes.join(' ')));
}
