/** Letters that ask for a revocation: every version, and what became of it. Every write of a status is idempotent. */
import { createHash, randomUUID } from 'node:crypto';
import type { LetterContentType } from '../../../domain/organization/letter-rules.js';
import type { LetterStatus, Succession } from '../../../domain/organization/letter-succession.js';
import { Refusal } from '../../../domain/refusals.js';
import { inTransaction, type Database, type Queryable } from '../../database.js';

/** One version, without its content. */
export interface StoredRevocationLetter {
  readonly letterId: string;
  readonly revocationId: string;
  /** Counts the request's letters, from 1. */
  readonly version: number;
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

export interface RevocationLetterWithContent extends StoredRevocationLetter {
  readonly content: Uint8Array;
}

export interface NewRevocationLetter {
  readonly revocationId: string;
  readonly contentType: LetterContentType;
  readonly content: Uint8Array;
  readonly uploadedBy: string;
}

/** Says whether a letter of this hash may follow these, oldest first. */
export type JudgeLetter = (
  sha256: string,
  earlier: readonly StoredRevocationLetter[],
) => Succession<StoredRevocationLetter>;

/**
 * Stores the next version as `judge` says; a letter that is not handed in yet gives way to it. One at a time per request.
 * Throws Refusal: `judge`'s, or RefusedInThisState where the request has ended.
 */
export function storeRevocationLetter(
  database: Database,
  letter: NewRevocationLetter,
  judge: JudgeLetter,
): Promise<StoredRevocationLetter> {
  const sha256 = createHash('sha256').update(letter.content).digest('hex');
  return inTransaction(database, async (transaction) => {
    const living = await transaction.query(
      'select 1 from revocations where revocation_id = $1 and ended_at is null for update',
      [letter.revocationId],
    );
    if (living.rowCount === 0) throw new Refusal(hasEnded());
    const earlier = await select(transaction, 'where revocation_id = $1 order by version for update', [
      letter.revocationId,
    ]);
    const judged = judge(sha256, earlier);
    if (judged !== 'next') {
      if ('same' in judged) return judged.same;
      throw new Refusal(judged.refusal);
    }
    await transaction.query(
      "update revocation_letters set status = 'superseded' where revocation_id = $1 and status = 'stored'",
      [letter.revocationId],
    );
    return await insertLetter(transaction, letter, sha256, (earlier.at(-1)?.version ?? 0) + 1);
  });
}

/** Oldest first, without content. */
export async function listRevocationLetters(
  database: Queryable,
  revocationId: string,
): Promise<StoredRevocationLetter[]> {
  return await select(database, 'where revocation_id = $1 order by version', [revocationId]);
}

/** The letter that the CA does not have yet, as far as is known. */
export async function loadNewestUnsentRevocationLetter(
  database: Queryable,
  revocationId: string,
): Promise<StoredRevocationLetter | undefined> {
  const [newest] = await select(
    database,
    "where revocation_id = $1 and status = 'stored' order by version desc limit 1",
    [revocationId],
  );
  return newest;
}

/** For the CA: never for logs, results or histories. */
export async function loadRevocationLetter(
  database: Queryable,
  revocationId: string,
  letterId: string,
): Promise<RevocationLetterWithContent | undefined> {
  const { rows } = await database.query<LetterRow & { readonly content: Buffer }>(
    `select ${COLUMNS}, content from revocation_letters where revocation_id = $1 and letter_id = $2`,
    [revocationId, letterId],
  );
  return rows[0] && { ...storedLetter(rows[0]), content: new Uint8Array(rows[0].content) };
}

/** As `noteHandingIn` of confirmation letters: `again` where that had been noted before, `gone` where it is no longer stored. */
export async function noteHandingInRevocationLetter(
  database: Queryable,
  letterId: string,
): Promise<'first' | 'again' | 'gone'> {
  const { rowCount } = await database.query(
    `update revocation_letters set handing_in_at = now()
      where letter_id = $1 and status = 'stored' and handing_in_at is null`,
    [letterId],
  );
  if (rowCount === 1) return 'first';
  const noted = await database.query(
    "select 1 from revocation_letters where letter_id = $1 and status = 'stored'",
    [letterId],
  );
  return noted.rowCount === 1 ? 'again' : 'gone';
}

/** `rejected` is the reviewers' word, `refused` that the CA did not take it; their `reason` is without personal data. */
export async function settleRevocationLetter(
  database: Queryable,
  letterId: string,
  to: Extract<LetterStatus, 'handed-in' | 'accepted' | 'rejected' | 'refused'>,
  reason?: string,
): Promise<void> {
  await database.query(
    'update revocation_letters set status = $2, reason = $3 where letter_id = $1 and status = any($4::text[])',
    [letterId, to, reason ?? null, SETTLED_FROM[to]],
  );
}

const SETTLED_FROM: Record<'handed-in' | 'accepted' | 'rejected' | 'refused', LetterStatus[]> = {
  'handed-in': ['stored'],
  refused: ['stored'],
  accepted: ['stored', 'handed-in'],
  rejected: ['stored', 'handed-in'],
};

function hasEnded() {
  return { code: 'RefusedInThisState', message: 'This revocation has ended: it takes no letter' } as const;
}

async function insertLetter(
  transaction: Queryable,
  { revocationId, contentType, content, uploadedBy }: NewRevocationLetter,
  sha256: string,
  version: number,
): Promise<StoredRevocationLetter> {
  const { rows } = await transaction.query<LetterRow>(
    `insert into revocation_letters
       (letter_id, revocation_id, version, content_type, size_bytes, sha256, content, uploaded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     returning ${COLUMNS}`,
    [
      `letter_${randomUUID()}`,
      revocationId,
      version,
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

const COLUMNS = `
  letter_id as "letterId", revocation_id as "revocationId", version, content_type as "contentType",
  size_bytes as "sizeBytes", sha256, uploaded_by as "uploadedBy", uploaded_at as "uploadedAt", status, reason,
  handing_in_at as "handingInAt"`;

type LetterRow = Omit<StoredRevocationLetter, 'uploadedAt' | 'handingInAt'> & {
  readonly uploadedAt: Date;
  readonly handingInAt: Date | null;
};

function storedLetter(row: LetterRow): StoredRevocationLetter {
  const { letterId, revocationId, version, contentType, sizeBytes, sha256, uploadedBy, status, reason } = row;
  return {
    letterId,
    revocationId,
    version,
    contentType,
    sizeBytes,
    sha256,
    uploadedBy,
    uploadedAt: row.uploadedAt.toISOString(),
    status,
    reason,
    handingInAt: row.handingInAt?.toISOString() ?? null,
  };
}

async function select(
  database: Queryable,
  which: string,
  values: readonly unknown[],
): Promise<StoredRevocationLetter[]> {
  const { rows } = await database.query<LetterRow>(
    `select ${COLUMNS} from revocation_letters ${which}`,
    values,
  );
  return rows.map(storedLetter);
}
