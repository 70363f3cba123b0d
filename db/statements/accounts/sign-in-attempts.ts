/** Attempts to sign in, counted over all servers of an installation. */
import type { Queryable } from '../../database.js';

export interface AttemptBucket {
  /** A hash: what people typed stands nowhere. */
  readonly bucket: string;
  readonly windowMs: number;
}

export interface CountedAttempts {
  readonly bucket: string;
  /** This one among them. */
  readonly attempts: number;
  readonly since: Date;
}

/** Counts one attempt in each; a window that is over begins anew. */
export async function countAttempts(
  database: Queryable,
  buckets: readonly AttemptBucket[],
  now: Date,
): Promise<CountedAttempts[]> {
  const { rows } = await database.query<CountedAttempts>(
    // Sorted: two that count the same buckets wait for each other, never both.
    `insert into sign_in_attempts as known (bucket, attempts, since)
     select bucket, 1, $3 from unnest($1::text[]) with ordinality as given (bucket, place) order by bucket
     on conflict (bucket) do update
       set attempts = case when known.since <= $3::timestamptz - ($2::bigint[])[array_position($1::text[], known.bucket)]
                                                                 * interval '1 millisecond'
                           then 1 else known.attempts + 1 end,
           since = case when known.since <= $3::timestamptz - ($2::bigint[])[array_position($1::text[], known.bucket)]
                                                              * interval '1 millisecond'
                        then $3 else known.since end
     returning bucket, attempts, since`,
    [buckets.map(({ bucket }) => bucket), buckets.map(({ windowMs }) => windowMs), now],
  );
  return rows;
}

/** An attempt that was none: whoever signed in did not guess. */
export async function forgiveAttempts(database: Queryable, buckets: readonly string[]): Promise<void> {
  await database.query(
    'update sign_in_attempts set attempts = greatest(attempts - 1, 0) where bucket = any($1)',
    [buckets],
  );
}

export async function forgetAttempts(database: Queryable, bucket: string): Promise<void> {
  await database.query('delete from sign_in_attempts where bucket = $1', [bucket]);
}

export async function deleteAttemptsBefore(database: Queryable, before: Date): Promise<void> {
  await database.query('delete from sign_in_attempts where since < $1', [before]);
}
