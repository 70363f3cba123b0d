/** Addresses that open one download of the reseller's API, once, for minutes. */
import type { Queryable } from '../../database.js';

export interface DownloadLink {
  /** The key that asked for it. */
  readonly keyId: string;
  /** The certificate by that API's id. */
  readonly tencentId: string;
  readonly format: string;
}

/** So many whose time is over go with each one that comes. */
const FORGOTTEN_AT_ONCE = 20;

export async function insertDownloadLink(
  database: Queryable,
  tokenSha256: Buffer,
  { keyId, tencentId, format }: DownloadLink,
  { now, expiresAt }: { readonly now: Date; readonly expiresAt: Date },
): Promise<void> {
  await database.query(
    `delete from tencent_download_links
      where token_sha256 in (select token_sha256 from tencent_download_links where expires_at <= $1
                              order by expires_at limit ${FORGOTTEN_AT_ONCE} for update skip locked)`,
    [now],
  );
  await database.query(
    `insert into tencent_download_links (token_sha256, key_id, tencent_id, format, expires_at)
     values ($1, $2, $3, $4, $5)`,
    [tokenSha256, keyId, tencentId, format, expiresAt],
  );
}

/** Undefined where there is none, it was taken before, or its time is over. Of two that come at once one gets it. */
export async function takeDownloadLink(
  database: Queryable,
  tokenSha256: Buffer,
  now: Date,
): Promise<DownloadLink | undefined> {
  const { rows } = await database.query<DownloadLink>(
    `delete from tencent_download_links where token_sha256 = $1 and expires_at > $2
     returning key_id as "keyId", tencent_id as "tencentId", format`,
    [tokenSha256, now],
  );
  return rows[0];
}
