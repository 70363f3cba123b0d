/** The account's inbox and preferences at the client's door, and the notices of one real order. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNotices } from '../../../activities/notices/posting.js';
import type { NoticeKind } from '../../../domain/notices/words.js';
import type { PreferenceChanges } from '../../../client/notices/preferences.js';
import { OrderClient } from '../../../client/order-client.js';
import { openWebhookSecret } from '../../../db/webhook-secrets.js';
import { loadPreferences } from '../../../db/statements/notices/preferences.js';
import { secretsFrom } from '../../../config/secrets.js';
import { postingWithoutTemporal } from '../../support/notices.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { order, standing } from '../../support/orders.js';
import { refusalOf } from '../../support/refusal-of.js';
import { until } from '../../support/until.js';

let world: OrderWorld;
let orderId: string;
let certificateId: string;
beforeAll(async () => {
  world = await createOrderWorld();
  orderId = await order(world, 'told.example.com', { notificationEmail: 'told@example.com' });
  certificateId = (await standing(world, orderId, 'issued')).certificateId ?? '';
  await until(
    'its end is in the inbox',
    async () => (await world.orders.notices.list({ kind: 'issued' })).length === 1,
  );
}, 60_000);
afterAll(() => world.stop());

describe('the inbox', () => {
  it('has what became of an order, newest first, and what is unread', async () => {
    const { notices } = world.orders;
    const told = await notices.list({ about: orderId });
    expect(told.map(({ kind, readAt }) => [kind, readAt])).toEqual([
      ['issued', null],
      ['submitted', null],
    ]);
    const [issued] = told;
    expect(issued?.texts.subject).toEqual({
      zh: '证书已签发:told.example.com',
      en: 'Certificate issued: told.example.com',
    });
    const { readAt } = await notices.read(issued?.noticeId ?? '');
    expect(readAt).toEqual(expect.any(String));
    expect((await notices.read(issued?.noticeId ?? '')).readAt).toBe(readAt);
    expect((await notices.list({ unread: true })).map(({ kind }) => kind)).toEqual(['submitted']);
    expect(await notices.list({ limit: 1 })).toHaveLength(1);
  });

  it('tells what became of a notice on each channel', async () => {
    const { notices } = world.orders;
    const [issued] = await notices.list({ kind: 'issued' });
    const deliveries = await until('the mail is sent', async () => {
      const all = await notices.deliveries(issued?.noticeId ?? '');
      return all.every(({ outcome }) => outcome !== 'pending') && all;
    });
    expect(deliveries).toMatchObject([
      { channel: 'inbox', outcome: 'delivered', attempts: 0 },
      { channel: 'mail', outcome: 'delivered', attempts: 1 },
      { channel: 'webhook', outcome: 'not-configured', attempts: 0 },
    ]);
    const mails = world.mail.mails().filter(({ subject }) => subject.includes('Certificate issued'));
    expect(mails).toMatchObject([{ to: ['told@example.com'] }]);
  });

  it('refuses what it does not know', async () => {
    expect(await refusalOf(world.orders.notices.show('nobody'))).toMatchObject({ code: 'NotFound' });
    expect(await refusalOf(world.orders.notices.read('nobody'))).toMatchObject({ code: 'NotFound' });
    const kind = 'gossip' as NoticeKind;
    expect(await refusalOf(world.orders.notices.list({ kind }))).toMatchObject({ field: 'kind' });
  });
});

describe('preferences', () => {
  const set = (changes: PreferenceChanges) => world.orders.notices.setPreferences(changes);

  it('begin with everything, in both languages', async () => {
    expect(await world.orders.notices.preferences()).toEqual({
      language: 'both',
      timeZone: 'Asia/Shanghai',
      sms: false,
      mailAddress: null,
      webhookUrl: null,
      switchedOff: {},
    });
  });

  it('change what is named, and nothing else', async () => {
    await set({ language: 'zh', timeZone: 'Europe/Berlin', sms: true, mailAddress: 'account@example.com' });
    await set({ channels: { submitted: { mail: false, webhook: false }, issued: { mail: false } } });
    await set({ channels: { submitted: { webhook: true } } });
    expect(await world.orders.notices.preferences()).toEqual({
      language: 'zh',
      timeZone: 'Europe/Berlin',
      sms: true,
      mailAddress: 'account@example.com',
      webhookUrl: null,
      switchedOff: { submitted: ['mail'], issued: ['mail'] },
    });
    await set({
      mailAddress: null,
      language: 'both',
      timeZone: 'Asia/Shanghai',
      sms: false,
      channels: { submitted: { mail: true }, issued: { mail: true } },
    });
  });

  it('show a webhook’s secret once, and keep it sealed', async () => {
    const webhookUrl = 'http://127.0.0.1:9/';
    const { database } = world.dependencies;
    const { webhookSecret } = await set({ webhookUrl });
    expect(webhookSecret).toMatch(/^whsec_[\w-]{43}$/);
    expect(await set({ webhookUrl })).not.toHaveProperty('webhookSecret');
    expect(await world.orders.notices.preferences()).not.toHaveProperty('webhookSecret');
    const stored = await loadPreferences(database, 'default');
    expect(JSON.stringify(stored)).not.toContain(webhookSecret);
    if (!stored.sealedWebhookSecret) throw new Error('No secret is stored.');
    const { masterKeys } = secretsFrom(world.environment);
    expect(openWebhookSecret(stored.sealedWebhookSecret, 'default', masterKeys)).toBe(webhookSecret);
    const other = await set({ newWebhookSecret: true });
    expect(other.webhookSecret).not.toBe(webhookSecret);
    expect(await set({ webhookUrl: null })).toMatchObject({ webhookUrl: null });
    expect((await loadPreferences(database, 'default')).sealedWebhookSecret).toBeNull();
  });

  it.each([
    ['language', { language: 'fr' }],
    ['timeZone', { timeZone: 'Asia/Peking' }],
    ['timeZone', { timeZone: '' }],
    ['sms', { sms: 'yes' }],
    ['mailAddress', { mailAddress: 'nobody' }],
    ['webhookUrl', { webhookUrl: 'ftp://example.com' }],
    ['webhookUrl', { webhookUrl: 'not a url' }],
    ['webhookUrl', { webhookUrl: 'https://user:secret@example.com/' }],
    ['newWebhookSecret', { newWebhookSecret: true }],
    ['channels', { channels: { gossip: { mail: false } } }],
    ['channels', { channels: { issued: { inbox: false } } }],
    [undefined, { colour: 'red' }],
  ])('refuse %s: %o', async (field, changes) => {
    const before = await world.orders.notices.preferences();
    const refusal = await refusalOf(set(changes as PreferenceChanges));
    expect(refusal).toMatchObject({ code: 'InvalidInput', field });
    expect(refusal.accepted).not.toBe('');
    expect(await world.orders.notices.preferences()).toEqual(before);
  });

  it.each(['http://hooks.example.com/', 'https://127.0.0.1/', 'https://[::1]/', 'https://10.1.2.3/x'])(
    'refuse a webhook at %s unless private addresses are allowed',
    async (webhookUrl) => {
      const client = new OrderClient({
        temporal: world.temporal,
        database: world.dependencies.database,
        masterKeys: world.dependencies.masterKeys,
      });
      expect(await refusalOf(client.notices.setPreferences({ webhookUrl }))).toMatchObject({
        field: 'webhookUrl',
      });
      await set({ webhookUrl });
      await set({ webhookUrl: null });
    },
  );
});

describe('what is switched off', () => {
  const outcomes = async (noticeId: string) =>
    (await world.orders.notices.deliveries(noticeId)).map(({ outcome }) => outcome);

  async function posted(kind: 'expiring' | 'place-released', rung: number): Promise<string> {
    const posting = postingWithoutTemporal(world.dependencies.database, () => Date.now());
    await createNotices(posting).post({ subject: { certificateId }, kind, occasion: kind, rung });
    const { rows } = await world.dependencies.database.query<{ id: string }>(
      'select notice_id as id from account_notices where certificate_id = $1 and kind = $2 and rung = $3',
      [certificateId, kind, rung],
    );
    return rows[0]?.id ?? '';
  }

  it('by kind and channel goes nowhere but into the inbox', async () => {
    await world.orders.notices.setPreferences({ channels: { 'place-released': { mail: false } } });
    expect(await outcomes(await posted('place-released', 0))).toEqual([
      'delivered',
      'switched-off',
      'not-configured',
    ]);
  });

  it('by certificate is not told at all, until it is switched on again', async () => {
    await world.orders.certificates.setExpiryNotices(certificateId, false);
    expect(await outcomes(await posted('expiring', 30))).toEqual([
      'switched-off',
      'switched-off',
      'switched-off',
    ]);
    expect(await world.orders.notices.list({ about: certificateId, kind: 'expiring' })).toEqual([]);
    await world.orders.certificates.setExpiryNotices(orderId, true);
    expect((await outcomes(await posted('expiring', 14))).slice(0, 2)).toEqual(['delivered', 'pending']);
    expect(await refusalOf(world.orders.certificates.setExpiryNotices('nobody', true))).toMatchObject({
      code: 'NotFound',
    });
  });
});
