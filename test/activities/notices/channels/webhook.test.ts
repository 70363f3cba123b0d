/** Notices to a webhook: signed, believed only by who checks; and never to where an account must not reach. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWebhookChannel, type WebhookNotice } from '../../../../activities/notices/channels/webhook.js';
import {
  signWebhook,
  SIGNATURE_WINDOW_SECONDS,
  verifyWebhook,
} from '../../../../domain/notices/webhook-signature.js';
import { startWebhookReceiver, type WebhookReceiver } from '../../../support/webhook-receiver.js';

const SECRET = 'whsec_test';
const NOW = Date.parse('2026-12-01T00:00:00Z');
const notice: WebhookNotice = {
  noticeId: 'a'.repeat(32),
  account: 'default',
  orderId: 'ord_1',
  kind: 'issued',
  occasion: 'end',
  rung: 0,
  postedAt: '2026-12-01T00:00:00.000Z',
  language: 'both',
  texts: { subject: { zh: '证书已签发', en: 'Certificate issued' }, body: { zh: '', en: '' } },
};

let receiver: WebhookReceiver;
beforeAll(async () => {
  receiver = await startWebhookReceiver(() => NOW);
});
afterAll(() => receiver.stop());
beforeEach(() => {
  receiver.secret = SECRET;
  receiver.answer = 200;
});

const channel = (allowPrivateAddresses = true) =>
  createWebhookChannel({ allowPrivateAddresses, clock: () => NOW });
const send = (url = receiver.url) => channel().send({ url, secret: SECRET, notice });

describe('a webhook', () => {
  it('gets the notice as JSON, under its id, with a signature that holds', async () => {
    const before = receiver.taken.length;
    await send();
    expect(receiver.taken.slice(before)).toEqual([{ idempotencyKey: notice.noticeId, notice }]);
  });

  it.each([301, 302, 307, 400, 401, 429, 500, 503])('that answers %i has not taken it', async (status) => {
    receiver.answer = status;
    await expect(send()).rejects.toMatchObject({
      type: 'WebhookUnavailable',
      message: expect.stringContaining(String(status)) as string,
    });
  });

  it('is not followed to where it redirects', async () => {
    const trap = await startWebhookReceiver(() => NOW);
    trap.secret = SECRET;
    const redirecting = await startWebhookReceiver(() => NOW, { location: trap.url });
    redirecting.secret = SECRET;
    redirecting.answer = 307;
    await expect(send(redirecting.url)).rejects.toMatchObject({ type: 'WebhookUnavailable' });
    expect([trap.taken.length, trap.refused]).toEqual([0, 0]);
    await Promise.all([trap.stop(), redirecting.stop()]);
  });

  it('that nobody listens at is told without its address', async () => {
    const closed = createServer();
    closed.listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    await new Promise<void>((resolve) => closed.close(() => resolve()));
    const failure = await send(`http://127.0.0.1:${port}/token-in-path`).catch((error: unknown) => error);
    expect(failure).toMatchObject({ type: 'WebhookUnavailable' });
    expect(String(failure)).toContain('ECONNREFUSED');
    expect(String(failure)).not.toContain('token-in-path');
  });
});

describe('what an account must not reach', () => {
  it.each([
    'https://127.0.0.1/',
    'https://10.0.0.1/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://168.63.129.16/machine?comp=goalstate',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[fd00::1]/',
    'https://0.0.0.0/',
    'https://2130706433/',
    // A name that leads into our own network.
    'https://localhost/',
  ])('%s is refused before anything is connected', async (url) => {
    await expect(channel(false).send({ url, secret: SECRET, notice })).rejects.toMatchObject({
      type: 'WebhookUnavailable',
      message: expect.stringContaining('public') as string,
    });
  });

  it('plain HTTP is refused', async () => {
    await expect(channel(false).send({ url: receiver.url, secret: SECRET, notice })).rejects.toMatchObject({
      message: expect.stringContaining('https') as string,
    });
  });
});

describe('a signature', () => {
  const body = '{"a":1}';
  const header = signWebhook(SECRET, body, NOW);

  it('is time and HMAC-SHA-256 of time and body, as documented', () => {
    // printf '1796083200.{"a":1}' | openssl dgst -sha256 -hmac whsec_test
    expect(header).toBe('t=1796083200,v1=30a6aaca026633d2c4d4b4aa2024f93a25d206efb2369443d68af2e70b5ed219');
  });

  it('holds within its window, and neither before nor after', () => {
    const window = SIGNATURE_WINDOW_SECONDS * 1000;
    expect([-window, 0, window].map((late) => verifyWebhook(SECRET, body, header, NOW + late))).toEqual([
      true,
      true,
      true,
    ]);
    expect(verifyWebhook(SECRET, body, header, NOW + window + 1000)).toBe(false);
    expect(verifyWebhook(SECRET, body, header, NOW - window - 1000)).toBe(false);
  });

  it.each([
    ['another body', SECRET, '{"a":2}', header],
    ['another secret', 'whsec_other', body, header],
    ['another time', SECRET, body, header.replace('t=17', 't=18')],
    ['no signature', SECRET, body, ''],
    ['half a signature', SECRET, body, header.slice(0, -2)],
  ])('does not hold for %s', (_what, secret, given, signature) => {
    expect(verifyWebhook(secret, given, signature, NOW)).toBe(false);
  });
});
