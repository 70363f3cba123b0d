/** The root that a CA gave with a certificate. */
import type { Queryable } from '../../db/database.js';

/** PEM; null where the CA gave none. */
export async function readRootCertificate(
  database: Queryable,
  account: string,
  certificateId: string,
): Promise<string | null> {
  const { rows } = await database.query<{ rootPem: string | null }>(
    'select root_pem as "rootPem" from certificates where account = $1 and certificate_id = $2',
    [account, certificateId],
  );
  return rows[0]?.rootPem ?? null;
}
