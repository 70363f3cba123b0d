/** A worker's master keys at its start: made once, never beside what another one sealed; what is closed is told. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { withMasterKey } from '../../config/master-key-file.js';
import { newMasterKey } from '../../config/master-keys.js';
import { secretsFrom } from '../../config/secrets.js';
import { checkMasterKeys, MasterKeyRefused } from '../../db/master-key-check.js';
import type { MasterKey } from '../../db/sealed-values.js';
import { closedCounts } from '../../db/statements/accounts/master-keys.js';
import { closedText, ensureMasterKeyFile, findClosedValues } from '../../worker/master-keys.js';
import { ownDatabase } from '../support/own-database.js';
import { sealOne } from '../support/sealed-keys.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const database = await ownDatabase();

function environmentOf(path: string) {
  return { DATABASE_URL: 'postgres://nobody', SEALFLOW_MASTER_KEY_FILE: path };
}

function keysIn(path: string): readonly MasterKey[] {
  return secretsFrom(withMasterKey(environmentOf(path))).masterKeys;
}

beforeEach(async () => {
  await database.query('delete from orders');
  await database.query('delete from master_keys');
});

describe('the master key file', () => {
  it('is made by one of several workers, whole, for its owner alone, with an id that tells its key', async () => {
    const path = join(temporaryFolder(), 'master.key');
    await Promise.all([1, 2, 3].map(() => ensureMasterKeyFile(environmentOf(path), database)));
    expect(statSync(path).mode & 0o077).toBe(0);
    const [key] = keysIn(path);
    expect(key?.id).toMatch(/^k\d{8}-fp[0-9a-f]{12}$/);
    await ensureMasterKeyFile(environmentOf(path), database);
    expect(keysIn(path)).toEqual([key]);
  });

  it('that is lost is not replaced beside what its key sealed: file, id, table and number are named', async () => {
    const path = join(temporaryFolder(), 'master.key');
    const lost = { id: 'k20261123', key: randomBytes(32) };
    await sealOne(database, 'order-1', lost);
    await sealOne(database, 'order-2', lost);
    const start = ensureMasterKeyFile(environmentOf(path), database);
    await expect(start).rejects.toThrow(MasterKeyRefused);
    await expect(start).rejects.toThrow(/k20261123 sealed 2 in order_keys.*Restore the file from your copy/s);
    await expect(start).rejects.toThrow(path);
    expect(existsSync(path)).toBe(false);
  });

  it('is not made a second time on another machine, though nothing was sealed yet', async () => {
    const first = join(temporaryFolder(), 'master.key');
    await ensureMasterKeyFile(environmentOf(first), database);
    const second = join(temporaryFolder(), 'master.key');
    await expect(ensureMasterKeyFile(environmentOf(second), database)).rejects.toThrow(MasterKeyRefused);
    expect(existsSync(second)).toBe(false);
  });

  it('is made by nobody who only reads it', () => {
    const path = join(temporaryFolder(), 'master.key');
    expect(() => withMasterKey(environmentOf(path))).toThrow(`The master key file ${path} is not there`);
    expect(existsSync(path)).toBe(false);
  });
});

describe('what no configured key opens', () => {
  it('keeps nobody from starting; table, number, account and key are told, to the health check too', async () => {
    const present = { id: 'k2', key: randomBytes(32) };
    await sealOne(database, 'of-present', present);
    await sealOne(database, 'of-lost-1', { id: 'k1', key: randomBytes(32) });
    await sealOne(database, 'of-lost-2', { id: 'k1', key: randomBytes(32) });
    // Under the present id, by another key: as 0.3.0 left it where a key file was lost on the day it was made.
    await sealOne(database, 'of-twin', { id: 'k2', key: randomBytes(32) });
    await checkMasterKeys(database, [present]);
    const closed = await findClosedValues(database, [present]);
    expect(closed).toEqual([
      { masterKeyId: 'k1', table: 'order_keys', account: 'default', count: 2 },
      { masterKeyId: 'k2', table: 'order_keys', account: 'default', count: 1 },
    ]);
    expect(await closedCounts(database)).toEqual(closed);
    expect(closedText(closed).en).toMatch(
      /2 in order_keys of account default \(master key k1\).*key write-off/,
    );
    await database.query('delete from orders');
    expect(await findClosedValues(database, [present])).toEqual([]);
    expect(await closedCounts(database)).toEqual([]);
  });
});

describe('a master key as text', () => {
  const { id, text } = newMasterKey(new Date('2026-11-27T08:00:00Z'));

  it('is known by its id: another key under it is refused before anything is opened', () => {
    expect(id).toMatch(/^k20261127-fp[0-9a-f]{12}$/);
    const keys = (value: string) =>
      secretsFrom({ DATABASE_URL: 'x', SEALFLOW_MASTER_KEY: value }).masterKeys.map((key) => key.id);
    expect(keys(`${text},k1:${randomBytes(32).toString('base64')}`)).toEqual([id, 'k1']);
    expect(() => keys(`${id}:${randomBytes(32).toString('base64')}`)).toThrow(/another one/);
    expect(() => keys(' , ')).toThrow(/SEALFLOW_MASTER_KEY/);
  });

  it.each([
    ['is empty', '', /is empty\. Restore it from your copy/],
    ['is cut off', text.slice(0, 40), /can't be used .*Restore it from your copy/],
    [
      'has another key than its id says',
      `${id}:${randomBytes(32).toString('base64')}`,
      /another one.*Restore it/,
    ],
  ])('in a file that %s names the file and the way out, and no key', (_how, content, said) => {
    const path = join(temporaryFolder(), 'master.key');
    writeFileSync(path, content, { mode: 0o600 });
    expect(() => withMasterKey(environmentOf(path))).toThrow(said);
    expect(() => withMasterKey(environmentOf(path))).toThrow(path);
    expect(() => withMasterKey(environmentOf(path))).not.toThrow(content.split(':')[1] || 'no content');
    expect(readFileSync(path, 'utf8')).toBe(content);
  });
});
