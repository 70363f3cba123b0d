/** Reminders through a real SMTP server: each rung once, the newest only, and no address anywhere it does not belong. */
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDueReminders, type DueReminders } from '../../../activities/notices/due-reminders.js';
import { createNoticeActivities } from '../../../activities/notices/index.js';
import { createMailChannel } from '../../../activities/notices/mail-channel.js';
import type { NoticeChannel } from '../../../activities/notices/notice-channel.js';
import { createDatabase, type Database } from '../../../db/database.js';
import { claimNotice, loadNotices } from '../../../db/statements/notices.js';
import { recordProgress } from '../../../db/statements/orders.js';
import type { OrderFailure } from '../../../domain/failures.js';
import { ladderOf, type StartedWait } from '../../../domain/waits.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { storeOrder } from '../../support/stored-orders.js';

const DAY_MS = 86_400_000;
const since = '2026-11-01T00:00:00.000Z';
const wait: StartedWait = {
  wait: 'subscriber-dns',
  since,
  ladderSince: since,
  deadline: '2026-12-31T00:00:00.000Z',
  reminderDays: [0, 1, 3, 7],
};
const email = 'somebody@example.com';

let test: TestDatabase;
let database: Database;
let smtp: SMTPServer;
let channel: NoticeChannel;
let mails: ParsedMail[];
let answer: Error | undefined;
let now: number;
let failures: OrderFailure[];
let count = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase(test.url);
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => done(answer),
    onData: (stream, _session, done) => {
      simpleParser(stream).then((mail) => {
        mails.push(mail);
        done();
      }, done);
    },
  });
  const server = smtp.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  channel = createMailChannel({
    smtpUrl: `smtp://127.0.0.1:${port}`,
    from: 'Sealflow <orders@sealflow.example>',
  });
});
afterAll(async () => {
  await new Promise<void>((resolve) => smtp.close(resolve));
  await database.end();
  await test.drop();
});
beforeEach(() => {
  mails = [];
  failures = [];
  answer = undefined;
  now = Date.parse(since);
});
afterEach(() => expect(JSON.stringify(failures.map(String))).not.toContain(email));

function reminders(over: { channel?: NoticeChannel } = { channel }): DueReminders {
  const onFailure = (_orderId: string, failure: OrderFailure) => void failures.push(failure);
  return createDueReminders({ database, clock: () => now, onFailure, ...over });
}

async function newOrder(form: Record<string, unknown> = { notificationEmail: email }): Promise<string> {
  const orderId = `order-${++count}`;
  await storeOrder(database, { orderId, form, waitingOn: 'subscriber-dns' });
  const nextAction = { zh: '请添加记录 _dnsauth', en: 'Publish the record _dnsauth' };
  await recordProgress(database, {
    orderId,
    sequence: 1,
    state: 'validating',
    waitingOn: 'subscriber-dns',
    since,
    nextAction,
  });
  return orderId;
}

const outcomesOf = async (orderId: string) =>
  (await loadNotices(database, orderId)).map(({ rungDays, outcome }) => `${rungDays} ${outcome}`);

async function attemptedLongAgo(orderId: string): Promise<void> {
  await database.query("update notices set claimed_at = claimed_at - interval '1 day' where order_id = $1", [
    orderId,
  ]);
}

describe('a rung that is due', () => {
  it('is sent once, in both languages, saying what to do', async () => {
    const orderId = await newOrder();
    expect(await reminders().sendDue(orderId, wait)).toBe('sent');
    expect(await reminders().sendDue(orderId, wait)).toBe('sent');
    expect(mails).toHaveLength(1);
    const [mail] = mails;
    expect(mail?.to).toMatchObject({ text: email });
    expect(mail?.subject).toContain('www.example.com');
    expect(mail?.text).toContain('请添加记录 _dnsauth');
    expect(mail?.text).toContain('Publish the record _dnsauth');
    expect(mail?.messageId).toMatch(/^<[0-9a-f]{32}@sealflow\.example>$/);
    expect(await outcomesOf(orderId)).toEqual(['0 sent']);
  });

  it('is sent once by several workers at the same moment', async () => {
    const orderId = await newOrder();
    await Promise.all([1, 2, 3, 4].map(() => reminders().sendDue(orderId, wait)));
    expect(mails).toHaveLength(1);
  });

  it('is not there before its day', async () => {
    const orderId = await newOrder();
    now -= 1000;
    expect(await reminders().sendDue(orderId, wait)).toBeUndefined();
    expect(await loadNotices(database, orderId)).toEqual([]);
  });

  it('stands for the older ones that were missed', async () => {
    const orderId = await newOrder();
    now += 4 * DAY_MS;
    await reminders().sendDue(orderId, wait);
    expect(mails).toHaveLength(1);
    expect(await outcomesOf(orderId)).toEqual(['0 skipped', '1 skipped', '3 sent']);
    now += 3 * DAY_MS;
    await reminders().sendDue(orderId, wait);
    expect(await outcomesOf(orderId)).toEqual(['0 skipped', '1 skipped', '3 sent', '7 sent']);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(2);
  });

  it('of a ladder that began anew is announced as a replaced random value', async () => {
    const orderId = await newOrder();
    await reminders().sendDue(orderId, wait);
    now += 30 * DAY_MS;
    await reminders().sendDue(orderId, { ...wait, ladderSince: new Date(now).toISOString() });
    expect(mails.map(({ subject }) => subject?.includes('New validation values'))).toEqual([false, true]);
  });

  it('is not sent for a state already left', async () => {
    const orderId = await newOrder();
    await recordProgress(database, { orderId, sequence: 2, state: 'cancelled' });
    await reminders().sendDue(orderId, wait);
    expect(mails).toEqual([]);
    expect(await loadNotices(database, orderId)).toEqual([]);
  });
});

describe('of two proofs side by side', () => {
  const letter: StartedWait = {
    ...wait,
    wait: 'subscriber-letter',
    rungs: wait.reminderDays.map((days) => ({ days, at: since })),
  };

  async function newOrderWithTwoProofs(): Promise<string> {
    const orderId = await newOrder();
    const sendLetter = { zh: '请上传确认函', en: 'Upload the letter' };
    const nextAction = { zh: '请添加记录 _dnsauth', en: 'Publish the record _dnsauth' };
    await recordProgress(database, {
      orderId,
      sequence: 2,
      state: 'validating',
      waitingOn: 'subscriber-dns',
      since,
      nextAction,
      tracks: [
        { track: 'domain', status: 'open', waitingOn: 'subscriber-dns', since, nextAction },
        {
          track: 'organization',
          status: 'open',
          waitingOn: 'subscriber-letter',
          since,
          nextAction: sendLetter,
        },
      ],
    });
    return orderId;
  }

  it('each has its own notices, that tell its own next action', async () => {
    const orderId = await newOrderWithTwoProofs();
    expect(await reminders().sendDue(orderId, letter)).toBe('sent');
    expect(await reminders().sendDue(orderId, wait)).toBe('sent');
    const [ofLetter, ofDomain] = mails;
    expect(ofLetter?.text).toContain('请上传确认函');
    expect(ofLetter?.text).toContain('Upload the letter');
    expect(ofLetter?.text).not.toContain('_dnsauth');
    expect(ofLetter?.subject).toContain('waiting 7 working days');
    expect(ofDomain?.text).toContain('Publish the record _dnsauth');
    expect(ofDomain?.text).not.toContain('Upload the letter');
  });

  it('the one that is done has no more notices', async () => {
    const orderId = await newOrderWithTwoProofs();
    await recordProgress(database, {
      orderId,
      sequence: 3,
      state: 'validating',
      waitingOn: 'subscriber-dns',
      since,
      tracks: [
        { track: 'domain', status: 'open', waitingOn: 'subscriber-dns', since },
        { track: 'organization', status: 'done', waitingOn: 'subscriber-letter' },
      ],
    });
    await reminders().sendDue(orderId, letter);
    expect(mails).toEqual([]);
  });
});

describe('a notice that can’t be sent', () => {
  it('is recorded, not thrown, and tried again later under the same Message-ID', async () => {
    const orderId = await newOrder();
    answer = Object.assign(new Error(`no such user ${email}`), { responseCode: 550 });
    expect(await reminders().sendDue(orderId, wait)).toBe('failed');
    expect(failures).toMatchObject([{ type: 'MailUnavailable' }]);
    expect(String(failures[0])).toContain('550');
    answer = undefined;
    expect(await reminders().sendDue(orderId, wait)).toBe('failed'); // too soon
    await attemptedLongAgo(orderId);
    expect(await reminders().sendDue(orderId, wait)).toBe('sent');
    expect(mails).toHaveLength(1);
    expect(await loadNotices(database, orderId)).toMatchObject([{ attempts: 2, outcome: 'sent' }]);
  });

  it('is given up when a newer rung is due', async () => {
    const orderId = await newOrder();
    answer = new Error('out of service');
    await reminders().sendDue(orderId, wait);
    answer = undefined;
    now += DAY_MS;
    await reminders().sendDue(orderId, wait);
    expect(await outcomesOf(orderId)).toEqual(['0 skipped', '1 sent']);
  });

  it('because its sender died is taken over once the claim is old', async () => {
    const orderId = await newOrder();
    await claimNotice(database, { orderId, occasion: ladderOf(wait), rungDays: 0 }, 'subscriber-dns');
    expect(await reminders().sendDue(orderId, wait)).toBe('pending');
    await attemptedLongAgo(orderId);
    expect(await reminders().sendDue(orderId, wait)).toBe('sent');
  });

  it('for want of a mail server or an address ends with that outcome', async () => {
    const [withAddress, without] = [await newOrder(), await newOrder({})];
    expect(await reminders({ channel: undefined }).sendDue(withAddress, wait)).toBe('no-channel');
    expect(await reminders().sendDue(without, wait)).toBe('no-recipient');
    expect(mails).toEqual([]);
  });
});

describe('waiting for a person', () => {
  const remind = (orderId: string) =>
    createNoticeActivities({ reminders: reminders(), clock: () => now }).remindUntilDeadline({
      orderId,
      wait,
    });

  it('goes on from rung to rung', async () => {
    const orderId = await newOrder();
    await expect(remind(orderId)).rejects.toMatchObject({ type: 'StillWaiting', nextRetryDelay: DAY_MS });
    now += DAY_MS;
    await expect(remind(orderId)).rejects.toMatchObject({ type: 'StillWaiting', nextRetryDelay: 2 * DAY_MS });
    expect(mails).toHaveLength(2);
  });

  it('tries an unsent notice before the next rung', async () => {
    const orderId = await newOrder();
    answer = new Error('out of service');
    await expect(remind(orderId)).rejects.toMatchObject({ type: 'StillWaiting', nextRetryDelay: 600_000 });
  });

  it('returns at the deadline, without another mail', async () => {
    const orderId = await newOrder();
    now = Date.parse(wait.deadline);
    await expect(remind(orderId)).resolves.toBeUndefined();
    expect(mails).toEqual([]);
  });
});

it.each([
  [{ notificationEmail: 'a@example.com', manager: person('b@example.com') }, 'a@example.com'],
  [{ manager: person('b@example.com'), contact: person('c@example.com') }, 'c@example.com'],
  [{ manager: person('b@example.com'), contact: 'same-as-manager' }, 'b@example.com'],
])('the notice goes to the address the form names first', async (form, recipient) => {
  const orderId = await newOrder(form);
  await reminders().sendDue(orderId, wait);
  expect(mails[0]?.to).toMatchObject({ text: recipient });
});

function person(address: string) {
  return { name: 'A', department: 'B', position: 'C', phone: '+8613800000000', email: address };
}
