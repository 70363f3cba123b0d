/** How far an account's log was verified last: one row an account, believed only where its signature is ours. */
import type { SignedCheckpoint } from '../../log-checkpoints.js';
import { StatementRefused, type Queryable } from '../../database.js';

/** SQLSTATE (PostgreSQL, appendix A): workers of an earlier version have not made the table yet. */
const UNDEFINED_TABLE = '42P01';

export async function loadCheckpoint(
  database: Queryable,
  account: string,
): Promise<SignedCheckpoint | undefined> {
  const found = await unlessMissing(() =>
    database.query<CheckpointRow>('select * from log_checkpoints where account = $1', [account]),
  );
  const row = found?.rows[0];
  return row && signedCheckpoint(row);
}

/** Takes the place of the one before it. */
export async function storeCheckpoint(database: Queryable, signed: SignedCheckpoint): Promise<void> {
  const { checkpoint, masterKeyId, signature } = signed;
  const { account, count, head, verifiedAt, verifiedWholeAt } = checkpoint;
  await unlessMissing(() =>
    database.query(
      `insert into log_checkpoints (account, sequence, head, verified_at, verified_whole_at, master_key_id, signature)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (account) do update
          set sequence = excluded.sequence, head = excluded.head, verified_at = excluded.verified_at,
              verified_whole_at = excluded.verified_whole_at, master_key_id = excluded.master_key_id,
              signature = excluded.signature`,
      [account, count, head, verifiedAt, verifiedWholeAt, masterKeyId, signature],
    ),
  );
}

async function unlessMissing<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StatementRefused && error.code === UNDEFINED_TABLE) return undefined;
    throw error;
  }
}

interface CheckpointRow {
  readonly account: string;
  readonly sequence: string;
  readonly head: string;
  readonly verified_at: Date;
  readonly verified_whole_at: Date;
  readonly master_key_id: string;
  readonly signature: string;
}

function signedCheckpoint(row: CheckpointRow): SignedCheckpoint {
  return {
    checkpoint: {
      account: row.account,
      count: Number(row.sequence),
      head: row.head,
      verifiedAt: row.verified_at.toISOString(),
      verifiedWholeAt: row.verified_whole_at.toISOString(),
    },
    masterKeyId: row.master_key_id,
    signature: row.signature,
  };
}
