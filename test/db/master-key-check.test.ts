/** A key is judged by what it opens before anything is sealed with it. */
import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  checkMasterKeys,
  MasterKeyRefused,
  refuseForeignKey,
  sealedHere,
} from '../../db/master-key-check.js';
import type { MasterKey } from '../../db/sealed-values.js';
import { sealWebhookSecret } from '../../db/webhook-secrets.js';
import { ownDatabase } from '../support/own-database.js';
import { sealOne } from '../support/sealed-keys.js';

const database = await ownDatabase();
const masterKey = (id: string): MasterKey => ({ id, key: randomBytes(32) });

it('a first key is kept in mind, and may be another one as long as it sealed nothing', async () => {
  expect(await sealedHere(database)).toBeUndefined();
  await checkMasterKeys(database, [masterKey('first')]);
  expect((await sealedHere(database))?.en).toBe('first sealed no value yet');
  await checkMasterKeys(database, [masterKey('first')]);
});

it('a key that took the place of another one under the same id is refused, by name, table and number', async () => {
  const right = masterKey('same');
  await checkMasterKeys(database, [right]);
  await sealOne(database, 'of-same-1', right);
  await sealOne(database, 'of-same-2', right);
  await database.query('insert into notice_preferences (account, sealed_webhook_secret) values ($1, $2)', [
    'default',
    JSON.stringify(sealWebhookSecret('whsec', 'default', [right])),
  ]);
  const replaced = checkMasterKeys(database, [masterKey('same')]);
  await expect(replaced).rejects.toThrow(MasterKeyRefused);
  await expect(replaced).rejects.toThrow(
    /another key under the id same than the one that sealed 1 in notice_preferences, 2 in order_keys\. Restore/,
  );
  await checkMasterKeys(database, [right]);
});

it('keys of 0.3.0 have no check value: what they sealed is opened in its place', async () => {
  const before = masterKey('k20261123');
  await sealOne(database, 'of-before', before);
  await expect(checkMasterKeys(database, [masterKey('k20261123')])).rejects.toThrow(MasterKeyRefused);
  await checkMasterKeys(database, [before]);
  await database.query("delete from order_keys where order_id = 'of-before'");
  expect((await sealedHere(database))?.en).toContain('k20261123 sealed no value yet');
});

it('one value that does not open refuses no key that opens the others', async () => {
  const twins = [masterKey('twin'), masterKey('twin')] as const;
  await sealOne(database, 'of-twin-1', twins[0]);
  await sealOne(database, 'of-twin-2', twins[1]);
  await checkMasterKeys(database, [twins[1]]);
  // The other one is good for opening behind a key of another id, and no more for sealing.
  await expect(checkMasterKeys(database, [twins[0]])).rejects.toThrow(MasterKeyRefused);
  await checkMasterKeys(database, [masterKey('next'), ...twins]);
  await checkMasterKeys(database, [masterKey('next-of-next'), twins[0]]);
});

it('an older key in the list is judged as well', async () => {
  const old = masterKey('old');
  await sealOne(database, 'of-old', old);
  await expect(checkMasterKeys(database, [masterKey('new'), masterKey('old')])).rejects.toThrow(/id old/);
  await checkMasterKeys(database, [masterKey('new'), old]);
});

it('a program seals only with a key that the workers have', async () => {
  const theirs = masterKey('theirs');
  await checkMasterKeys(database, [theirs]);
  await refuseForeignKey(database, [theirs]);
  await expect(refuseForeignKey(database, [masterKey('theirs')])).rejects.toThrow(
    /under the id theirs than the workers/,
  );
  await expect(refuseForeignKey(database, [masterKey('mine')])).rejects.toThrow(
    /No worker .* has the master key mine/,
  );
  await database.query('delete from master_keys');
  await refuseForeignKey(database, [masterKey('mine')]);
});
