/** Takes every mail and delivers none: what the stack would have sent can be read on a page. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import { readUpTo } from '../../domain/limited-reading.js';
import { createMailPage } from './mail-page.js';
import { MailStore, type Mail } from './mail-store.js';

export interface MailSinkOptions {
  /** Mails are kept in `mail` below it. */
  readonly dataDir: string;
  /** Free ones when absent. */
  readonly smtpPort?: number;
  readonly pagePort?: number;
}

export interface MailSink {
  /** `smtp://host:port`, without a password: it listens on 127.0.0.1 only. */
  readonly smtpUrl: string;
  readonly pageUrl: string;
  /** Newest first. */
  mails(): readonly Mail[];
  stop(): Promise<void>;
}

const LARGEST_MAIL_BYTES = 10_000_000;

export async function startMailSink(options: MailSinkOptions): Promise<MailSink> {
  const store = await MailStore.open(`${options.dataDir}/mail`);
  const smtp = createSmtpServer(store);
  const page = createMailPage(store);
  const smtpListening = smtp.listen(options.smtpPort ?? 0, '127.0.0.1');
  await once(smtpListening, 'listening');
  page.listen(options.pagePort ?? 0, '127.0.0.1');
  await once(page, 'listening');
  return {
    smtpUrl: `smtp://127.0.0.1:${portOf(smtpListening)}`,
    pageUrl: `http://127.0.0.1:${portOf(page)}`,
    mails: () => store.list(),
    async stop() {
      page.closeAllConnections();
      await Promise.all([
        new Promise<void>((resolve) => smtp.close(() => resolve())),
        new Promise<void>((resolve) => page.close(() => resolve())),
      ]);
    },
  };
}

function createSmtpServer(store: MailStore): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    size: LARGEST_MAIL_BYTES,
    disableReverseLookup: true,
    closeTimeout: 1_000,
    onData(stream, _session, answer) {
      take(stream, store).then(
        (taken) => answer(taken ? undefined : refusal('The mail is too large', 552)),
        // The sender tries again: a mail is taken once it is on the disk.
        () => answer(refusal('The mail could not be kept', 451)),
      );
    },
  });
  // A client that goes away in the middle of a mail is its own affair.
  server.on('error', () => undefined);
  return server;
}

/** False where it is larger than was announced. What is still on its way is let run dry: the answer comes after it. */
async function take(stream: SMTPServerDataStream, store: MailStore): Promise<boolean> {
  const mail = await readUpTo(stream.iterator({ destroyOnReturn: false }), LARGEST_MAIL_BYTES);
  if (mail.whole) await store.add(Buffer.from(mail.bytes));
  else stream.resume();
  return mail.whole;
}

function refusal(message: string, responseCode: number): Error {
  return Object.assign(new Error(message), { responseCode });
}

function portOf(server: { address(): AddressInfo | string | null }): number {
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
}
