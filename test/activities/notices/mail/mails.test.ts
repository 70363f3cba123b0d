/** Mails that can be acted on, from the notice to what a mail program makes of it: tables, letters, the reader's language and clock. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser, type ParsedMail } from 'mailparser';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMailChannel } from '../../../../activities/notices/channels/mail.js';
import { createWebhookChannel } from '../../../../activities/notices/channels/webhook.js';
import { createDeliveryActivities } from '../../../../activities/notices/index.js';
import { postNotice } from '../../../../activities/notices/posting.js';
import { replaceValidations } from '../../../../db/statements/control/domain-validations.js';
import {
  lockPreferences,
  NONE_STORED,
  storePreferences,
  type StoredPreferences,
} from '../../../../db/statements/notices/preferences.js';
import { recordProgress } from '../../../../db/statements/orders/row.js';
import { recordRevocationProgress } from '../../../../db/statements/revocation/ends.js';
import { startMailSink, type MailSink } from '../../../../dev/mail/mail-sink.js';
import type { DomainValidation } from '../../../../domain/control/validations.js';
import { nextAction } from '../../../../domain/orders/next-actions.js';
import type { NoticeSubject } from '../../../../domain/notices/words.js';
import { PAGE_LOCKED } from '../../../../domain/organization/turn.js';
import { ladderOf, type StartedWait, type Wait } from '../../../../domain/waits.js';
import { latinSentences } from '../../../support/latin-sentences.js';
import { postingWithoutTemporal } from '../../../support/notices.js';
import { COMPANY, MANAGER } from '../../../support/organizations.js';
import { ownDatabase } from '../../../support/own-database.js';
import { storeLetterOrder, storeOrder, TEST_MASTER_KEYS } from '../../../support/stored-orders.js';
import { storeRevocation } from '../../../support/stored-revocations.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';

const SINCE = '2026-11-23T10:00:00.000Z';
const DEADLINE = '2027-01-20T10:00:00.000Z';
const CONSOLE = 'https://certificates.example.com';

const database = await ownDatabase();
const dataDir = temporaryFolder();
let sink: MailSink;
let count = 0;

beforeAll(async () => {
  sink = await startMailSink({ dataDir });
});
afterAll(() => sink.stop());
beforeEach(() => prefer({ language: 'zh' }));

async function prefer(wanted: Partial<StoredPreferences>): Promise<void> {
  await lockPreferences(database, 'default');
  await storePreferences(database, 'default', { ...NONE_STORED, ...wanted }, new Date(SINCE));
}

function started(wait: Wait): StartedWait {
  return { wait, since: SINCE, ladderSince: SINCE, deadline: DEADLINE, reminderDays: [0, 3] };
}

interface Received extends ParsedMail {
  readonly raw: string;
}

/** What a mail program makes of the mail that is sent for the first rung of a wait. */
async function mailOf(subject: NoticeSubject, wait: Wait): Promise<Received> {
  const clock = () => Date.parse(SINCE);
  const posting = postingWithoutTemporal(database, clock);
  const request = { subject, kind: 'waiting', occasion: ladderOf(started(wait)), rung: 0 } as const;
  const noticeId = (await postNotice(posting, { ...request, wait: started(wait) })) ?? 'none';
  const deliveries = createDeliveryActivities({
    database,
    clock,
    masterKeys: TEST_MASTER_KEYS,
    mail: createMailChannel({ smtpUrl: sink.smtpUrl, from: 'Sealflow <orders@sealflow.example>' }),
    webhook: createWebhookChannel({ allowPrivateAddresses: false, clock }),
    pages: { console: CONSOLE, namespace: 'default' },
  });
  const before = new Set(files());
  await deliveries.deliverNotice({ noticeId, channel: 'mail' });
  const [file] = files().filter((name) => !before.has(name));
  if (file === undefined) throw new Error('No mail was sent.');
  const raw = readFileSync(join(dataDir, 'mail', file), 'utf8');
  return { ...(await simpleParser(raw)), raw };
}

function files(): string[] {
  return readdirSync(join(dataDir, 'mail')).filter((name) => name.endsWith('.eml'));
}

/** The order waits: `validations` are asked for, what to do is told as its workflow would tell it. */
async function waiting(
  wait: Wait,
  {
    brand = 'trustasia',
    validations = [],
    reason,
  }: {
    brand?: 'trustasia' | 'globalsign' | 'dnspod-sm2';
    validations?: readonly DomainValidation[];
    reason?: string;
  } = {},
): Promise<string> {
  const orderId = `mailed-${++count}`;
  if (brand === 'trustasia')
    await storeOrder(database, { orderId, form: { notificationEmail: 'li@example.com' } });
  else await storeLetterOrder(database, orderId, brand);
  await replaceValidations(database, orderId, validations);
  await recordProgress(database, {
    orderId,
    sequence: 1,
    state: 'validating',
    waitingOn: wait,
    since: SINCE,
    deadline: DEADLINE,
    nextAction: nextAction(wait, { orderId, validations, reason }),
    ...(reason !== undefined && { reason }),
  });
  return orderId;
}

function record(name: string, host: string, value: string): DomainValidation {
  return { name, method: 'manual-dns', issuedAt: SINCE, record: { type: 'TXT', name: host, value } };
}

/** The cells of the only table, row by row. */
function tableOf({ html }: ParsedMail): string[][] {
  const [table = ''] = /<table[\s\S]*?<\/table>/.exec(html || '') ?? [];
  return [...table.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell = '']) => cell.replace(/<\/?code>/g, '')),
  );
}

describe('records to be added', () => {
  const validations = [
    record('example.com', '_dnsauth.example.com', '202611-one'),
    record('www.shop.example.com.cn', '_dnsauth.www.shop.example.com.cn', '202611-two'),
  ];
  const reason = 'TXT _dnsauth.example.com at a resolver: nothing was found';

  it('stand in a table, once, with what DNS consoles ask for; in HTML and in plain text', async () => {
    const orderId = await waiting('subscriber-dns', { validations, reason });
    const mail = await mailOf({ orderId }, 'subscriber-dns');
    expect(tableOf(mail)).toEqual([
      ['域名', '主机记录', '记录类型', '记录值'],
      ['example.com', '_dnsauth', 'TXT', '202611-one'],
      ['example.com.cn', '_dnsauth.www.shop', 'TXT', '202611-two'],
    ]);
    const lines = (mail.text ?? '').split('\n');
    expect(lines).toContain('域名            主机记录           记录类型  记录值');
    expect(lines).toContain('example.com     _dnsauth           TXT       202611-one');
    expect(lines).toContain('example.com.cn  _dnsauth.www.shop  TXT       202611-two');
    expect(mail.text?.match(/202611-one/g)).toHaveLength(1);
    expect(mail.text).toContain(`\`sealflow order check ${orderId}\``);
    expect(mail.text).toContain(reason);
    expect(mail.raw).toContain('Content-Type: multipart/alternative');
    expect(mail.messageId).toMatch(/^<[0-9a-f]{32}@sealflow\.example>$/);
    expect(mail.attachments).toEqual([]);
  });

  it('in Chinese alone: no English sentence, times of Beijing, and the way to the order', async () => {
    const orderId = await waiting('subscriber-dns', { validations, reason });
    const mail = await mailOf({ orderId }, 'subscriber-dns');
    expect(latinSentences(`${mail.subject}\n${mail.text}`)).toEqual([]);
    expect(mail.text).toMatch(/自 2026-11-23 18:00 ?起/);
    expect(mail.text).toContain('截止 2027-01-20 18:00');
    expect(mail.text).toContain('北京时间');
    expect(mail.text).not.toMatch(/\d\dT\d\d/);
    expect(mail.text).toContain(`${CONSOLE}/orders/${orderId}`);
    expect(mail.html).toContain(`<a href="${CONSOLE}/orders/${orderId}">`);
  });

  it('in English alone, by the account’s clock', async () => {
    await prefer({ language: 'en', timeZone: 'America/New_York' });
    const orderId = await waiting('subscriber-dns', { validations });
    const mail = await mailOf({ orderId }, 'subscriber-dns');
    expect(tableOf(mail)[0]).toEqual(['Domain', 'Host record', 'Record type', 'Record value']);
    expect(mail.text).toContain('since 2026-11-23 05:00');
    expect(mail.text).toContain('All times are those of America/New_York.');
    expect(`${mail.subject}${mail.text}${mail.html}`).not.toMatch(/\p{Script=Han}/u);
  });

  it('in both languages where nobody chose one', async () => {
    await prefer({});
    const mail = await mailOf(
      { orderId: await waiting('subscriber-dns', { validations }) },
      'subscriber-dns',
    );
    expect(mail.subject).toMatch(/待处理.* \/ Certificate order waiting/);
    expect(mail.text).toMatch(/主机记录[\s\S]*Host record/);
  });
});

it('files to be served stand in a table, what strangers put into them as text', async () => {
  const url = 'http://example.com/.well-known/pki-validation/fileauth.txt';
  const content = '202611-<img src="http://tracker.example/">';
  const validations = [
    { name: 'example.com', method: 'file', issuedAt: SINCE, file: { url, content } },
  ] as const;
  const mail = await mailOf(
    { orderId: await waiting('subscriber-file', { validations }) },
    'subscriber-file',
  );
  expect(tableOf(mail)).toEqual([
    ['文件地址', '文件内容'],
    [url, '202611-&#60;img src=&#34;http://tracker.example/&#34;&#62;'],
  ]);
  expect(mail.text).toContain(content);
  expect(mail.html).not.toContain('<img');
});

async function letterIn(mail: ParsedMail): Promise<string> {
  expect(mail.attachments).toHaveLength(1);
  const [attachment] = mail.attachments;
  expect(attachment?.contentType).toBe('application/pdf');
  const pdf = await getDocumentProxy(new Uint8Array(attachment?.content ?? []));
  return (await extractText(pdf, { mergePages: true })).text.replace(/\s+/g, '');
}

describe('a letter to be stamped', () => {
  it.each([
    ['globalsign', 'subscriber-letter', '企业信息确认函', '3 到 5 个工作日'],
    ['dnspod-sm2', 'subscriber-application-form', '证书申请书', '3 到 5 个工作日'],
  ] as const)('of %s is attached, filled in, for %s', async (brand, wait, title, time) => {
    const orderId = await waiting(wait, { brand });
    const mail = await mailOf({ orderId }, wait);
    const letter = await letterIn(mail);
    for (const part of [title, orderId, COMPANY.fullName, MANAGER.name, MANAGER.phone])
      expect(letter).toContain(part.replace(/\s+/g, ''));
    expect(mail.text).toContain(`附件是已填好的${title}(PDF)`);
    expect(mail.text).toContain(time);
    expect(latinSentences(`${mail.subject}\n${mail.text}`)).toEqual([]);
  });

  it('for a revocation is attached as well', async () => {
    const id = `revoked-${++count}`;
    await storeRevocation(database, id, 'globalsign');
    const revocationId = `revocation:${id}`;
    const wait = 'subscriber-revocation-letter';
    await recordRevocationProgress(database, {
      revocationId,
      sequence: 1,
      state: 'proving',
      waitingOn: wait,
      since: SINCE,
      deadline: DEADLINE,
      nextAction: nextAction(wait, { orderId: `certificate:${id}`, validations: [] }),
    });
    const mail = await mailOf({ revocationId }, wait);
    const letter = await letterIn(mail);
    for (const part of ['证书吊销申请函', `certificate:${id}`, 'keyCompromise', COMPANY.fullName])
      expect(letter).toContain(part.replace(/\s+/g, ''));
    expect(mail.text).toContain('3 到 5 个工作日');
  });

  it('is in the mail alone: no row has a word of it', async () => {
    const orderId = await waiting('subscriber-letter', { brand: 'globalsign' });
    await mailOf({ orderId }, 'subscriber-letter');
    const { rows } = await database.query<{ row: string }>(
      `select to_jsonb(n)::text || to_jsonb(d)::text as row
         from account_notices n join notice_deliveries d using (notice_id)`,
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { row } of rows)
      for (const personal of [COMPANY.fullName, MANAGER.name, MANAGER.phone, MANAGER.email])
        expect(row).not.toContain(personal);
  });
});

it('a confirmation page that was locked is told, with what helps', async () => {
  const reason = `e-mail 1 of 2 is missing: ${PAGE_LOCKED}`;
  const orderId = await waiting('subscriber-emails', { brand: 'globalsign', reason });
  const mail = await mailOf({ orderId }, 'subscriber-emails');
  expect(mail.text).toContain('确认页面已锁定:请致电 CA');
  expect(latinSentences(`${mail.subject}\n${mail.text}`)).toEqual([]);
});
