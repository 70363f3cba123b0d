import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mail } from '../../../dev/mail/mail-store.js';
import { startMailSink, type MailSink } from '../../../dev/mail/mail-sink.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

describe('the mail sink', () => {
  const dataDir = temporaryFolder();
  let sink: MailSink;
  beforeAll(async () => {
    sink = await startMailSink({ dataDir });
  });
  afterAll(() => sink.stop());

  async function send(subject: string, text: string): Promise<void> {
    const transport = createTransport(sink.smtpUrl);
    await transport.sendMail({
      from: 'sealflow@localhost',
      to: ['one@example.com', 'two@example.com'],
      subject,
      text,
    });
    transport.close();
  }

  async function listed(): Promise<Mail[]> {
    return (await (await fetch(`${sink.pageUrl}/mails.json`)).json()) as Mail[];
  }

  it('keeps a mail and shows it as JSON', async () => {
    await send('您的订单 needs a record', 'Add the record.\n请添加记录。');
    const [mail] = await listed();
    expect(mail).toMatchObject({
      from: 'sealflow@localhost',
      to: ['one@example.com', 'two@example.com'],
      subject: '您的订单 needs a record',
    });
    expect(mail?.text).toContain('请添加记录。');
    expect(Math.abs(Date.now() - Date.parse(mail?.receivedAt ?? ''))).toBeLessThan(60_000);
    const alone = await fetch(`${sink.pageUrl}/mails/${mail?.id ?? ''}.json`);
    expect(await alone.json()).toEqual(mail);
  });

  it('shows what a mail says as text, never as markup', async () => {
    await send('<script>alert(1)</script>', '<img src=x onerror=alert(2)> & "quotes"');
    const [mail] = await listed();
    const list = await fetch(sink.pageUrl);
    const page = await (await fetch(`${sink.pageUrl}/mails/${mail?.id ?? ''}`)).text();
    expect(list.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await list.text()).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('&lt;img src=x onerror=alert(2)&gt; &amp; &quot;quotes&quot;');
    expect(page).not.toMatch(/<(script|img)/);
  });

  it('hands out what is attached, and the mail as it was received', async () => {
    const transport = createTransport(sink.smtpUrl);
    const content = Buffer.from('%PDF-1.7 a letter');
    const attachments = [{ filename: 'letter.pdf', contentType: 'application/pdf', content }];
    await transport.sendMail({
      from: 'a@localhost',
      to: 'b@localhost',
      subject: 's',
      text: 't',
      attachments,
    });
    transport.close();
    const [mail] = await listed();
    expect(mail?.attachments).toEqual([
      { name: 'letter.pdf', contentType: 'application/pdf', sizeBytes: content.length },
    ]);
    const at = `${sink.pageUrl}/mails/${mail?.id ?? ''}`;
    expect(await (await fetch(at)).text()).toContain('/attachments/1" download="letter.pdf"');
    const file = await fetch(`${at}/attachments/1`);
    expect(file.headers.get('content-disposition')).toBe('attachment');
    expect(await file.text()).toBe(content.toString());
    expect(await (await fetch(`${at}.eml`)).text()).toContain('Subject: s');
    for (const gone of ['attachments/2', 'attachments/0', 'attachments/x'])
      expect((await fetch(`${at}/${gone}`)).status).toBe(404);
    expect((await fetch(`${sink.pageUrl}/mails/none.eml`)).status).toBe(404);
  });

  it('answers 404 for a mail that is not there, and for a path out of its folder', async () => {
    expect((await fetch(`${sink.pageUrl}/mails/none`)).status).toBe(404);
    expect((await fetch(`${sink.pageUrl}/mails/..%2f..%2fsecrets.json`)).status).toBe(404);
  });

  it('still has its mails after a restart, newest first', async () => {
    const before = await listed();
    await sink.stop();
    sink = await startMailSink({ dataDir });
    expect(await listed()).toEqual(before);
    expect(before.map(({ subject }) => subject)).toEqual([
      's',
      '<script>alert(1)</script>',
      '您的订单 needs a record',
    ]);
  });
});
