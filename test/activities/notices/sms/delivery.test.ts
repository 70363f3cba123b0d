/** Text messages to the people of an order: only where the account asks, only what is worth it, one for each rung. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWebhookChannel } from '../../../../activities/notices/channels/webhook.js';
import { createDueReminders } from '../../../../activities/notices/due-reminders.js';
import { createDeliveryActivities } from '../../../../activities/notices/index.js';
import { postNotice } from '../../../../activities/notices/posting.js';
import { createTencentSms } from '../../../../activities/notices/sms/providers/tencent/index.js';
import { listDeliveries } from '../../../../db/statements/notices/deliveries.js';
import {
  lockPreferences,
  NONE_STORED,
  storePreferences,
  type StoredPreferences,
} from '../../../../db/statements/notices/preferences.js';
import { recordProgress } from '../../../../db/statements/orders/row.js';
import type { StartedWait, Wait } from '../../../../domain/waits.js';
import { postingWithoutTemporal, rungsOf } from '../../../support/notices.js';
import { MANAGER } from '../../../support/organizations.js';
import { ownDatabase } from '../../../support/own-database.js';
import { startSmsService, type SmsService } from '../../../support/sms-service.js';
import { storeLetterOrder, storeOrder, TEST_MASTER_KEYS } from '../../../support/stored-orders.js';

const DAY_MS = 86_400_000;
const SINCE = '2026-11-01T00:00:00.000Z';
const SECRET = 'the-secret-of-this-test';
/** As E.164 has it, from the form that tests of letters hand in. */
const MOBILE = `+86${MANAGER.phone.replace(/\D/g, '').slice(-11)}`;

const database = await ownDatabase();
let service: SmsService;
let now: number;
let failures: string[];
let count = 0;

beforeAll(async () => {
  service = await startSmsService('tencent', SECRET);
});
afterAll(() => service.stop());
beforeEach(async () => {
  now = Date.parse(SINCE);
  failures = [];
  service.answer = 'Ok';
  await prefer({ language: 'zh', sms: true });
});

async function prefer(wanted: Partial<StoredPreferences>): Promise<void> {
  await lockPreferences(database, 'default');
  await storePreferences(database, 'default', { ...NONE_STORED, ...wanted }, new Date(SINCE));
}

function waitOf(wait: Wait): StartedWait {
  return {
    wait,
    since: SINCE,
    ladderSince: SINCE,
    deadline: '2026-12-31T00:00:00.000Z',
    reminderDays: [0, 1, 3],
  };
}

async function waitingOrder(wait: Wait = 'subscriber-letter', withPeople = true): Promise<string> {
  const orderId = `texted-${process.pid}-${++count}`;
  if (withPeople) await storeLetterOrder(database, orderId, 'globalsign');
  else await storeOrder(database, { orderId, form: { notificationEmail: 'li@example.com' } });
  await recordProgress(database, {
    orderId,
    sequence: 1,
    state: 'validating',
    waitingOn: wait,
    since: SINCE,
    deadline: '2026-12-31T00:00:00.000Z',
    nextAction: { zh: '请处理', en: 'Act' },
  });
  return orderId;
}

function world(smsIsConfigured = true) {
  const clock = () => now;
  const posting = { ...postingWithoutTemporal(database, clock), smsIsConfigured };
  const provider = createTencentSms({
    endpoint: service.url,
    signName: '示例公司',
    keyId: 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3',
    keySecret: SECRET,
    appId: '1400006666',
    region: 'ap-guangzhou',
  });
  const templates: Record<string, string> = {
    'waiting.zh': '1110',
    'waiting.en': '2220',
    'issued.zh': '1111',
  };
  const deliveries = createDeliveryActivities({
    database,
    clock,
    masterKeys: TEST_MASTER_KEYS,
    webhook: createWebhookChannel({ allowPrivateAddresses: false, clock }),
    pages: { namespace: 'default' },
    sms: { provider, templateOf: (kind, language) => templates[`${kind}.${language}`] },
  });
  const deliver = async (noticeId: string) => {
    await deliveries
      .deliverNotice({ noticeId, channel: 'sms' })
      .catch((error: unknown) => failures.push(String(error)));
  };
  return { posting, due: createDueReminders(posting), deliver };
}

/** Posts the rung that is due and delivers it as its workflow would, one attempt. */
async function sendDue(orderId: string, wait: Wait = 'subscriber-letter', smsIsConfigured = true) {
  const { due, deliver } = world(smsIsConfigured);
  const noticeId = await due.sendDue(orderId, waitOf(wait));
  if (noticeId !== undefined) await deliver(noticeId);
  return noticeId;
}

const sentSince = (before: number) => service.taken.slice(before);
const smsOf = async (orderId: string) =>
  (await rungsOf(database, orderId, 'sms')).map(({ rung, outcome }) => `${rung} ${outcome}`);

it('one message goes out for each rung, to the order’s mobile, however often it is tried', async () => {
  const before = service.taken.length;
  const orderId = await waitingOrder();
  await Promise.all([1, 2, 3].map(() => sendDue(orderId)));
  await sendDue(orderId);
  expect(sentSince(before)).toEqual([
    {
      phone: MOBILE,
      signName: '示例公司',
      template: '1400006666/1110',
      parameters: [orderId.slice(-8), '2026-12-31'],
      id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    },
  ]);
  now += DAY_MS;
  await sendDue(orderId);
  expect(sentSince(before)).toHaveLength(2);
  expect(await smsOf(orderId)).toEqual(['0 delivered', '1 delivered']);
});

it('in the account’s language, where its text is approved; by its clock', async () => {
  await prefer({ language: 'en', sms: true, timeZone: 'America/New_York' });
  const before = service.taken.length;
  await sendDue(await waitingOrder());
  expect(sentSince(before)).toMatchObject([
    { template: '1400006666/2220', parameters: [expect.any(String) as string, '2026-12-30'] },
  ]);
});

describe('nothing goes out', () => {
  let before: number;
  beforeEach(() => {
    before = service.taken.length;
  });
  const nothingWasSent = () => expect(sentSince(before)).toEqual([]);

  it('where the account did not ask: no delivery is spoken of', async () => {
    await prefer({ language: 'zh' });
    const orderId = await waitingOrder();
    await sendDue(orderId);
    expect(await smsOf(orderId)).toEqual([]);
    nothingWasSent();
  });

  it('where the account asks no more by the time of the attempt', async () => {
    const orderId = await waitingOrder();
    const { due, deliver } = world();
    const noticeId = (await due.sendDue(orderId, waitOf('subscriber-letter'))) ?? '';
    await prefer({ language: 'zh' });
    await deliver(noticeId);
    expect(await smsOf(orderId)).toEqual(['0 switched-off']);
    nothingWasSent();
  });

  it('of a wait that is not the subscriber’s', async () => {
    const orderId = await waitingOrder('reviewer-letter');
    await sendDue(orderId, 'reviewer-letter');
    expect(await smsOf(orderId)).toEqual([]);
    nothingWasSent();
  });

  it('for want of a number, of a service, or of an approved text', async () => {
    const [withoutPeople, withoutService] = [
      await waitingOrder('subscriber-dns', false),
      await waitingOrder(),
    ];
    await sendDue(withoutPeople, 'subscriber-dns');
    expect(await smsOf(withoutPeople)).toEqual(['0 no-recipient']);
    await sendDue(withoutService, 'subscriber-letter', false);
    expect(await smsOf(withoutService)).toEqual(['0 not-configured']);

    await prefer({ language: 'en', sms: true });
    const orderId = await waitingOrder();
    await recordProgress(database, { orderId, sequence: 2, state: 'issued' });
    const { posting, deliver } = world();
    const request = { subject: { orderId }, kind: 'issued', occasion: 'end', rung: 0 } as const;
    const noticeId = (await postNotice(posting, request)) ?? '';
    await deliver(noticeId);
    expect(await listDeliveries(database, noticeId)).toContainEqual(
      expect.objectContaining({ channel: 'sms', outcome: 'not-configured' }),
    );
    nothingWasSent();
  });

  it('where this kind is switched off', async () => {
    await prefer({ language: 'zh', sms: true, switchedOff: { waiting: ['sms'] } });
    const orderId = await waitingOrder();
    await sendDue(orderId);
    expect(await smsOf(orderId)).toEqual(['0 switched-off']);
    nothingWasSent();
  });
});

it('a limit of the service is waited for; a number that it refuses is the end of it', async () => {
  const orderId = await waitingOrder();
  service.answer = 'LimitExceeded.PhoneNumberThirtySecondLimit';
  const noticeId = (await sendDue(orderId)) ?? '';
  expect(await smsOf(orderId)).toEqual(['0 pending']);
  expect(failures.join()).toContain('LimitExceeded.PhoneNumberThirtySecondLimit');
  service.answer = 'Ok';
  await world().deliver(noticeId);
  expect(await smsOf(orderId)).toEqual(['0 delivered']);

  service.answer = 'FailedOperation.PhoneNumberInBlacklist';
  const refused = await waitingOrder();
  await sendDue(refused);
  expect(await smsOf(refused)).toEqual(['0 undeliverable']);
});

it('numbers stand in the order’s form alone: in no row of notices, in no failure', async () => {
  service.answer = 'LimitExceeded.PhoneNumberDailyLimit';
  await sendDue(await waitingOrder());
  const { rows } = await database.query<{ row: string }>(
    'select to_jsonb(n)::text || to_jsonb(d)::text as row from account_notices n join notice_deliveries d using (notice_id)',
  );
  expect(failures.length).toBeGreaterThan(0);
  for (const text of [...failures, ...rows.map(({ row }) => row)])
    expect(text).not.toContain(MOBILE.slice(-11));
});
