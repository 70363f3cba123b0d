/** Reminders posted and delivered through a real SMTP server: each rung once, the newest only, and no address where it does not belong. */
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDueReminders } from '../../../activities/notices/due-reminders.js';
import { createDeliveryActivities, createNoticeActivities } from '../../../activities/notices/index.js';
import { createMailChannel } from '../../../activities/notices/channels/mail.js';
import { createWebhookChannel } from '../../../activities/notices/channels/webhook.js';
import type { NoticeChannel } from '../../../activities/notices/channel.js';
import { claimDelivery } from '../../../db/statements/notices/deliveries.js';
import { recordProgress } from '../../../db/statements/orders/row.js';
import { NOTICE_CLAIM_MS, NOTICE_GIVE_UP_MS } from '../../../domain/notices/policy.js';
import type { StartedWait } from '../../../domain/waits.js';
import { postingWithoutTemporal, rungsOf } from '../../support/notices.js';
import { ownDatabase } from '../../support/own-database.js';
import { storeOrder, TEST_MASTER_KEYS } from '../../support/stored-orders.js';

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

const database = await ownDatabase();
let smtp: SMTPServer;
let channel: NoticeChannel;
let mails: ParsedMail[];
let answer: Error | undefined;
let now: number;
let failures: unknown[];
let count = 0;

beforeAll(async () => {
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
});
beforeEach(() => {
  mails = [];
  failures = [];
  answer = undefined;
  now = Date.parse(since);
});
afterEach(() => expect(failures.map(String).join()).not.toContain(email));

/** Posts what is due and delivers it as `noticeDelivery` would, one attempt a call. */
function reminders({ mail = channel }: { mail?: NoticeChannel | null } = {}) {
  const clock = () => now;
  const posting = postingWithoutTemporal(database, clock, { mailIsConfigured: mail !== null });
  const deliveries = createDeliveryActivities({
    database,
    clock,
    masterKeys: TEST_MASTER_KEYS,
    webhook: createWebhookChannel({ allowPrivateAddresses: false, clock }),
    pages: { namespace: 'default' },
    ...(mail && { mail }),
  });
  const due = createDueReminders(posting);
  const deliver = async (noticeId: string): Promise<unknown> => {
    try {
      await deliveries.deliverNotice({ noticeId, channel: 'mail' });
      return undefined;
    } catch (error) {
      failures.push(error);
      return error;
    }
  };
  return {
    due,
    deliver,
    /** The newest rung's outcome by mail after one attempt. */
    sendDue: async (orderId: string, wait: StartedWait) => {
      const noticeId = await due.sendDue(orderId, wait);
      if (noticeId === undefined) return undefined;
      await deliver(noticeId);
      return (await rungsOf(database, orderId)).filter(({ outcome }) => outcome !== 'skipped').at(-1)
        ?.outcome;
    },
  };
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
  (await rungsOf(database, orderId)).map(({ rung, outcome }) => `${rung} ${outcome}`);

describe('a rung that is due', () => {
  it('is sent once, in both languages, saying what to do', async () => {
    const orderId = await newOrder();
    expect(await reminders().sendDue(orderId, wait)).toBe('delivered');
    expect(await reminders().sendDue(orderId, wait)).toBe('delivered');
    expect(mails).toHaveLength(1);
    const [mail] = mails;
    expect(mail?.to).toMatchObject({ text: email });
    expect(mail?.subject).toContain('www.example.com');
    expect(mail?.text).toContain('请添加记录 _dnsauth');
    expect(mail?.text).toContain('Publish the record _dnsauth');
    expect(mail?.messageId).toMatch(/^<[0-9a-f]{32}@sealflow\.example>$/);
    expect(await outcomesOf(orderId)).toEqual(['0 delivered']);
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
    expect(await rungsOf(database, orderId)).toEqual([]);
  });

  it('stands for the older ones that were missed', async () => {
    const orderId = await newOrder();
    now += 4 * DAY_MS;
    await reminders().sendDue(orderId, wait);
    expect(mails).toHaveLength(1);
    expect(await outcomesOf(orderId)).toEqual(['0 skipped', '1 skipped', '3 delivered']);
    now += 3 * DAY_MS;
    await reminders().sendDue(orderId, wait);
    expect(await outcomesOf(orderId)).toEqual(['0 skipped', '1 skipped', '3 delivered', '7 delivered']);
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
    expect(await rungsOf(database, orderId)).toEqual([]);
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
    expect(await reminders().sendDue(orderId, letter)).toBe('delivered');
    expect(await reminders().sendDue(orderId, wait)).toBe('delivered');
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
  async function posted(orderId: string): Promise<string> {
    const noticeId = await reminders().due.sendDue(orderId, wait);
    if (noticeId === undefined) throw new Error('Nothing was posted.');
    return noticeId;
  }

  it('is tried again after a growing while, under the same Message-ID', async () => {
    const orderId = await newOrder();
    const noticeId = await posted(orderId);
    answer = Object.assign(new Error(`no such user ${email}`), { responseCode: 550 });
    expect(await reminders().deliver(noticeId)).toMatchObject({
      type: 'MailUnavailable',
      nextRetryDelay: 30_000,
    });
    expect(await reminders().deliver(noticeId)).toMatchObject({ nextRetryDelay: 60_000 });
    expect(String(failures[0])).toContain('550');
    for (let tries = 0; tries < 10; tries++) await reminders().deliver(noticeId);
    expect(failures.at(-1)).toMatchObject({ nextRetryDelay: 3_600_000 });
    answer = undefined;
    expect(await reminders().deliver(noticeId)).toBeUndefined();
    expect(mails.map(({ messageId }) => messageId)).toEqual([`<${noticeId}@sealflow.example>`]);
    expect(await rungsOf(database, orderId)).toMatchObject([{ attempts: 13, outcome: 'delivered' }]);
    const { rows } = await database.query<{ last_failure: string }>(
      'select last_failure from notice_deliveries where notice_id = $1 and channel = $2',
      [noticeId, 'mail'],
    );
    expect(rows[0]?.last_failure).toContain('550');
    expect(rows[0]?.last_failure).not.toContain(email);
  });

  it('is skipped once a newer rung is posted', async () => {
    const orderId = await newOrder();
    answer = new Error('out of service');
    const older = await posted(orderId);
    await reminders().deliver(older);
    answer = undefined;
    now += DAY_MS;
    await reminders().sendDue(orderId, wait);
    expect(await reminders().deliver(older)).toBeUndefined();
    expect(await outcomesOf(orderId)).toEqual(['0 skipped', '1 delivered']);
    expect(mails).toHaveLength(1);
  });

  it('is skipped as well where its attempt had begun before the newer rung was posted', async () => {
    const orderId = await newOrder();
    const older = await posted(orderId);
    await claimDelivery(database, { noticeId: older, channel: 'mail' }, new Date(now), NOTICE_CLAIM_MS);
    now += DAY_MS;
    await posted(orderId);
    expect(await outcomesOf(orderId)).toEqual(['0 pending', '1 pending']);
    expect(await reminders().deliver(older)).toBeUndefined();
    expect(await outcomesOf(orderId)).toEqual(['0 skipped', '1 pending']);
    expect(mails).toEqual([]);
  });

  it('is not sent any more once its state was left', async () => {
    const orderId = await newOrder();
    const noticeId = await posted(orderId);
    await recordProgress(database, { orderId, sequence: 2, state: 'issued' });
    await reminders().deliver(noticeId);
    expect(await outcomesOf(orderId)).toEqual(['0 left']);
    expect(mails).toEqual([]);
  });

  it('is not sent any more once the same wait has begun again', async () => {
    const orderId = await newOrder();
    const noticeId = await posted(orderId);
    await recordProgress(database, {
      orderId,
      sequence: 2,
      state: 'validating',
      waitingOn: 'subscriber-dns',
      since: new Date(now + DAY_MS).toISOString(),
    });
    await reminders().deliver(noticeId);
    expect(await outcomesOf(orderId)).toEqual(['0 left']);
  });

  it('because its sender died is taken over once the claim is old', async () => {
    const orderId = await newOrder();
    const noticeId = await posted(orderId);
    await claimDelivery(database, { noticeId, channel: 'mail' }, new Date(now), NOTICE_CLAIM_MS);
    now += NOTICE_CLAIM_MS - 1;
    expect(await reminders().deliver(noticeId)).toMatchObject({
      type: 'StillWaiting',
      nextRetryDelay: NOTICE_CLAIM_MS,
    });
    expect(mails).toEqual([]);
    now += 1;
    expect(await reminders().deliver(noticeId)).toBeUndefined();
    expect(mails).toHaveLength(1);
  });

  it('is given up after two weeks of trying', async () => {
    const orderId = await newOrder();
    answer = new Error('out of service');
    const noticeId = await posted(orderId);
    await reminders().deliver(noticeId);
    now += NOTICE_GIVE_UP_MS - 1;
    expect(await reminders().deliver(noticeId)).toBeDefined();
    now += 1;
    expect(await reminders().deliver(noticeId)).toBeUndefined();
    expect(await outcomesOf(orderId)).toEqual(['0 undeliverable']);
  });

  it('for want of a mail server or an address ends with that outcome', async () => {
    const [withAddress, without] = [await newOrder(), await newOrder({})];
    expect(await reminders({ mail: null }).sendDue(withAddress, wait)).toBe('not-configured');
    expect(await reminders().sendDue(without, wait)).toBe('no-recipient');
    expect(mails).toEqual([]);
  });

  it('whose delivery could not be started is started by the next look', async () => {
    const orderId = await newOrder();
    const posting = postingWithoutTemporal(database, () => now);
    const failing = createDueReminders({
      ...posting,
      starter: { deliverNotice: () => Promise.reject(new Error('Temporal is away')) },
    });
    await expect(failing.sendDue(orderId, wait)).rejects.toThrow('Temporal is away');
    await createDueReminders(posting).sendDue(orderId, wait);
    await createDueReminders(posting).sendDue(orderId, wait);
    expect(posting.started).toMatchObject([{ channels: ['mail'] }]);
  });
});

describe('waiting for a person', () => {
  const remind = (orderId: string) =>
    createNoticeActivities({ database, reminders: reminders().due, clock: () => now }).remindUntilDeadline({
      orderId,
      wait,
    });

  it('goes on from rung to rung, whether mails are delivered or not', async () => {
    const orderId = await newOrder();
    await expect(remind(orderId)).rejects.toMatchObject({ type: 'StillWaiting', nextRetryDelay: DAY_MS });
    now += DAY_MS;
    await expect(remind(orderId)).rejects.toMatchObject({ type: 'StillWaiting', nextRetryDelay: 2 * DAY_MS });
    expect((await rungsOf(database, orderId, 'inbox')).map(({ rung, outcome }) => [rung, outcome])).toEqual([
      [0, 'delivered'],
      [1, 'delivered'],
    ]);
  });

  it('returns at the deadline, and posts nothing more', async () => {
    const orderId = await newOrder();
    now = Date.parse(wait.deadline);
    await expect(remind(orderId)).resolves.toBeUndefined();
    expect(await rungsOf(database, orderId)).toEqual([]);
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
