/** The CA's mails to contacts: when each goes out, to whom, with what, and that none goes out anew. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startMailSink, type MailSink } from '../../../dev/mail/mail-sink.js';
import { CaControls } from '../../support/ca-controls.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { until } from '../../support/until.js';
import { type CaWorld, startCaWorld, TOKEN } from './ca-world.js';
import { COMPANY, PERSON, place, type PlacedOrder } from './organization-world.js';

const folder = temporaryFolder();
let mail: MailSink;
let world: CaWorld;
const others: CaWorld[] = [];

beforeAll(async () => {
  mail = await startMailSink({ dataDir: folder });
  world = await startCaWorld(0, { smtpUrl: mail.smtpUrl });
});
afterEach(async () => {
  for (const other of others.splice(0)) await other.stop();
});
afterAll(async () => {
  await world.stop();
  await mail.stop();
});

function controlsOf({ ca }: CaWorld, sink = mail): CaControls {
  return new CaControls(ca.url, TOKEN, () => sink.mails());
}

function received(order: PlacedOrder, sink = mail) {
  return sink.mails().filter(({ text }) => text.includes(`${order.request.reference} (`));
}

it('WoTrus: two to the contact after domain validation, each with a link and a code of its own', async () => {
  const order = await place(world, 'wotrus', 'ov');
  await order.now();
  expect(received(order)).toEqual([]);
  await order.proveNames();

  const controls = controlsOf(world);
  const first = await controls.receivedMail(order.request.reference, 'email-1');
  const second = await controls.receivedMail(order.request.reference, 'email-2');
  expect(new Set([first.link, second.link, first.code, second.code]).size).toBe(4);
  for (const { code, link } of [first, second]) {
    expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
    expect(link).toMatch(new RegExp(`^${world.ca.url}/confirm/[\\w-]{43}$`));
  }
  for (const { to, text } of received(order)) {
    expect(to).toEqual([PERSON.email]);
    expect(text).toContain(COMPANY.fullName);
    expect(text).toContain(order.request.names[0]);
    expect(text).toContain('请确认');
    expect(text).toContain('Please confirm');
  }
});

it('WoTrus: never a third, however often the CA looks, is asked, or starts', async () => {
  const order = await place(world, 'wotrus', 'ev');
  await order.proveNames();
  const controls = controlsOf(world);
  const { reference } = order.request;
  await controls.receivedMail(reference, 'email-2');
  await world.adapter.requestValidation(order.caReference);
  await controls.confirmMail(reference, 'email-1');
  await world.restart({ gently: true });
  // Whatever the start would send is sent before this order's mails, which come later.
  const later = await place(world, 'wotrus', 'ov');
  await later.proveNames();
  await controlsOf(world).receivedMail(later.request.reference, 'email-2');
  expect(received(order)).toHaveLength(2);
  await controlsOf(world).confirmMail(reference, 'email-2');
  await expect(order.becomes('issued')).resolves.toMatchObject({ organization: { status: 'valid' } });
});

it('DNSPod: one to the mailbox, at once and without a code; a corrected mailbox gets one of its own', async () => {
  const order = await place(world, 'dnspod', 'ov');
  const controls = controlsOf(world);
  const { reference } = order.request;
  const first = await controls.receivedMail(reference, 'mailbox');
  expect(first).toMatchObject({ to: PERSON.email, code: '' });

  const contact = { ...PERSON, email: 'corrected@example-shop.com' };
  await world.adapter.changeOrganizationDetails(order.caReference, { contact });
  const second = await until('the mail to the corrected mailbox', () =>
    Promise.resolve(received(order).find(({ to }) => to[0] === contact.email)),
  );
  expect(second.text).not.toContain(first.link);
  const answer = await fetch(first.link, { method: 'POST' });
  expect(answer.status).toBe(410);
  await controls.confirmMail(reference, 'mailbox');
  await expect(order.step('mailbox')).resolves.toMatchObject({ status: 'passed' });
  expect(received(order)).toHaveLength(2);
});

it('other brands write no mail', async () => {
  const order = await place(world, 'globalsign', 'ov');
  await order.proveNames();
  expect(await controlsOf(world).mailsOf(order.request.reference)).toEqual([]);
});

it('a mail server that is away gets them when it is back', async () => {
  const dataDir = join(folder, 'away');
  const before = await startMailSink({ dataDir });
  const smtpPort = Number(new URL(before.smtpUrl).port);
  await before.stop();
  const lonely = await startCaWorld(0, { smtpUrl: before.smtpUrl });
  others.push(lonely);
  const order = await place(lonely, 'wotrus', 'ov');
  await order.proveNames();
  const unsent = { sentAt: null, standing: 'open' };
  await expect
    .poll(() => controlsOf(lonely).mailsOf(order.request.reference), { timeout: 10_000 })
    .toMatchObject([
      { step: 'email-1', ...unsent },
      { step: 'email-2', ...unsent },
    ]);

  const back = await startMailSink({ dataDir, smtpPort });
  try {
    await controlsOf(lonely, back).receivedMail(order.request.reference, 'email-2');
    expect(received(order, back)).toHaveLength(2);
    await until('that the CA knows it', async () =>
      (await controlsOf(lonely).mailsOf(order.request.reference)).every(({ sentAt }) => sentAt !== null),
    );
  } finally {
    await back.stop();
  }
});

it('killed before the server’s yes was heard, the CA sends the same mail again, by its Message-ID', async () => {
  const server = await startForgetfulServer();
  const killed = await startCaWorld(0, { smtpUrl: server.url });
  others.push(killed);
  const order = await place(killed, 'wotrus', 'ov');
  await order.proveNames();
  await until('the first mail, unanswered', () => Promise.resolve(server.messageIds.length === 1));
  const onDisk = await readFile(join(killed.dataDir, 'ca', 'orders', `${order.caReference}.json`), 'utf8');
  expect((JSON.parse(onDisk) as { mails: object[] }).mails).toHaveLength(2);

  server.answers = true;
  await killed.restart();
  await until('both mails, marked as sent', async () => {
    const mails = await controlsOf(killed).mailsOf(order.request.reference);
    return mails.length === 2 && mails.every(({ sentAt }) => sentAt !== null);
  });
  expect(server.messageIds.length).toBeGreaterThan(2);
  expect(new Set(server.messageIds).size).toBe(2);
  await server.stop();
});

/** A real SMTP server that takes every mail and, until `answers`, never says so. */
async function startForgetfulServer() {
  const state = { answers: false, messageIds: [] as string[] };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onData(stream, _session, answer) {
      void simpleParser(stream).then(({ messageId }) => {
        state.messageIds.push(messageId ?? '');
        if (state.answers) answer();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return Object.assign(state, { url: `smtp://127.0.0.1:${port}`, stop });
}
