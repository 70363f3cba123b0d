/** A database of 0.3.0 with letters of both kinds: nothing is lost on the way into one table, and 0.3.0 goes on beside it. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, inTransaction, type Database, type Queryable } from '../../db/database.js';
import { migrate } from '../../db/migrate.js';
import { migrationsFolder } from '../../db/migrations-folder.js';
import { markHandedIn, noteHandingIn } from '../../db/statements/organization/letter-progress.js';
import {
  listLetters,
  loadLetter,
  loadNewestUnsentLetter,
  storeLetter,
} from '../../db/statements/organization/letters.js';
import type { LetterDocument } from '../../domain/organization/letter-rules.js';
import { LETTER_STATUSES, type LetterStatus } from '../../domain/organization/letter-succession.js';
import { letterFile } from '../support/letter-files.js';
import { createEmptyDatabase, type TestDatabase } from '../support/postgres.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { until } from '../support/until.js';

/** What its statements say, word for word: they go on as long as a worker or program of 0.3.0 does. */
const BEFORE = {
  lockRevocation: 'select 1 from revocations where revocation_id = $1 and ended_at is null for update',
  columns: `
  letter_id as "letterId", revocation_id as "revocationId", version, content_type as "contentType",
  size_bytes as "sizeBytes", sha256, uploaded_by as "uploadedBy", uploaded_at as "uploadedAt", status, reason,
  handing_in_at as "handingInAt"`,
  lockLetters: 'where revocation_id = $1 order by version for update',
  list: 'where revocation_id = $1 order by version',
  newestUnsent: "where revocation_id = $1 and status = 'stored' order by version desc limit 1",
  supersede:
    "update revocation_letters set status = 'superseded' where revocation_id = $1 and status = 'stored'",
  insert: `insert into revocation_letters
       (letter_id, revocation_id, version, content_type, size_bytes, sha256, content, uploaded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     returning `,
  noteHandingIn: `update revocation_letters set handing_in_at = now()
      where letter_id = $1 and status = 'stored' and handing_in_at is null`,
  isNoted: "select 1 from revocation_letters where letter_id = $1 and status = 'stored'",
  settle:
    'update revocation_letters set status = $2, reason = $3 where letter_id = $1 and status = any($4::text[])',
  insertOfOrder: `insert into letters
       (letter_id, order_id, version, document, content_type, size_bytes, sha256, content, uploaded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     returning letter_id, order_id, version, document, content_type, size_bytes, sha256, uploaded_by, uploaded_at, status, reason,
  handing_in_at`,
} as const;

/** A letter of each status, of an order and of a revocation; those revocations have ended since, but for what is under way. */
const UNDER_WAY: readonly LetterStatus[] = ['stored', 'handed-in'];
const LARGEST = 1_468_006;

interface Letter {
  readonly sha256: string;
  /** Base64. */
  readonly content: string;
}

let test: TestDatabase;
let database: Database;
let before: Letter[];
beforeAll(async () => {
  test = await createEmptyDatabase();
  database = createDatabase(test.url);
  const folder = temporaryFolder();
  await cp(migrationsFolder(), folder, { recursive: true });
  const later = readdirSync(folder).filter((file) => file >= '0008_one_letter.sql');
  for (const file of later) await rm(join(folder, file));
  await migrate(test.url, folder);
  for (const status of LETTER_STATUSES) await fill(status);
  await insertRevocation('early');
  await insertRevocation('late');
  before = await everyLetter('revocation_letters');

  // Two are storing a letter at the moment in which the worker of the new version migrates: one has, one is about to.
  let migrated: Promise<string[]> | undefined;
  await inTransaction(database, async (early) => {
    await early.query(BEFORE.lockRevocation, ['early']);
    await insertAsBefore(early, 'early', 1, letterFile('pdf'));
    await inTransaction(database, async (late) => {
      await late.query(BEFORE.lockRevocation, ['late']);
      migrated = migrate(test.url);
      await migrationWaits();
      await insertAsBefore(late, 'late', 1, letterFile('pdf'));
    });
  });
  expect(await migrated).toEqual(later);
}, 60_000);
afterAll(async () => {
  await database.end();
  await test.drop();
});

/** Rows as 0.3.0 left them: an order with two letters and a revocation with two, the second of this status. */
async function fill(status: LetterStatus): Promise<void> {
  await insertOrder(`order-${status}`, 'confirmation-letter');
  await insertOrder(`form-${status}`, 'application-form');
  await insertRevocation(`revocation-${status}`);
  const large = status === 'accepted' ? LARGEST : 2_000;
  const letters = [
    ['letters', `order-${status}`, 1, 'superseded', 'confirmation-letter', 'image/png', 1_024],
    ['letters', `order-${status}`, 2, status, 'confirmation-letter', 'application/pdf', large],
    ['letters', `form-${status}`, 1, status, 'application-form', 'image/gif', 1],
    ['revocation_letters', `revocation-${status}`, 1, 'superseded', null, 'image/jpeg', 1_024],
    ['revocation_letters', `revocation-${status}`, 2, status, null, 'image/gif', large],
  ] as const;
  for (const letter of letters) await insertRow(letter);
  if (!UNDER_WAY.includes(status))
    await database.query(
      "update revocations set state = 'refused', ended_at = now() where revocation_id = $1",
      [`revocation-${status}`],
    );
}

type Row = readonly [
  table: 'letters' | 'revocation_letters',
  subject: string,
  version: number,
  status: LetterStatus,
  document: LetterDocument | null,
  contentType: string,
  size: number,
];

async function insertRow([table, subject, version, status, document, contentType, size]: Row): Promise<void> {
  const content = randomBytes(size);
  const isOfOrder = table === 'letters';
  const wasHandedIn = status !== 'superseded';
  const fields = {
    letter_id: `letter_${subject}_${version}`,
    [isOfOrder ? 'order_id' : 'revocation_id']: subject,
    ...(isOfOrder && { document }),
    version,
    content_type: contentType,
    size_bytes: size,
    sha256: sha256Of(content),
    content,
    uploaded_by: '李 “the clerk”',
    uploaded_at: `2026-11-0${version}T01:02:03.123456Z`,
    status,
    reason: status === 'rejected' || status === 'refused' ? 'the stamp, … is not legible' : null,
    handing_in_at: wasHandedIn ? `2026-11-0${version + 1}T04:05:06.654321Z` : null,
  };
  const names = Object.keys(fields);
  await database.query(
    `insert into ${table} (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
    Object.values(fields),
  );
}

async function insertOrder(orderId: string, way: LetterDocument): Promise<void> {
  await database.query(
    `insert into orders (order_id, account, request_sha256, brand, certificate_type, state, waiting_on, since, terms)
     values ($1, 'default', '', 'globalsign', 'ov', 'validating', 'us', now(), $2)`,
    [orderId, JSON.stringify({ organization: { way } })],
  );
}

async function insertRevocation(id: string): Promise<void> {
  const orderId = `order-of-${id}`;
  await insertOrder(orderId, 'confirmation-letter');
  await database.query(
    `insert into certificates
       (certificate_id, order_id, account, names, serial_number, fingerprint_sha256, issuer, not_before, not_after,
        certificate_pem, chain_pem)
     values ($1, $2, 'default', '{www.example.com}', $1, $1, 'CN=test', now(), now(), 'certificate', 'chain')`,
    [`certificate-of-${id}`, orderId],
  );
  await database.query(
    `insert into revocations (revocation_id, certificate_id, order_id, account, reason, proof, state, requested_by)
     values ($1, $2, $3, 'default', 'keyCompromise', 'letter', 'proving', 'the test')`,
    [id, `certificate-of-${id}`, orderId],
  );
}

/** Every column that both tables had; times to the microsecond, contents byte for byte. */
async function everyLetter(revocationsIn: 'letters' | 'revocation_letters'): Promise<Letter[]> {
  const columns = `letter_id, version, content_type, size_bytes, sha256, content, uploaded_by,
     uploaded_at::text, status, reason, handing_in_at::text`;
  const paper = revocationsIn === 'letters' ? 'document' : "'revocation-letter'";
  const { rows } = await database.query<{ readonly sha256: string; readonly content: Buffer }>(
    `select order_id as subject, document, ${columns} from letters where order_id is not null
      union all
     select revocation_id, ${paper}, ${columns} from ${revocationsIn} where revocation_id like 'revocation-%'
      order by letter_id`,
  );
  return rows.map(({ content, ...letter }) => ({ ...letter, content: content.toString('base64') }));
}

async function migrationWaits(): Promise<void> {
  await until('the migration waits', async () => {
    const { rowCount } = await database.query(
      `select 1 from pg_stat_activity
        where application_name = 'sealflow-migrate' and wait_event_type = 'Lock' and datname = current_database()`,
    );
    return rowCount > 0;
  });
}

function sha256Of(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** As 0.3.0 stores the next version. */
async function storeAsBefore(revocationId: string, content: Uint8Array): Promise<LetterBefore> {
  return await inTransaction(database, async (transaction) => {
    expect((await transaction.query(BEFORE.lockRevocation, [revocationId])).rowCount).toBe(1);
    const earlier = await listAsBefore(transaction, revocationId, BEFORE.lockLetters);
    await transaction.query(BEFORE.supersede, [revocationId]);
    return await insertAsBefore(transaction, revocationId, (earlier.at(-1)?.version ?? 0) + 1, content);
  });
}

interface LetterBefore {
  readonly letterId: string;
  readonly version: number;
  readonly sha256: string;
  readonly status: LetterStatus;
  readonly reason: string | null;
  readonly content?: Buffer;
}

async function listAsBefore(
  queryable: Queryable,
  revocationId: string,
  which: string,
): Promise<LetterBefore[]> {
  const text = `select ${BEFORE.columns} from revocation_letters ${which}`;
  return (await queryable.query<LetterBefore>(text, [revocationId])).rows;
}

async function insertAsBefore(
  queryable: Queryable,
  revocationId: string,
  version: number,
  content: Uint8Array,
): Promise<LetterBefore> {
  const { rows } = await queryable.query<LetterBefore>(`${BEFORE.insert}${BEFORE.columns}`, [
    `letter_${randomUUID()}`,
    revocationId,
    version,
    'application/pdf',
    content.byteLength,
    sha256Of(content),
    Buffer.from(content),
    'a program of 0.3.0',
  ]);
  const [letter] = rows;
  if (!letter) throw new Error('Postgres returned no row.');
  return letter;
}

const settleAsBefore = (letterId: string, to: LetterStatus, reason: string | null, from: LetterStatus[]) =>
  database.query(BEFORE.settle, [letterId, to, reason, from]);

describe('what was stored', () => {
  it('is all there, of both kinds and in every status, byte for byte', async () => {
    expect(before).toHaveLength(5 * LETTER_STATUSES.length);
    const after = await everyLetter('letters');
    expect(after).toEqual(before);
    expect(
      after.filter(({ content, sha256 }) => sha256Of(Buffer.from(content, 'base64')) !== sha256),
    ).toEqual([]);
  });

  it('is read by what this version asks', async () => {
    for (const status of LETTER_STATUSES) {
      const subject = { revocationId: `revocation-${status}` };
      expect(await listLetters(database, subject)).toMatchObject([
        { subject, version: 1, document: 'revocation-letter', status: 'superseded' },
        { subject, version: 2, document: 'revocation-letter', status, uploadedBy: '李 “the clerk”' },
      ]);
      expect(await listLetters(database, { orderId: `order-${status}` })).toMatchObject([
        { version: 1, status: 'superseded' },
        { version: 2, document: 'confirmation-letter', status },
      ]);
      expect(await listLetters(database, { orderId: `form-${status}` })).toMatchObject([
        { version: 1, document: 'application-form', status },
      ]);
    }
  });

  it('while the migration waited for it is there as well', async () => {
    for (const revocationId of ['early', 'late'])
      expect(await listLetters(database, { revocationId })).toMatchObject([
        { version: 1, status: 'stored', sha256: sha256Of(letterFile('pdf')) },
      ]);
  });

  it('stands in one table: the other is gone', async () => {
    const { rows } = await database.query(
      "select table_name as name, table_type as kind from information_schema.tables where table_name like '%letters' order by 1",
    );
    expect(rows).toEqual([
      { name: 'letters', kind: 'BASE TABLE' },
      { name: 'revocation_letters', kind: 'VIEW' },
    ]);
  });
});

describe('a worker or program of 0.3.0 beside it', () => {
  it('stores, supersedes, lists and reads letters of a revocation; this version finds them', async () => {
    await insertRevocation('beside');
    const subject = { revocationId: 'beside' };
    const first = await storeAsBefore('beside', letterFile('pdf', 2_000, 'a'));
    expect(first).toMatchObject({ version: 1, status: 'stored', reason: null });
    const second = await storeAsBefore('beside', letterFile('pdf', 2_000, 'b'));
    expect(await listAsBefore(database, 'beside', BEFORE.list)).toMatchObject([
      { letterId: first.letterId, status: 'superseded' },
      { letterId: second.letterId, status: 'stored' },
    ]);
    expect(await listAsBefore(database, 'beside', BEFORE.newestUnsent)).toEqual([second]);
    expect(await loadNewestUnsentLetter(database, subject)).toMatchObject({
      letterId: second.letterId,
      document: 'revocation-letter',
    });
    const loaded = await database.query<LetterBefore>(
      `select ${BEFORE.columns}, content from revocation_letters where revocation_id = $1 and letter_id = $2`,
      ['beside', second.letterId],
    );
    const content = letterFile('pdf', 2_000, 'b');
    expect(loaded.rows).toEqual([{ ...second, content: Buffer.from(content) }]);
    expect(await loadLetter(database, subject, second.letterId)).toMatchObject({ content });
  });

  it('hands in and settles what it, or this version, has stored', async () => {
    await insertRevocation('handed');
    const subject = { revocationId: 'handed' };
    const first = await storeLetter(database, {
      subject,
      document: 'revocation-letter',
      uploads: 'until-accepted',
      contentType: 'application/pdf',
      content: letterFile('pdf', 2_000, 'a'),
      uploadedBy: 'a program of this version',
    });
    expect((await database.query(BEFORE.noteHandingIn, [first.letterId])).rowCount).toBe(1);
    expect((await database.query(BEFORE.noteHandingIn, [first.letterId])).rowCount).toBe(0);
    expect((await database.query(BEFORE.isNoted, [first.letterId])).rowCount).toBe(1);
    // What one version has noted, the other one asks about before it sends.
    expect(await noteHandingIn(database, first.letterId)).toBe('again');
    await settleAsBefore(first.letterId, 'handed-in', null, ['stored']);
    await settleAsBefore(first.letterId, 'rejected', 'no stamp', ['stored', 'handed-in']);
    const second = await storeAsBefore('handed', letterFile('pdf', 2_000, 'b'));
    expect(await noteHandingIn(database, second.letterId)).toBe('first');
    await markHandedIn(database, second.letterId);
    await settleAsBefore(second.letterId, 'refused', 'too late', ['stored']);
    expect(await listAsBefore(database, 'handed', BEFORE.list)).toMatchObject([
      { version: 1, status: 'rejected', reason: 'no stamp' },
      { version: 2, status: 'handed-in', reason: null },
    ]);
  });

  it('stores letters of orders, and neither sees nor changes those as letters of a revocation', async () => {
    await insertOrder('beside', 'confirmation-letter');
    const content = letterFile('pdf');
    const { rows } = await database.query(BEFORE.insertOfOrder, [
      'letter-of-order-beside',
      'beside',
      1,
      'confirmation-letter',
      'application/pdf',
      content.byteLength,
      sha256Of(content),
      Buffer.from(content),
      'a program of 0.3.0',
    ]);
    expect(rows).toMatchObject([{ order_id: 'beside', version: 1, status: 'stored' }]);
    await settleAsBefore('letter-of-order-beside', 'accepted', null, ['stored']);
    expect(await listLetters(database, { orderId: 'beside' })).toMatchObject([{ status: 'stored' }]);
  });

  it('is told no where the revocation has ended', async () => {
    const ended = await database.query(BEFORE.lockRevocation, ['revocation-accepted']);
    expect(ended.rowCount).toBe(0);
    await expect(insertAsBefore(database, 'revocation-accepted', 3, letterFile('pdf'))).rejects.toMatchObject(
      {
        constraint: 'letter_fits_the_revocation',
      },
    );
  });
});
