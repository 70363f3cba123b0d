/** Letters as they are stored: every version with its hash and who sent it. What becomes of them: letter-progress.ts. */
import { createHash, randomUUID } from 'node:crypto';
import type {
  LetterContentType,
  LetterPaper,
  LetterUploads,
} from '../../../domain/organization/letter-rules.js';
import { judgeNextLetter, type LetterStatus } from '../../../domain/organization/letter-succession.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import { inTransaction, type Database, type Queryable } from '../../database.js';
import { pageOf, Parameters, placeColumn, type Page, type PageWanted } from '../pages.js';
import { chineseIn } from '../reasons.js';

/** Whose letters they are: an order's, for the check of its company, or those that ask for one revocation. */
export type LetterSubject = { readonly orderId: string } | { readonly revocationId: string };

/** One version, without its content. */
export interface StoredLetter {
  readonly letterId: string;
  readonly subject: LetterSubject;
  /** Counts the subject's letters, from 1. */
  readonly version: number;
  /** Of a revocation `revocation-letter`, of an order one of the others. */
  readonly document: LetterPaper;
  readonly contentType: LetterContentType;
  readonly sizeBytes: number;
  /** Of the content, lower-case hex. */
  readonly sha256: string;
  readonly uploadedBy: string;
  /** ISO 8601, UTC. */
  readonly uploadedAt: string;
  readonly status: LetterStatus;
  /** Why it was rejected or refused. */
  readonly reason: string | null;
  /** The same in Chinese, where the words are ours, or the CA has them in both languages. */
  readonly reasonChinese: string | null;
  /** When it was first about to be handed in; ISO 8601, UTC. */
  readonly handingInAt: string | null;
}

export interface LetterWithContent extends StoredLetter {
  readonly content: Uint8Array;
}

export interface NewLetter {
  readonly subject: LetterSubject;
  readonly document: LetterPaper;
  /** How many of them the CA takes. */
  readonly uploads: LetterUploads;
  readonly contentType: LetterContentType;
  readonly content: Uint8Array;
  /** Who sent it, in the caller's words. */
  readonly uploadedBy: string;
}

/**
 * Stores the next version; a letter that is not handed in yet gives way to it. Idempotent by content: the same bytes are
 * the same letter while it is not rejected. One at a time per order or revocation. Throws Refusal `RefusedInThisState` while
 * another one is in review, for one more where the CA takes one only, for a file that was rejected before, and where the
 * revocation has ended; StatementRefused where the subject takes no such letter.
 */
export function storeLetter(database: Database, letter: NewLetter): Promise<StoredLetter> {
  const sha256 = createHash('sha256').update(letter.content).digest('hex');
  return inTransaction(database, async (transaction) => {
    const { subject, document, uploads } = letter;
    const askedAgain = await lockSubject(transaction, subject);
    const others = await lockLetters(transaction, subject);
    const judged = judgeNextLetter({ document, uploads, sha256, askedAgain }, others);
    if (judged !== 'next') {
      if ('same' in judged) return judged.same;
      throw new Refusal(judged.refusal);
    }
    const { column, id } = keyOf(subject);
    await transaction.query(
      `update letters set status = 'superseded' where ${column} = $1 and status = 'stored'`,
      [id],
    );
    return await insertLetter(transaction, letter, sha256, (others.at(-1)?.version ?? 0) + 1);
  });
}

/** Oldest first, without content. */
export async function listLetters(database: Queryable, subject: LetterSubject): Promise<StoredLetter[]> {
  return await select(database, subject, 'order by version');
}

/** How many an order has, whatever became of them. */
export async function countLetters(database: Queryable, orderId: string): Promise<number> {
  const { rows } = await database.query<{ readonly count: number }>(
    'select count(*)::int as count from letters where order_id = $1',
    [orderId],
  );
  return rows[0]?.count ?? 0;
}

/** The same, page by page. */
export async function pageOfLetters(
  database: Queryable,
  subject: LetterSubject,
  { limit, after }: PageWanted,
): Promise<Page<StoredLetter>> {
  const { column, id } = keyOf(subject);
  const parameters = new Parameters();
  const whose = `${column} = ${parameters.add(id)}`;
  const behind = after ? ` and version > ${parameters.add(after.id, 'integer')}` : '';
  const { rows } = await database.query<LetterRow & { placeAt: string }>(
    `select ${LETTER_COLUMNS}, ${placeColumn('uploaded_at')} from letters
      where ${whose}${behind} order by version limit ${parameters.add(limit + 1)}`,
    parameters.values,
  );
  return pageOf(
    rows,
    limit,
    ({ version }) => String(version),
    (row) => storedLetter(row, subject),
  );
}

/** For the CA: never for logs, results or histories. */
export async function loadLetter(
  database: Queryable,
  subject: LetterSubject,
  letterId: string,
): Promise<LetterWithContent | undefined> {
  return await loadContent(database, subject, 'letter_id', letterId);
}

/** For the subject's own account. */
export async function loadLetterVersion(
  database: Queryable,
  subject: LetterSubject,
  version: number,
): Promise<LetterWithContent | undefined> {
  return await loadContent(database, subject, 'version', version);
}

/** The letter that the CA does not have yet, as far as is known; `handingInAt` tells whether it may have it. */
export async function loadNewestUnsentLetter(
  database: Queryable,
  subject: LetterSubject,
): Promise<StoredLetter | undefined> {
  const [newest] = await select(database, subject, "and status = 'stored' order by version desc limit 1");
  return newest;
}

/**
 * One letter at a time. True where the CA asks again for what it accepted before. Throws Refusal `RefusedInThisState` for a
 * revocation that has ended.
 */
async function lockSubject(transaction: Queryable, subject: LetterSubject): Promise<boolean> {
  if ('orderId' in subject) {
    await transaction.query('select 1 from orders where order_id = $1 for update', [subject.orderId]);
    return await letterIsAskedFor(transaction, subject.orderId);
  }
  const { rowCount } = await transaction.query(
    'select 1 from revocations where revocation_id = $1 and ended_at is null for update',
    [subject.revocationId],
  );
  if (rowCount === 1) return false;
  throw new Refusal(
    refusalDetails('RefusedInThisState', {
      message: {
        zh: '此次吊销已结束:不再接受申请函',
        en: 'This revocation has ended: it takes no letter',
      },
    }),
  );
}

/** As the CA was last seen: an accepted letter's check may have lapsed and begun again. */
async function letterIsAskedFor(transaction: Queryable, orderId: string): Promise<boolean> {
  const { rowCount } = await transaction.query(
    `select 1 from organization_checks
      where order_id = $1 and steps @> '[{"step": "letter", "status": "with-subscriber"}]'`,
    [orderId],
  );
  return rowCount > 0;
}

/** A letter that is being handed in at this moment can't be superseded meanwhile, nor the other way round. */
async function lockLetters(transaction: Queryable, subject: LetterSubject): Promise<StoredLetter[]> {
  return await select(transaction, subject, 'order by version for update');
}

async function insertLetter(
  transaction: Queryable,
  { subject, document, contentType, content, uploadedBy }: NewLetter,
  sha256: string,
  version: number,
): Promise<StoredLetter> {
  const { column, id } = keyOf(subject);
  const { rows } = await transaction.query<LetterRow>(
    `insert into letters
       (letter_id, ${column}, version, document, content_type, size_bytes, sha256, content, uploaded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     returning ${LETTER_COLUMNS}`,
    [
      `letter_${randomUUID()}`,
      id,
      version,
      document,
      contentType,
      content.byteLength,
      sha256,
      Buffer.from(content),
      uploadedBy,
    ],
  );
  const [inserted] = rows;
  if (!inserted) throw new Error('Postgres returned no row for an insert.');
  return storedLetter(inserted, subject);
}

interface SubjectKey {
  readonly column: 'order_id' | 'revocation_id';
  readonly id: string;
}

function keyOf(subject: LetterSubject): SubjectKey {
  return 'orderId' in subject
    ? { column: 'order_id', id: subject.orderId }
    : { column: 'revocation_id', id: subject.revocationId };
}

const LETTER_COLUMNS = `
  letter_id, version, document, content_type, size_bytes, sha256, uploaded_by, uploaded_at, status, reason,
  ${chineseIn('reason', 'reason_words')} as reason_chinese, handing_in_at`;

interface LetterRow {
  readonly letter_id: string;
  readonly version: number;
  readonly document: LetterPaper;
  readonly content_type: LetterContentType;
  readonly size_bytes: number;
  readonly sha256: string;
  readonly uploaded_by: string;
  readonly uploaded_at: Date;
  readonly status: LetterStatus;
  readonly reason: string | null;
  readonly reason_chinese: string | null;
  readonly handing_in_at: Date | null;
}

function storedLetter(row: LetterRow, subject: LetterSubject): StoredLetter {
  return {
    letterId: row.letter_id,
    subject,
    version: row.version,
    document: row.document,
    contentType: row.content_type,
    sizeBytes: row.size_bytes,
    sha256: row.sha256,
    uploadedBy: row.uploaded_by,
    uploadedAt: row.uploaded_at.toISOString(),
    status: row.status,
    reason: row.reason,
    reasonChinese: row.reason_chinese,
    handingInAt: row.handing_in_at?.toISOString() ?? null,
  };
}

/** `which`: what follows the condition that they are this subject's. */
async function select(database: Queryable, subject: LetterSubject, which: string): Promise<StoredLetter[]> {
  const { column, id } = keyOf(subject);
  const { rows } = await database.query<LetterRow>(
    `select ${LETTER_COLUMNS} from letters where ${column} = $1 ${which}`,
    [id],
  );
  return rows.map((row) => storedLetter(row, subject));
}

async function loadContent(
  database: Queryable,
  subject: LetterSubject,
  by: 'letter_id' | 'version',
  value: string | number,
): Promise<LetterWithContent | undefined> {
  const { column, id } = keyOf(subject);
  const { rows } = await database.query<LetterRow & { readonly content: Buffer }>(
    `select ${LETTER_COLUMNS}, content from letters where ${column} = $1 and ${by} = $2`,
    [id, value],
  );
  return rows[0] && { ...storedLetter(rows[0], subject), content: new Uint8Array(rows[0].content) };
}
