/** Letters as they are stored: every version with its hash and who sent it. What becomes of them: letter-progress.ts. */
import { createHash, randomUUID } from 'node:crypto';
import type { LetterContentType, LetterDocument } from '../../../domain/organization/letter-rules.js';
import { judgeNextLetter, type LetterStatus } from '../../../domain/organization/letter-succession.js';
import { Refusal } from '../../../domain/refusals.js';
import { inTransaction, type Database, type Queryable } from '../../database.js';

/** One version, without its content. */
export interface StoredLetter {
  readonly letterId: string;
  readonly orderId: string;
  /** Counts the order's letters, from 1. */
  readonly version: number;
  readonly document: LetterDocument;
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
  /** When it was first about to be handed in; ISO 8601, UTC. */
  readonly handingInAt: string | null;
}

export interface LetterWithContent extends StoredLetter {
  readonly content: Uint8Array;
}

export interface NewLetter {
  readonly orderId: string;
  readonly document: LetterDocument;
  readonly contentType: LetterContentType;
  readonly content: Uint8Array;
  /** Who sent it, in the caller's words. */
  readonly uploadedBy: string;
}

/**
 * Stores the next version; a letter that is not handed in yet gives way to it. Idempotent by content: the same bytes are
 * the same letter while it is not rejected. One at a time per order. Throws Refusal `RefusedInThisState` while another one
 * is in review, for a second application form, and for a file that was rejected before; StatementRefused where the order
 * takes no such letter.
 */
export function storeLetter(database: Database, letter: NewLetter): Promise<StoredLetter> {
  const sha256 = createHash('sha256').update(letter.content).digest('hex');
  return inTransaction(database, async (transaction) => {
    await transaction.query('select 1 from orders where order_id = $1 for update', [letter.orderId]);
    const others = await lockLetters(transaction, letter.orderId);
    const askedAgain = await letterIsAskedFor(transaction, letter.orderId);
    const judged = judgeNextLetter({ document: letter.document, sha256, askedAgain }, others);
    if (judged !== 'next') {
      if ('same' in judged) return judged.same;
      throw new Refusal(judged.refusal);
    }
    await transaction.query(
      "update letters set status = 'superseded' where order_id = $1 and status = 'stored'",
      [letter.orderId],
    );
    return await insertLetter(transaction, letter, sha256, (others.at(-1)?.version ?? 0) + 1);
  });
}

/** Oldest first, without content. */
export async function listLetters(database: Queryable, orderId: string): Promise<StoredLetter[]> {
  return await select(database, 'where order_id = $1 order by version', [orderId]);
}

/** For the CA: never for logs, results or histories. */
export async function loadLetter(
  database: Queryable,
  orderId: string,
  letterId: string,
): Promise<LetterWithContent | undefined> {
  return await loadContent(database, 'order_id = $1 and letter_id = $2', [orderId, letterId]);
}

/** For the order's own account. */
export async function loadLetterVersion(
  database: Queryable,
  orderId: string,
  version: number,
): Promise<LetterWithContent | undefined> {
  return await loadContent(database, 'order_id = $1 and version = $2', [orderId, version]);
}

/** The letter that the CA does not have yet, as far as is known; `handingInAt` tells whether it may have it. */
export async function loadNewestUnsentLetter(
  database: Queryable,
  orderId: string,
): Promise<StoredLetter | undefined> {
  const [newest] = await select(
    database,
    "where order_id = $1 and status = 'stored' order by version desc limit 1",
    [orderId],
  );
  return newest;
}

/** A letter that is being handed in at this moment can't be superseded meanwhile, nor the other way round. */
async function lockLetters(transaction: Queryable, orderId: string): Promise<StoredLetter[]> {
  return await select(transaction, 'where order_id = $1 order by version for update', [orderId]);
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

async function insertLetter(
  transaction: Queryable,
  { orderId, document, contentType, content, uploadedBy }: NewLetter,
  sha256: string,
  version: number,
): Promise<StoredLetter> {
  const { rows } = await transaction.query<LetterRow>(
    `insert into letters
       (letter_id, order_id, version, document, content_type, size_bytes, sha256, content, uploaded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     returning ${LETTER_COLUMNS}`,
    [
      `letter_${randomUUID()}`,
      orderId,
      version,
      document,
      contentType,
      content.byteLength,
      sha256,
      Buffer.from(content),
      uploadedBy,
    ],
  );
  const [inserted] = rows.map(storedLetter);
  if (!inserted) throw new Error('Postgres returned no row for an insert.');
  return inserted;
}

const LETTER_COLUMNS = `
  letter_id, order_id, version, document, content_type, size_bytes, sha256, uploaded_by, uploaded_at, status, reason,
  handing_in_at`;

interface LetterRow {
  readonly letter_id: string;
  readonly order_id: string;
  readonly version: number;
  readonly document: LetterDocument;
  readonly content_type: LetterContentType;
  readonly size_bytes: number;
  readonly sha256: string;
  readonly uploaded_by: string;
  readonly uploaded_at: Date;
  readonly status: LetterStatus;
  readonly reason: string | null;
  readonly handing_in_at: Date | null;
}

function storedLetter(row: LetterRow): StoredLetter {
  return {
    letterId: row.letter_id,
    orderId: row.order_id,
    version: row.version,
    document: row.document,
    contentType: row.content_type,
    sizeBytes: row.size_bytes,
    sha256: row.sha256,
    uploadedBy: row.uploaded_by,
    uploadedAt: row.uploaded_at.toISOString(),
    status: row.status,
    reason: row.reason,
    handingInAt: row.handing_in_at?.toISOString() ?? null,
  };
}

async function select(
  database: Queryable,
  which: string,
  values: readonly unknown[],
): Promise<StoredLetter[]> {
  const { rows } = await database.query<LetterRow>(`select ${LETTER_COLUMNS} from letters ${which}`, values);
  return rows.map(storedLetter);
}

async function loadContent(
  database: Queryable,
  which: string,
  values: readonly unknown[],
): Promise<LetterWithContent | undefined> {
  const { rows } = await database.query<LetterRow & { readonly content: Buffer }>(
    `select ${LETTER_COLUMNS}, content from letters where ${which}`,
    values,
  );
  return rows[0] && { ...storedLetter(rows[0]), content: new Uint8Array(rows[0].content) };
}
