/** Rotation of the master key, over everything that is sealed, by several workers at once. */
import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { rewrapOutdated } from '../../../activities/accounts/rewrap-outdated.js';
import { closedValues } from '../../../db/closed-values.js';
import { openConnectionSecrets, sealConnectionSecrets } from '../../../db/connection-secrets.js';
import { openKeyPassword, sealKeyPassword } from '../../../db/key-passwords.js';
import { openPrivateKey, sealPrivateKey } from '../../../db/private-keys.js';
import { SealedValueError, type MasterKey } from '../../../db/sealed-values.js';
import { loadConnections } from '../../../db/statements/connections/row.js';
import { insertConnection } from '../../../db/statements/connections/views.js';
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

async function storeSealedKey(orderId: string, by: MasterKey = old): Promise<void> {
  await storeOrder(database, { orderId });
  await storeKey(database, {
    orderId,
    csrPem: '',
    spkiSha256: '',
    sealedPrivateKey: sealPrivateKey(Buffer.from(`key of ${orderId}`), orderId, [by]),
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
    spkiSha256: '',
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
  const { sealedPrivateKey = null } = (await loadOwnKey(database, 'cert_own')) ?? {};
  const own = { orderId: 'cert_own', csrPem: '', spkiSha256: '', sealedPrivateKey, passwordProtected: false };
  expect(openPrivateKey(own, [current])).toContain(Buffer.from('key of cert_own').toString('base64'));
  const password = await loadPendingKeyPassword(database, 'waiting');
  expect(password && password !== 'lost' && openKeyPassword(password, 'waiting', [current])).toBe('password');
  const { sealedWebhookSecret: secret } = await loadPreferences(database, 'default');
  expect(secret && openWebhookSecret(secret, 'default', [current])).toBe('whsec_1');
});

it('wraps the secrets of a connection anew, which open in no other row', async () => {
  const connection = { account: null, kind: 'rfc2136', family: 'dns', state: 'kept', settings: {} } as const;
  for (const connectionId of ['conn_one', 'conn_two'])
    await insertConnection(database, {
      ...connection,
      connectionId,
      name: connectionId.slice(5),
      sealedSecrets: sealConnectionSecrets({ tsigSecret: connectionId }, connectionId, [old]),
      at: new Date(),
    });
  expect(await rewrapOutdated(database, [current, old])).toBe(2);
  const [one] = await loadConnections(database, ['conn_one']);
  if (!one?.sealedSecrets) throw new Error('The connection has no secrets.');
  const sealed = one.sealedSecrets;
  expect(openConnectionSecrets(sealed, 'conn_one', [current])).toEqual({ tsigSecret: 'conn_one' });
  expect(() => openConnectionSecrets(sealed, 'conn_two', [current])).toThrow(SealedValueError);
});

it('passes over what does not open, and does all the rest', async () => {
  const gone = { id: 'k0', key: randomBytes(32) };
  await storeSealedKey('stranded', gone);
  await storeSealedKey('a row before', old);
  await storeSealedKey('z row behind', old);
  const broken = sealPrivateKey(Buffer.from('key'), 'broken', [old]);
  await storeOrder(database, { orderId: 'broken' });
  await database.query(
    'insert into order_keys (order_id, csr_pem, spki_sha256, sealed_private_key) values ($1, $2, $2, $3)',
    ['broken', '', JSON.stringify({ ...broken, wrappedKey: 7 })],
  );
  expect(await rewrapOutdated(database, [current, old])).toBe(2);
  expect(await rewrapOutdated(database, [current, old])).toBe(0);
  const closed = await closedValues(database, [current, old], { trusted: [] });
  expect(closed.map(({ column, rowId, masterKeyId }) => [column.table, rowId, masterKeyId])).toEqual([
    ['order_keys', 'broken', 'k1'],
    ['order_keys', 'stranded', 'k0'],
  ]);
  expect(await rewrapOutdated(database, [current, gone])).toBe(1);
});

it('two keys under one id, as 0.3.0 made them where a key file was lost, each open their own', async () => {
  const twin = { id: 'k1', key: randomBytes(32) };
  await storeSealedKey('of the first', old);
  await storeSealedKey('of its twin', twin);
  expect(await rewrapOutdated(database, [current, old, twin])).toBe(2);
});

it('more rows than one batch that do not open keep nobody waiting', async () => {
  const gone = { id: 'k0', key: randomBytes(32) };
  for (let row = 0; row < 120; row += 1) await storeSealedKey(`lost-${row}`, gone);
  await storeSealedKey('zz last', old);
  const misnamed = { id: 'k0', key: randomBytes(32) };
  expect(await rewrapOutdated(database, [current, misnamed, old])).toBe(1);
});
