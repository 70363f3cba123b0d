/** How the CA's mails leave it: SMTP, through the server it was started with. */
import { createTransport } from 'nodemailer';
import { DEVELOPMENT_CA_IDENTITY } from '../../../domain/development/ca.js';
import type { MailText } from './mail-text.js';

export const MAIL_FROM = `Sealflow Development CA <validation@${DEVELOPMENT_CA_IDENTITY}>`;

export interface OutgoingMail extends MailText {
  readonly to: string;
  readonly messageId: string;
}

export interface MailTransport {
  /** Rejects when the server didn't take it. */
  send(mail: OutgoingMail): Promise<void>;
  close(): void;
}

/** Milliseconds: a server that hangs must not keep the CA from trying again. */
const TIMEOUTS = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 };

export function createMailTransport(smtpUrl: string): MailTransport {
  const transport = createTransport({ url: smtpUrl, ...TIMEOUTS });
  return {
    async send({ to, subject, text, messageId }) {
      // As an object, an address can't be read as several.
      await transport.sendMail({ from: MAIL_FROM, to: { name: '', address: to }, subject, text, messageId });
    },
    close: () => transport.close(),
  };
}
