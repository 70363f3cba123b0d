/** Rotation of the master key, over everything that is sealed, by several workers at once. */
import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { rewrapOutdated } from '../../../activities/accounts/rewrap-outdated.js';
import { openKeyPassword, sealKeyPassword } from '../../../db/key-passwords.js';
import { openPrivateKey, sealPrivateKey } from '../../../db/private-keys.js';
import { storeKeyPassword } from '../../../db/statements/orders/requests.js';
import {
  loadPreferences,
  lockPreferences,
  storePreferences,
} from '../../../db/statements/notices/preferences.js';
import { insertOwnCertificate, loadOwnKey } from '../../../db/statements/certificates/own.js';
import { openWebhookSecret, sealWebhookSecret } from '../../../db/webhook-secrets.js';
import { loadKey, loadPendingKeyPassword, storeKey } from '../../../db/statements/certificates/keys.js';
import { ownDatabase } from '../../support/own-database.js';
import { storeOrder } from '../../support/stored-orders.js';

const old = { id: 'k1', key: randomBytes(32) };
const current = { id: 'k2', key: randomBytes(32) };
const KEYS = 250;

const database = await ownDatabase();

async function storeSealedKey(orderId: string): Promise<void> {
  await storeOrder(database, { orderId });
  await storeKey(database, {
    orderId,
    csrPem: '',
    spkiSha256: '',
    sealedPrivateKey: sealPrivateKey(Buffer.from(`key of ${orderId}`), orderId, [old]),
    passwordProtected: false,
  });
}

async function storeOwnKey(certificateId: string): Promise<void> {
  await insertOwnCertificate(database, {
    certificateId,
    account: 'default',
    names: ['www.example.com'],
    serialNumber: '',
    fingerprintSha256: '',
    issuer: '',
    notBefore: '2026-11-24T00:00:00.000Z',
    notAfter: '2027-02-22T00:00:00.000Z',
    certificatePem: '',
    chainPem: '',
    rootPem: null,
    alias: null,
    tags: [],
    project: null,
    sealedPrivateKey: sealPrivateKey(Buffer.from(`key of ${certificateId}`), certificateId, [old]),
    uploadedAt: '2026-11-24T00:00:00.000Z',
  });
}

it('wraps every key, every waiting password and every webhook’s secret anew, once, and then nothing', async () => {
  const orderIds = Array.from({ length: KEYS }, (_, index) => `order-${index}`);
  for (const orderId of orderIds) await storeSealedKey(orderId);
  await storeOrder(database, { orderId: 'pasted' });
  await storeKey(database, {
    orderId: 'pasted',
    csrPem: '',
    spkiSha256: '',
    sealedPrivateKey: null,
    passwordProtected: false,
  });
  await storeOrder(database, { orderId: 'waiting' });
  await storeKeyPassword(database, 'waiting', sealKeyPassword('password', 'waiting', [old]));
  const preferences = await lockPreferences(database, 'default');
  const sealedWebhookSecret = sealWebhookSecret('whsec_1', 'default', [old]);
  await storePreferences(database, 'default', { ...preferences, sealedWebhookSecret }, new Date());

  await storeOwnKey('cert_own');

  const rewrapped = await Promise.all([1, 2, 3].map(() => rewrapOutdated(database, [current, old])));
  expect(rewrapped.reduce((sum, part) => sum + part)).toBe(KEYS + 3);
  expect(await rewrapOutdated(database, [current])).toBe(0);

  // The old master key is not needed any more.
  const last = await loadKey(database, `order-${KEYS - 1}`);
  const opened = last && openPrivateKey(last, [current]);
  expect(opened).toContain(Buffer.from(`key of order-${KEYS - 1}`).toString('base64'));
  const sealedPrivateKey = (await loadOwnKey(database, 'cert_own')) ?? null;
  const own = { orderId: 'cert_own', csrPem: '', spkiSha256: '', sealedPrivateKey, passwordProtected: false };
  expect(openPrivateKey(own, [current])).toContain(Buffer.from('key of cert_own').toString('base64'));
  const password = await loadPendingKeyPassword(database, 'waiting');
  expect(password && openKeyPassword(password, 'waiting', [current])).toBe('password');
  const { sealedWebhookSecret: secret } = await loadPreferences(database, 'default');
  expect(secret && openWebhookSecret(secret, 'default', [current])).toBe('whsec_1');
});

it('names the master key that is missing and changes nothing', async () => {
  await storeSealedKey('stranded');
  await expect(rewrapOutdated(database, [current])).rejects.toThrow(/The master key k1 is not configured/);
  expect(await rewrapOutdated(database, [current, old])).toBe(1);
});
