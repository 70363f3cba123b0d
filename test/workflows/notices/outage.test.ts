/** The mail server is down for three days, twice: afterwards each rung has one outcome, only the newest was sent, and none is stale. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startMailSink, type MailSink } from '../../../dev/mail/mail-sink.js';
import { order, standing } from '../../support/orders.js';
import { createSkippedTimeWorld, type SkippedTimeWorld } from '../../support/skipped-time.js';
import { until } from '../../support/until.js';
import { startWebhookReceiver, type WebhookReceiver } from '../../support/webhook-receiver.js';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

let skipped: SkippedTimeWorld;
let receiver: WebhookReceiver;
/** The mail server that runs now. */
let mail: MailSink;
const restarted: MailSink[] = [];

beforeAll(async () => {
  skipped = await createSkippedTimeWorld();
  mail = skipped.world.mail;
  receiver = await startWebhookReceiver(skipped.now);
  const { webhookSecret } = await skipped.world.orders.notices.setPreferences({ webhookUrl: receiver.url });
  receiver.secret = webhookSecret;
});
afterAll(async () => {
  for (const sink of restarted) await sink.stop();
  await receiver.stop();
  await skipped.stop();
});

async function restartMail(): Promise<void> {
  mail = await startMailSink({
    dataDir: skipped.world.dataDir,
    smtpPort: Number(new URL(skipped.world.mail.smtpUrl).port),
  });
  restarted.push(mail);
}

interface Told {
  readonly kind: string;
  readonly rung: number;
  readonly channel: string;
  readonly outcome: string;
}

/** What was told of an order or a certificate on one channel, as `kind rung outcome`, in the order in which it was posted. */
async function toldOf(id: string, channel: string): Promise<string[]> {
  const { rows } = await skipped.world.dependencies.database.query<Told>(
    `select kind, rung, channel, outcome from account_notices join notice_deliveries using (notice_id)
      where $1 in (order_id, certificate_id) and channel = $2
      order by posted_at, kind, rung desc`,
    [id, channel],
  );
  return rows.map(({ kind, rung, outcome }) => `${kind} ${rung} ${outcome}`);
}

const posted = (id: string, what: string) =>
  until(`${what} is posted`, async () => {
    const told = await toldOf(id, 'inbox');
    return told.some((line) => line.startsWith(what));
  });

const settled = (id: string) =>
  until(`everything about ${id} is settled`, async () => {
    const told = [...(await toldOf(id, 'mail')), ...(await toldOf(id, 'webhook'))];
    return told.length > 0 && told.every((line) => !line.endsWith('pending'));
  });

const subjectsTo = (recipient: string) =>
  mail
    .mails()
    .filter(({ to }) => to.includes(recipient))
    .map(({ subject }) => subject)
    .reverse();

describe('three days without a mail server, while orders wait', () => {
  let patient: string;
  let withdrawn: string;

  it('begin after the announcements went out', async () => {
    const { world } = skipped;
    const byHand = { validation: 'manual-dns' } as const;
    patient = await order(world, 'patient.example.com', {
      ...byHand,
      notificationEmail: 'patient@example.com',
    });
    withdrawn = await order(world, 'left.example.com', { ...byHand, notificationEmail: 'left@example.com' });
    for (const id of [patient, withdrawn]) {
      await standing(world, id, 'subscriber-dns');
      await posted(id, 'waiting 0');
      await settled(id);
    }
    expect(await toldOf(patient, 'mail')).toEqual(['submitted 0 delivered', 'waiting 0 delivered']);
    await mail.stop();
  });

  it('leave the rungs of those days in the inbox and at the webhook, each once', async () => {
    const began = skipped.now();
    await skipped.advanceTo(began + 1.1 * DAY_MS);
    for (const id of [patient, withdrawn]) await posted(id, 'waiting 1');
    await skipped.world.orders.cancel(withdrawn);
    await posted(withdrawn, 'cancelled');
    await skipped.advanceTo(began + 3.05 * DAY_MS);
    await posted(patient, 'waiting 3');
    expect(await toldOf(patient, 'mail')).toEqual([
      'submitted 0 delivered',
      'waiting 0 delivered',
      'waiting 1 skipped',
      'waiting 3 pending',
    ]);
    expect(subjectsTo('patient@example.com')).toHaveLength(2);
  });

  it('end with one mail, of the newest rung, and with none of a state already left', async () => {
    await restartMail();
    await skipped.advanceTo(skipped.now() + 1.5 * HOUR_MS);
    for (const id of [patient, withdrawn]) await settled(id);
    const outcomes = ['submitted 0', 'waiting 0', 'waiting 1', 'waiting 3'].map(
      (told) => `${told} delivered`,
    );
    expect(await toldOf(patient, 'inbox')).toEqual(outcomes);
    expect(await toldOf(patient, 'webhook')).toEqual(outcomes);
    expect(await toldOf(patient, 'mail')).toEqual([
      'submitted 0 delivered',
      'waiting 0 delivered',
      'waiting 1 skipped',
      'waiting 3 delivered',
    ]);
    expect(subjectsTo('patient@example.com').slice(2)).toEqual([
      expect.stringContaining('Reminder (waiting 3 days)'),
    ]);
    expect(await toldOf(withdrawn, 'mail')).toEqual([
      'submitted 0 delivered',
      'waiting 0 delivered',
      'waiting 1 left',
      'cancelled 0 delivered',
    ]);
    expect(subjectsTo('left@example.com').slice(2)).toEqual([
      expect.stringContaining('Certificate order cancelled'),
    ]);
  });

  it('are over: the next rung goes out in time, once', async () => {
    await skipped.advanceTo(skipped.now() + 4 * DAY_MS);
    await posted(patient, 'waiting 7');
    await settled(patient);
    expect(subjectsTo('patient@example.com').slice(3)).toEqual([
      expect.stringContaining('Reminder (waiting 7 days)'),
    ]);
    await skipped.world.orders.cancel(patient);
    await posted(patient, 'cancelled');
    await settled(patient);
  });
});

describe('three days without a mail server, while a certificate expires', () => {
  it('end with one mail, of the newest rung of its expiry', async () => {
    const { world } = skipped;
    const orderId = await order(world, 'expiring.example.com', {
      type: 'dv-free',
      notificationEmail: 'expiring@example.com',
    });
    const { certificateId } = await standing(world, orderId, 'issued');
    const id = certificateId ?? '';
    const notAfter = Date.parse((await world.orders.certificates.show(id)).notAfter);
    await skipped.advanceTo(notAfter - 3.5 * DAY_MS);
    await posted(id, 'expiring 7');
    await settled(id);
    await mail.stop();
    await skipped.advanceTo(notAfter - 2.9 * DAY_MS);
    await posted(id, 'expiring 3');
    await skipped.advanceTo(notAfter - 0.6 * DAY_MS);
    await posted(id, 'expiring 1');
    await restartMail();
    await skipped.advanceTo(notAfter - 0.5 * DAY_MS);
    await settled(id);

    const rungs = [30, 14, 7, 3, 1].map((days) => `expiring ${days}`);
    expect(await toldOf(id, 'inbox')).toEqual(rungs.map((rung) => `${rung} delivered`));
    expect(await toldOf(id, 'webhook')).toEqual(rungs.map((rung) => `${rung} delivered`));
    expect(await toldOf(id, 'mail')).toEqual([
      'expiring 30 delivered',
      'expiring 14 delivered',
      'expiring 7 delivered',
      'expiring 3 skipped',
      'expiring 1 delivered',
    ]);
    const subjects = subjectsTo('expiring@example.com').filter((subject) =>
      subject.includes('expires within'),
    );
    expect(subjects.map((subject) => /within (\d+) days?/.exec(subject)?.[1])).toEqual([
      '30',
      '14',
      '7',
      '1',
    ]);
  });
});

it('the webhook has every notice of the inbox exactly once, each signed', async () => {
  const { rows } = await skipped.world.dependencies.database.query<{ notice_id: string }>(
    'select notice_id from account_notices order by notice_id',
  );
  const keys = receiver.taken.map(({ idempotencyKey }) => idempotencyKey);
  expect([...keys].sort()).toEqual(rows.map(({ notice_id }) => notice_id));
  expect(receiver.taken.map(({ notice }) => notice.noticeId)).toEqual(keys);
  expect(receiver.refused).toBe(0);
});
