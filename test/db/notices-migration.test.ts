/** Rungs that the version before has told are not told again: the schema's ids are the program's. */
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDueReminders } from '../../activities/notices/due-reminders.js';
import { createDatabase, type Database } from '../../db/database.js';
import { migrate } from '../../db/migrate.js';
import { migrationNames, migrationsFolder } from '../../db/migrations-folder.js';
import { noticeIdOf } from '../../domain/notices/identity.js';
import type { StartedWait } from '../../domain/waits.js';
import { postingWithoutTemporal, rungsOf } from '../support/notices.js';
import { createEmptyDatabase, type TestDatabase } from '../support/postgres.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const DAY_MS = 86_400_000;
const since = '2026-11-01T00:00:00.000Z';
const occasion = `subscriber-dns@${since}`;
const wait: StartedWait = {
  wait: 'subscriber-dns',
  since,
  ladderSince: since,
  deadline: '2026-12-31T00:00:00.000Z',
  reminderDays: [0, 1, 3, 7, 14],
};

let test: TestDatabase;
let database: Database;
let folder: string;
beforeAll(async () => {
  test = await createEmptyDatabase();
  database = createDatabase(test.url);
  folder = temporaryFolder();
  await cp(migrationsFolder(), folder, { recursive: true });
  for (const name of await migrationNames(folder)) if (name >= '0006') await rm(join(folder, name));
  await migrate(test.url, folder);
  await database.query(
    `insert into orders (order_id, account, request_sha256, brand, certificate_type, state, waiting_on, since)
     values ('old', 'acme 账号', '', 'trustasia', 'dv', 'validating', 'subscriber-dns', $1)`,
    [since],
  );
  await tellAsBefore(0, 'sent');
  await tellAsBefore(1, 'skipped');
  await tellAsBefore(3, 'no-recipient');
  await tellAsBefore(7, 'failed');
  await migrate(test.url);
});
afterAll(async () => {
  await database.end();
  await test.drop();
});

async function tellAsBefore(rung: number, outcome: string): Promise<number> {
  const { rowCount } = await database.query(
    `insert into notices (order_id, occasion, rung_days, outcome, attempts) values ('old', $1, $2, $3, 1)`,
    [occasion, rung, outcome],
  );
  return rowCount;
}

const reminders = (days: number) =>
  createDueReminders(
    postingWithoutTemporal(database, () => Date.parse(since) + days * DAY_MS, { mailIsConfigured: true }),
  );

it('rungs that were settled before are settled still, under the ids that the program makes', async () => {
  expect((await rungsOf(database, 'old')).map(({ rung, outcome }) => [rung, outcome])).toEqual([
    [0, 'delivered'],
    [1, 'skipped'],
    [3, 'no-recipient'],
  ]);
  const { rows } = await database.query<{ id: string }>('select notice_id as id from account_notices');
  const subject = { orderId: 'old' };
  const expected = [0, 1, 3].map((rung) =>
    noticeIdOf('acme 账号', { subject, kind: 'waiting', occasion, rung }),
  );
  expected.push(noticeIdOf('acme 账号', { subject, kind: 'submitted', occasion: 'form', rung: 0 }));
  expect(rows.map(({ id }) => id).sort()).toEqual(expected.sort());
});

it('none of them is told again; one that was not sent is', async () => {
  await reminders(3).sendDue('old', wait);
  expect(await rungsOf(database, 'old')).toHaveLength(3);
  await reminders(7).sendDue('old', wait);
  expect((await rungsOf(database, 'old')).map(({ rung }) => rung).sort()).toEqual([0, 1, 3, 7]);
});

it('a worker of the version before, and one of this, do not tell the same rung', async () => {
  expect(await tellAsBefore(14, 'sent')).toBe(1);
  expect(await reminders(14).sendDue('old', wait)).toBeUndefined();
  expect(await rungsOf(database, 'old')).toHaveLength(4);
  await database.query("delete from notices where rung_days = 7 and outcome = 'failed'");
  expect(await tellAsBefore(7, 'pending')).toBe(0);
});
