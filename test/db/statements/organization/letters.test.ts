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
  type LetterSubject,
  type NewLetter,
} from '../../../../db/statements/organization/letters.js';
import { removeUnstartedRevocation } from '../../../../db/statements/revocation/row.js';
import { quoted } from '../../../../domain/told.js';
import {
  LETTER_CONTENT_TYPES,
  LETTER_DOCUMENTS,
  LETTER_RULES,
  REVOCATION_LETTER,
} from '../../../../domain/organization/letter-rules.js';
import { BRANDS, CERTIFICATE_TYPES } from '../../../../domain/catalogue/words.js';
import { revocationRule } from '../../../../domain/revocation/rules.js';
import { letterFile } from '../../../support/letter-files.js';
import { createTestDatabase, type TestDatabase } from '../../../support/postgres.js';
import { refusalOf } from '../../../support/refusal-of.js';
import { storeLetterOrder } from '../../../support/stored-orders.js';
import { storeRevocation } from '../../../support/stored-revocations.js';

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
  subject: { orderId },
  document: 'confirmation-letter',
  uploads: 'until-accepted',
  contentType: 'application/pdf',
  content: letterFile('pdf', 2_000, mark),
  uploadedBy: 'tester',
  ...fields,
});

const statuses = async (orderId: string) =>
  (await listLetters(database, { orderId })).map(({ version, status }) => [version, status]);

describe('versions', () => {
  it('a letter is stored with hash, size and sender, and its content comes back as it was', async () => {
    const orderId = await newOrder();
    const stored = await storeLetter(database, letter(orderId, 'a'));
    expect(stored).toMatchObject({
      subject: { orderId },
      version: 1,
      sizeBytes: 2_000,
      status: 'stored',
      uploadedBy: 'tester',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    const content = letterFile('pdf', 2_000, 'a');
    expect(await loadLetterVersion(database, { orderId }, 1)).toEqual({ ...stored, content });
    expect(await loadLetter(database, { orderId }, stored.letterId)).toEqual({ ...stored, content });
    expect(await loadLetter(database, { orderId: await newOrder() }, stored.letterId)).toBeUndefined();
    expect(await listLetters(database, { orderId })).toEqual([stored]);
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
    expect(await loadNewestUnsentLetter(database, { orderId })).toEqual(second);
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
    expect(await loadNewestUnsentLetter(database, { orderId })).toBeUndefined();
    expect((await refusalOf(storeLetter(database, letter(orderId, 'b')))).code).toBe('RefusedInThisState');
    expect((await storeLetter(database, letter(orderId, 'a'))).letterId).toBe(letterId);

    await markRejected(database, letterId, quoted('The stamp is not legible'));
    const again = await refusalOf(storeLetter(database, letter(orderId, 'a')));
    expect(again).toMatchObject({ code: 'RefusedInThisState' });
    expect(again.message).toContain('This very file was rejected as version 1');
    await storeLetter(database, letter(orderId, 'b'));
    expect(await listLetters(database, { orderId })).toMatchObject([
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
    await markRefused(database, letterId, quoted('Not this kind of file'));
    await markHandedIn(database, letterId);
    expect(await statuses(orderId)).toEqual([[1, 'refused']]);
    expect(await noteHandingIn(database, letterId)).toBe('gone');
    expect((await storeLetter(database, letter(orderId, 'b'))).version).toBe(2);
  });

  it('an application form is uploaded once and never again', async () => {
    const orderId = await newOrder('dnspod-sm2');
    const form = (mark: string) => letter(orderId, mark, { document: 'application-form', uploads: 'one' });
    const { letterId } = await storeLetter(database, form('a'));
    expect((await storeLetter(database, form('a'))).letterId).toBe(letterId);
    expect((await refusalOf(storeLetter(database, form('b')))).message).toContain('no second one');
    await markRejected(database, letterId, quoted('no stamp'));
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
    await markRejected(database, `${sm2}-1`, quoted('no stamp'));
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

describe('letters that ask for a revocation', () => {
  async function newRevocation(
    brand: 'globalsign' | 'dnspod-sm2' | 'trustasia' = 'globalsign',
  ): Promise<{ revocationId: string }> {
    const id = `revoked-${++count}`;
    await storeRevocation(database, id, brand);
    return { revocationId: `revocation:${id}` };
  }

  const asking = (subject: LetterSubject, mark = '', fields: Partial<NewLetter> = {}): NewLetter => ({
    ...letter('', mark),
    subject,
    document: REVOCATION_LETTER,
    ...fields,
  });

  const end = (subject: { revocationId: string }) =>
    database.query('update revocations set ended_at = now() where revocation_id = $1', [
      subject.revocationId,
    ]);

  async function refusedBy(letterOf: NewLetter): Promise<string | undefined> {
    try {
      await storeLetter(database, letterOf);
      return undefined;
    } catch (error) {
      if (error instanceof StatementRefused) return error.constraint;
      throw error;
    }
  }

  it('go the same way, apart from those of the order that is revoked', async () => {
    const subject = await newRevocation();
    const order = { orderId: subject.revocationId.slice('revocation:'.length) };
    const first = await storeLetter(database, asking(subject, 'a'));
    expect(first).toMatchObject({ subject, version: 1, document: 'revocation-letter', status: 'stored' });
    expect(await storeLetter(database, asking(subject, 'a'))).toEqual(first);
    const second = await storeLetter(database, asking(subject, 'b'));
    const ofOrder = await storeLetter(database, letter(order.orderId, 'b'));
    expect(ofOrder).toMatchObject({ subject: order, version: 1 });
    expect(await listLetters(database, subject)).toEqual([{ ...first, status: 'superseded' }, second]);
    expect(await loadNewestUnsentLetter(database, subject)).toEqual(second);
    expect(await loadNewestUnsentLetter(database, order)).toEqual(ofOrder);
    const content = letterFile('pdf', 2_000, 'b');
    expect(await loadLetter(database, subject, second.letterId)).toEqual({ ...second, content });
    expect(await loadLetter(database, order, second.letterId)).toBeUndefined();
    expect(await loadLetterVersion(database, subject, 2)).toEqual({ ...second, content });
  });

  it('of many at once, each gets a version of its own and one is left to be handed in', async () => {
    const subject = await newRevocation();
    await Promise.all(['a', 'b', 'c', 'd'].map((mark) => storeLetter(database, asking(subject, mark))));
    const found = await listLetters(database, subject);
    expect(found.map(({ version }) => version)).toEqual([1, 2, 3, 4]);
    expect(found.filter(({ status }) => status === 'stored')).toMatchObject([{ version: 4 }]);
  });

  it('with the CA they wait for its word; once rejected, another may follow, the same may not', async () => {
    const subject = await newRevocation();
    const { letterId } = await storeLetter(database, asking(subject, 'a'));
    expect(await noteHandingIn(database, letterId)).toBe('first');
    expect((await refusalOf(storeLetter(database, asking(subject, 'b')))).message).toContain(
      'lies with the CA',
    );
    await markHandedIn(database, letterId);
    await markRejected(database, letterId, quoted('no stamp'));
    expect((await refusalOf(storeLetter(database, asking(subject, 'a')))).message).toBe(
      'This very file was rejected as version 1: upload a corrected one',
    );
    const next = await storeLetter(database, asking(subject, 'b'));
    await markAccepted(database, next.letterId);
    expect((await refusalOf(storeLetter(database, asking(subject, 'c')))).message).toContain(
      'accepted version 2',
    );
  });

  it('where the CA takes one, that is the first that it takes', async () => {
    const subject = await newRevocation('dnspod-sm2');
    const form = (mark: string) => asking(subject, mark, { uploads: 'one-taken' });
    const first = await storeLetter(database, form('a'));
    expect((await refusalOf(storeLetter(database, form('b')))).message).toBe(
      'This revocation has its letter: the CA takes one upload, and no second one',
    );
    await markRefused(database, first.letterId, quoted('not readable'));
    const second = await storeLetter(database, form('b'));
    await markRejected(database, second.letterId, quoted('no stamp'));
    expect((await refusalOf(storeLetter(database, form('c')))).message).toContain('no second one');
  });

  it('are refused after its end, by the statement and by Postgres itself; what is there stays', async () => {
    const subject = await newRevocation();
    const { letterId } = await storeLetter(database, asking(subject, 'a'));
    await end(subject);
    expect(await refusalOf(storeLetter(database, asking(subject, 'b')))).toEqual(
      expect.objectContaining({
        code: 'RefusedInThisState',
        message: 'This revocation has ended: it takes no letter',
      }),
    );
    await expect(
      database.query(
        `insert into letters (letter_id, revocation_id, version, document, content_type, size_bytes, sha256, content, uploaded_by)
         select 'late', revocation_id, 2, document, content_type, size_bytes, sha256, content, uploaded_by
           from letters where letter_id = $1`,
        [letterId],
      ),
    ).rejects.toMatchObject({ constraint: 'letter_fits_the_revocation' });
    await markAccepted(database, letterId);
    expect(await listLetters(database, subject)).toMatchObject([{ version: 1, status: 'accepted' }]);
  });

  it('Postgres takes the types and sizes that the rules of some product take, and no other', async () => {
    const rules = BRANDS.flatMap((brand) =>
      CERTIFICATE_TYPES.flatMap((type) => revocationRule({ brand, type }).letter ?? []),
    );
    for (const contentType of LETTER_CONTENT_TYPES)
      expect([contentType, await refusedBy(asking(await newRevocation(), '', { contentType }))]).toEqual([
        contentType,
        rules.some(({ contentTypes }) => contentTypes.includes(contentType))
          ? undefined
          : 'letter_is_acceptable',
      ]);
    const smallest = Math.min(...rules.map(({ smallestBytes }) => smallestBytes));
    const largest = Math.max(...rules.map(({ largestBytes }) => largestBytes));
    const refusedAt = async (size: number) =>
      await refusedBy(asking(await newRevocation(), '', { content: letterFile('pdf', size) }));
    expect(await refusedAt(smallest - 1)).toBe('letter_is_acceptable');
    expect(await refusedAt(smallest)).toBeUndefined();
    expect(await refusedAt(largest)).toBeUndefined();
    expect(await refusedAt(largest + 1)).toBe('letter_is_acceptable');
  });

  it('Postgres refuses another paper, another subject’s, a second under way, and a proof that is no letter', async () => {
    const subject = await newRevocation();
    expect(await refusedBy(asking(subject, '', { document: 'confirmation-letter' }))).toBe(
      'letter_document_fits_subject',
    );
    const order = { orderId: await newOrder() };
    expect(await refusedBy(asking(order))).toBe('letter_fits_the_way');
    expect(await refusedBy(asking(await newRevocation('trustasia')))).toBe('letter_fits_the_revocation');
    const { letterId } = await storeLetter(database, asking(subject));
    const copied = (columns: string) =>
      database.query(
        `insert into letters (letter_id, order_id, revocation_id, version, document, content_type, size_bytes, sha256, content, uploaded_by)
         select 'copy', ${columns}, document, content_type, size_bytes, sha256, content, uploaded_by
           from letters where letter_id = $1`,
        [letterId],
      );
    await expect(copied('null, revocation_id, 2')).rejects.toMatchObject({
      constraint: 'one_revocation_letter_under_way',
    });
    await expect(
      database.query('update letters set order_id = $1 where letter_id = $2', [order.orderId, letterId]),
    ).rejects.toMatchObject({ constraint: 'letter_has_one_subject' });
    await markRejected(database, letterId, quoted('no stamp'));
    await expect(copied('null, revocation_id, 1')).rejects.toMatchObject({
      constraint: 'letters_revocation_id_version_key',
    });
  });

  it('go with a request that was taken back', async () => {
    const subject = await newRevocation();
    await storeLetter(database, asking(subject));
    await removeUnstartedRevocation(database, subject.revocationId);
    expect(await listLetters(database, subject)).toEqual([]);
  });
});
