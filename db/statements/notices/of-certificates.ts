/** What was told of a certificate: each rung of its expiry once. */
import type { Queryable } from '../../database.js';

export interface AnnouncedOfCertificate {
  /** Rungs: days before expiry. */
  readonly expiringDays: readonly number[];
  readonly expired: boolean;
  readonly placeReleased: boolean;
}

export async function announcedOf(
  database: Queryable,
  certificateId: string,
): Promise<AnnouncedOfCertificate> {
  const { rows } = await database.query<{ kind: string; rung: number }>(
    `select kind, rung from account_notices
      where certificate_id = $1 and kind in ('expiring', 'expired', 'place-released')`,
    [certificateId],
  );
  return {
    expiringDays: rows.filter(({ kind }) => kind === 'expiring').map(({ rung }) => rung),
    expired: rows.some(({ kind }) => kind === 'expired'),
    placeReleased: rows.some(({ kind }) => kind === 'place-released'),
  };
}
