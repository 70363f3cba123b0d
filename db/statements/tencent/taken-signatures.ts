/** Signatures of the reseller's API that were taken, over all servers of an installation: what comes twice is known. */
import type { Queryable } from '../../database.js';

export interface ArrivingSignature {
  readonly signatureSha256: Buffer;
  readonly now: Date;
  /** Taken before this, it is worth nothing any more. */
  readonly twinSince: Date;
  /** The action, where it writes. */
  readonly writes: string | undefined;
}

/** More than a server takes in a second, and few enough that nobody waits for it. */
const FORGOTTEN_AT_ONCE = 1_000;

/** `taken`: it is new, or a twin of one just taken that has not written this. Of several that come at once, wherever, one writes. */
export async function takeSignature(
  database: Queryable,
  { signatureSha256, now, twinSince, writes }: ArrivingSignature,
): Promise<'taken' | 'written' | 'old'> {
  const { rowCount } = await database.query(
    `insert into tencent_signatures as known (signature_sha256, taken_at, written)
     values ($1, $2, $3::text[])
     on conflict (signature_sha256) do update set written = known.written || excluded.written
      where known.taken_at >= $4 and not known.written && excluded.written`,
    [signatureSha256, now, writes === undefined ? [] : [writes], twinSince],
  );
  if (rowCount > 0) return 'taken';
  const { rows } = await database.query<{ isTwin: boolean }>(
    'select taken_at >= $2 as "isTwin" from tencent_signatures where signature_sha256 = $1',
    [signatureSha256, twinSince],
  );
  return rows[0]?.isTwin === true ? 'written' : 'old';
}

export async function forgetSignatures(database: Queryable, before: Date): Promise<void> {
  await database.query(
    `delete from tencent_signatures
      where signature_sha256 in (select signature_sha256 from tencent_signatures where taken_at < $1
                                  order by taken_at limit ${FORGOTTEN_AT_ONCE} for update skip locked)`,
    [before],
  );
}
