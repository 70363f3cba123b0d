/** Letters in a real Postgres: versions, one at a time, and what Postgres itself refuses. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, StatementRefused, type Database } from '../../../../db/database.js';
import {
  markAccepted,
  markHandedIn,
  markRefused,
  markRejected,
  noteHandingIn,
} from '../../../../db/statements/organization/letter-progress.js';
import {
  listLetters,
  loadLetter,
  loadLetterVersion,
  loadNewestUnsentLetter,
  storeLetter,
  type NewLetter,
} from '../../../../db/statements/organization/letters.js';
import {
  LETTER_CONTENT_TYPES,
  LETTER_DOCUMENTS,
  LETTER_RULES,
} from '../../../../domain/organization/letter-rules.js';
import { letterFile } from '../../../support/letter-files.js';
import { createTestDatabase, type TestDatabase } from '../../../support/postgres.js';
import { refusalOf } from '../../../support/refusal-of.js';
import { storeLetterOrder } from '../../../support/stored-orders.js';

let test: TestDatabase;
let database: Database;
let count = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase(test.url);
});
afterAll(async () => {
  await database.end();
  await test.drop();
});

async function newOrder(brand: 'globalsign' | 'dnspod-sm2' | 'geotrust' = 'globalsign'): Promise<string> {
  const orderId = `order-${++count}`;
  await storeLetterOrder(database, orderId, brand);
  return orderId;
}

const letter = (orderId: string, mark = '', fields: Partial<NewLetter> = {}): NewLetter => ({
  orderId,
  document: 'confirmation-letter',
  contentType: 'application/pdf',
  content: letterFile('pdf', 2_000, mark),
  uploadedBy: 'tester',
  ...fields,
});

const statuses = async (orderId: string) =>
  (await listLetters(database, orderId)).map(({ version, status }) => [version, status]);

describe('versions', () => {
  it('a letter is stored with hash, size and sender, and its content comes back as it was', async () => {
    const orderId = await newOrder();
    const stored = await storeLetter(database, letter(orderId, 'a'));
    expect(stored).toMatchObject({
      orderId,
      version: 1,
      sizeBytes: 2_000,
      status: 'stored',
      uploadedBy: 'tester',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    const content = letterFile('pdf', 2_000, 'a');
    expect(await loadLetterVersion(database, orderId, 1)).toEqual({ ...stored, content });
    expect(await loadLetter(database, orderId, stored.letterId)).toEqual({ ...stored, content });
    expect(await loadLetter(database, await newOrder(), stored.letterId)).toBeUndefined();
    expect(await listLetters(database, orderId)).toEqual([stored]);
  });

  it('the same bytes are the same letter; others supersede it as long as it is not handed in', async () => {
    const orderId = await newOrder();
    const first = await storeLetter(database, letter(orderId, 'a'));
    expect(await storeLetter(database, letter(orderId, 'a'))).toEqual(first);
    const second = await storeLetter(database, letter(orderId, 'b'));
    expect(await statuses(orderId)).toEqual([
      [1, 'superseded'],
      [2, 'stored'],
    ]);
    expect(await loadNewestUnsentLetter(database, orderId)).toEqual(second);
    await storeLetter(database, letter(orderId, 'a'));
    expect((await statuses(orderId)).at(-1)).toEqual([3, 'stored']);
  });

  it('of many at once, each gets a version of its own and one is left to be handed in', async () => {
    const orderId = await newOrder();
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((mark) => storeLetter(database, letter(orderId, mark))));
    const found = await statuses(orderId);
    expect(found.map(([version]) => version)).toEqual([1, 2, 3, 4, 5]);
    expect(found.filter(([, status]) => status === 'stored')).toEqual([[5, 'stored']]);
  });

  it('a letter that may be with the CA is not superseded; once rejected, another may follow, the same may not', async () => {
    const orderId = await newOrder();
    const { letterId } = await storeLetter(database, letter(orderId, 'a'));
    expect(await noteHandingIn(database, letterId)).toBe('first');
    expect(await noteHandingIn(database, letterId)).toBe('again');
    expect((await refusalOf(storeLetter(database, letter(orderId, 'b')))).message).toContain(
      'lies with the CA',
    );
    await markHandedIn(database, letterId);
    await markHandedIn(database, letterId);
    expect(await loadNewestUnsentLetter(database, orderId)).toBeUndefined();
    expect((await refusalOf(storeLetter(database, letter(orderId, 'b')))).code).toBe('RefusedInThisState');
    expect((await storeLetter(database, letter(orderId, 'a'))).letterId).toBe(letterId);

    await markRejected(database, letterId, 'The stamp is not legible');
    const again = await refusalOf(storeLetter(database, letter(orderId, 'a')));
    expect(again).toMatchObject({ code: 'RefusedInThisState' });
    expect(again.message).toContain('This very file was rejected as version 1');
    await storeLetter(database, letter(orderId, 'b'));
    expect(await listLetters(database, orderId)).toMatchObject([
      { version: 1, status: 'rejected', reason: 'The stamp is not legible' },
      { version: 2, status: 'stored', reason: null },
    ]);
  });

  it('after an accepted letter there is no other, unless the CA asks again', async () => {
    const orderId = await newOrder();
    const { letterId } = await storeLetter(database, letter(orderId, 'a'));
    await markAccepted(database, letterId);
    expect((await storeLetter(database, letter(orderId, 'a'))).version).toBe(1);
    expect((await refusalOf(storeLetter(database, letter(orderId, 'b')))).message).toContain(
      'accepted version 1',
    );
    await database.query(
      `insert into organization_checks
         (order_id, account, brand, certificate_type, company_key, status, steps, checked_at)
       values ($1, 'default', 'globalsign', 'ov', 'k', 'pending', $2, now())`,
      [orderId, JSON.stringify([{ step: 'letter', status: 'with-subscriber', reason: 'lapsed' }])],
    );
    expect((await storeLetter(database, letter(orderId, 'a'))).version).toBe(2);
  });

  it('a letter the CA did not take may be followed by another', async () => {
    const orderId = await newOrder();
    const { letterId } = await storeLetter(database, letter(orderId, 'a'));
    await noteHandingIn(database, letterId);
    await markRefused(database, letterId, 'Not this kind of file');
    await markHandedIn(database, letterId);
    expect(await statuses(orderId)).toEqual([[1, 'refused']]);
    expect(await noteHandingIn(database, letterId)).toBe('gone');
    expect((await storeLetter(database, letter(orderId, 'b'))).version).toBe(2);
  });

  it('an application form is uploaded once and never again', async () => {
    const orderId = await newOrder('dnspod-sm2');
    const form = (mark: string) => letter(orderId, mark, { document: 'application-form' });
    const { letterId } = await storeLetter(database, form('a'));
    expect((await storeLetter(database, form('a'))).letterId).toBe(letterId);
    expect((await refusalOf(storeLetter(database, form('b')))).message).toContain('no second one');
    await markRejected(database, letterId, 'no stamp');
    expect((await refusalOf(storeLetter(database, form('b')))).message).toContain('no second one');
  });
});

describe('Postgres itself', () => {
  async function refusedBy(orderId: string, fields: Partial<NewLetter>): Promise<string | undefined> {
    try {
      await storeLetter(database, letter(orderId, 'x', fields));
      return undefined;
    } catch (error) {
      if (error instanceof StatementRefused) return error.constraint;
      throw error;
    }
  }

  it.each(
    LETTER_DOCUMENTS.flatMap((document) => LETTER_CONTENT_TYPES.map((type) => [document, type] as const)),
  )('%s: takes %s exactly where the rules do', async (document, contentType) => {
    const orderId = await newOrder(document === 'application-form' ? 'dnspod-sm2' : 'globalsign');
    const taken = LETTER_RULES[document].contentTypes.includes(contentType);
    expect(await refusedBy(orderId, { document, contentType })).toBe(
      taken ? undefined : 'letter_is_acceptable',
    );
  });

  it.each(LETTER_DOCUMENTS)('%s: takes exactly the sizes that the rules take', async (document) => {
    const { smallestBytes, largestBytes } = LETTER_RULES[document];
    const brand = document === 'application-form' ? 'dnspod-sm2' : 'globalsign';
    const refusedAt = async (size: number) =>
      await refusedBy(await newOrder(brand), { document, content: letterFile('pdf', size) });
    expect(await refusedAt(smallestBytes - 1)).toBe('letter_is_acceptable');
    expect(await refusedAt(smallestBytes)).toBeUndefined();
    expect(await refusedAt(largestBytes)).toBeUndefined();
    expect(await refusedAt(largestBytes + 1)).toBe('letter_is_acceptable');
  });

  it('refuses a letter to a brand that takes none, and the other document to one that does', async () => {
    const geotrust = await newOrder('geotrust');
    expect(await refusedBy(geotrust, {})).toBe('letter_fits_the_way');
    expect(await refusedBy(await newOrder(), { document: 'application-form' })).toBe('letter_fits_the_way');
  });

  it('refuses a second application form and a second letter under way, whoever asks', async () => {
    const insert = (orderId: string, version: number, document: string) =>
      database.query(
        `insert into letters (letter_id, order_id, version, document, content_type, size_bytes, sha256, content, uploaded_by)
         values ($1, $2, $3, $4, 'application/pdf', 2000, $5, $6, 'nobody')`,
        [
          `${orderId}-${version}`,
          orderId,
          version,
          document,
          'a'.repeat(64),
          Buffer.from(letterFile('pdf', 2_000)),
        ],
      );
    const sm2 = await newOrder('dnspod-sm2');
    await insert(sm2, 1, 'application-form');
    await markRejected(database, `${sm2}-1`, 'no stamp');
    await expect(insert(sm2, 2, 'application-form')).rejects.toMatchObject({
      constraint: 'one_application_form',
    });
    const globalsign = await newOrder();
    await insert(globalsign, 1, 'confirmation-letter');
    await expect(insert(globalsign, 2, 'confirmation-letter')).rejects.toMatchObject({
      constraint: 'one_letter_under_way',
    });
  });
});
